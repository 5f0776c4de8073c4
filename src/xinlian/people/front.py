"""What people put on the desk's first page, and how they are found from anywhere."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xinlian.people.identity import mask_phone
from xinlian.people.queries import desk as queries
from xinlian.people.scope import Viewer, scope
from xinlian.sheets.queries import all_uploads

HITS = 8
WEEK = datetime.timedelta(days=7)


def desk_tasks(viewer: Viewer) -> list[dict[str, Any]]:
    """Tables that wait for a yes, and requests that wait for an answer."""
    if not viewer.paths(("officer",)):
        return []
    waiting = scope(viewer, all_uploads().filter(state="checked"), ("officer",)).count()
    asked = queries.requests(viewer).count()
    return [
        {"label": _("导入的表格等您确认"), "count": waiting, "url": reverse("people:uploads"), "tone": "warn"},
        {"label": _("有人请您更正资料"), "count": asked, "url": reverse("people:requests"), "tone": "warn"},
    ]


def desk_figures(viewer: Viewer) -> list[dict[str, Any]]:
    """How many people there are."""
    if not viewer.paths(queries.KEEPERS):
        return []
    found = queries.figures(viewer, timezone.now() - WEEK)
    note = ngettext("这一周新增 %(n)s 人", "这一周新增 %(n)s 人", found["fresh"]) % {"n": found["fresh"]}
    return [{"label": _("登记的人"), "value": found["people"], "note": note, "url": reverse("people:people")}]


def desk_search(viewer: Viewer, wanted: str) -> list[dict[str, Any]]:
    """People by name, phone or ID; unions by name."""
    if not viewer.paths(queries.KEEPERS):
        return []
    people = queries.people(viewer, queries.Wanted(q=wanted), timezone.localdate())[:HITS]
    unions = queries.unions(viewer).filter(name__icontains=wanted)[:HITS]
    return [
        {
            "label": _("人员"),
            "hits": [
                {
                    "label": one.name or mask_phone(str(one.phone or "")),
                    "note": " · ".join(
                        filter(None, (one.union.name if one.union else "", str(one.get_occupation_display())))
                    ),
                    "url": reverse("people:person", args=[one.uid]),
                }
                for one in people
            ],
        },
        {
            "label": _("工会"),
            "hits": [
                {"label": one.name, "note": one.get_level_display(), "url": reverse("people:union", args=[one.uid])}
                for one in unions
            ],
        },
    ]
