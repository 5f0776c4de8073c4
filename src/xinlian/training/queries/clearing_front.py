"""Today's work about clearance and violations, for the desk's first page."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from xinlian.people.scope import Viewer, scope
from xinlian.training.models import Builder, Clearance
from xinlian.training.queries import violations
from xinlian.training.who import KEEPERS


def tasks(viewer: Viewer) -> list[dict[str, Any]]:
    """Appeals that wait, and who was decided ready without a pass, as a trainer or the clock left them."""
    if not viewer.paths(KEEPERS):
        return []
    last = Clearance.objects.filter(builder=OuterRef("pk")).order_by("-decided_at", "-id")
    rows = scope(viewer, Builder.objects.filter(left_on=None), KEEPERS)
    waiting = rows.annotate(last_ok=Subquery(last.values("ok")[:1]), last_pass=Subquery(last.values("work_pass")[:1]))
    ready = waiting.filter(last_ok=True, last_pass=None).count()
    appeals = violations.of_desk(viewer, "appealed").count()
    url = f"{reverse('training:desk_clearance')}?state=ready"
    return [
        {"label": _("可以上岗，等发码"), "count": ready, "url": url, "tone": "ok"},
        {
            "label": _("等答复的违章申诉"),
            "count": appeals,
            "url": f"{reverse('training:desk_violations')}?state=appealed",
            "tone": "warn",
        },
    ]
