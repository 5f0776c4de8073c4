"""One question at the desk: written, changed, looked at as on a phone; its pictures."""

import base64
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from xinlian.assessment.actions import banks as actions
from xinlian.assessment.forms.banks import ItemForm, PictureForm, initial
from xinlian.assessment.models import Bank, Item
from xinlian.assessment.queries import desk as queries
from xinlian.assessment.queries.pictures import of_bank
from xinlian.assessment.shown import question_shown
from xinlian.assessment.solved import right_words
from xinlian.assessment.views.desk_banks import ONE, crumbs, find
from xinlian.assessment.who import KEEPERS, READERS
from xinlian.engines.exams.papers import shown_order
from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import kept
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence

ITEM = "assessment:desk_item"


@staff(*KEEPERS)
def new(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A new question."""
    return _editor(request, find(request, uid), None)


@staff(*KEEPERS)
def edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The next version of a question."""
    found = get_object_or_404(queries.item(viewer(request), uid))
    return _editor(request, found.bank, found)


def _editor(request: HttpRequest, bank: Bank, old: Item | None) -> HttpResponse:
    form = ItemForm(request.POST or None, initial=initial(old.question) if old else None)
    if request.method == "POST" and form.is_valid():
        question, by, now = form.cleaned_data["question"], the_person(request), timezone.now()
        made: list[Item] = []

        def act() -> None:
            said = {"question": question, "by": by, "at": now}
            made.append(actions.change(item=old, **said) if old else actions.add(bank=bank, **said))

        if kept(form, act):
            messages.success(request, _("记下了。审过以后才会出现在试卷里。"))
            return redirect(ITEM, made[0].uid)
    way = crumbs((bank.name, reverse(ONE, args=[bank.uid])), (_("改题") if old else _("加一题"), ""))
    context = {"form": form, "bank": bank, "old": old, "crumbs": way}
    return render(request, "assessment/desk/item_edit.html", context, status=422 if form.errors else 200)


@staff(*READERS)
@never_cache
def item(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A question as on a phone, what is right, its versions."""
    found = get_object_or_404(queries.item(viewer(request), uid))
    question, known = found.question, of_bank(found.bank)
    order = shown_order(question, str(found.pk), str(found.uid))
    shown = question_shown(0, question, f"{question.marks:f}", order, None)
    pictures = [known[name] for name in question.pictures if name in known]
    context = {
        "item": found,
        "question": question,
        "q": shown,
        "pictures": [f"data:image/jpeg;base64,{base64.b64encode(one).decode()}" for one in pictures],
        "lacking": [name for name in question.pictures if name not in known],
        "right": right_words(question),
        "versions": queries.versions(found),
        "keeper": viewer(request).holds(KEEPERS, found.union_path),
        "crumbs": crumbs((found.bank.name, reverse(ONE, args=[found.bank.uid])), (found.stem[:20], "")),
    }
    return render(request, "assessment/desk/item.html", context)


def _put(request: HttpRequest, bank: Bank, files: list[Any]) -> list[tuple[str, str]]:
    """Put each picture that can be taken; the names of the others with why."""
    refused, by, now = [], the_person(request), timezone.now()
    for file in files:
        try:
            actions.put_picture(bank=bank, name=file.name, file=file, size=file.size, by=by, at=now)
        except Refused as no:
            if no.code.startswith("role_"):
                raise
            refused.append((file.name, sentence(no)))
    return refused


@staff(*KEEPERS)
def pictures(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The pictures of a bank."""
    found = find(request, uid)
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        refused = _put(request, found, form.cleaned_data["pictures"])
        if not refused:
            messages.success(request, _("图片放好了。"))
            return redirect("assessment:desk_pictures", uid)
        for name, words in refused:
            form.add_error("pictures", f"{name}：{words}")
    shown = [(name, base64.b64encode(content).decode()) for name, content in sorted(of_bank(found).items())]
    context = {
        "form": form,
        "bank": found,
        "pictures": shown,
        "crumbs": crumbs((found.name, reverse(ONE, args=[uid])), (_("图片"), "")),
    }
    return render(request, "assessment/desk/pictures.html", context, status=422 if form.errors else 200)
