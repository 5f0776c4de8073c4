"""What the views of the base share: an act whose refusal stands at the form."""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from xinlian.people.access import viewer
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.training.who import KEEPERS


def kept(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether it could be done; what was refused stands at the form, and nothing that was filled in is lost."""
    try:
        act()
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        form.add_error(None, sentence(refused))
        return False
    return True


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page."""
    return [(_("培训基地"), reverse("training:desk_base")), *more]


def keeps(request: HttpRequest, union_path: str) -> bool:
    """Whether the viewer may change what lies at a union."""
    return viewer(request).holds(KEEPERS, union_path)
