"""What notices put on home and on the desk's first page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.notices.queries.desk import trouble
from xinlian.notices.queries.mine import newest_unread
from xinlian.people.access import person_of
from xinlian.people.scope import Viewer


def home_cards(request: HttpRequest) -> list[dict[str, Any]]:
    """The newest that waits to be read."""
    person = person_of(request)
    row = newest_unread(person) if person else None
    return [{"order": 3, "template": "notices/home_card.html", "row": row}] if row else []


def desk_tasks(viewer: Viewer) -> list[dict[str, Any]]:
    """Messages that did not go."""
    if not viewer.paths(("officer",)):
        return []
    return [
        {
            "label": _("通知没有发出去"),
            "count": trouble(viewer, timezone.now()),
            "url": reverse("notices:desk"),
            "tone": "warn",
        }
    ]
