"""What credentials put on home, on the desk's first page and into its search."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.credentials.models import Certificate, WorkPass
from xinlian.credentials.queries import alarms, certificates, desk, mine
from xinlian.credentials.rules import codes
from xinlian.credentials.rules.colour import colour
from xinlian.credentials.rules.states import STANDS
from xinlian.credentials.who import DECIDERS, READERS, RUNNERS
from xinlian.people.access import person_of
from xinlian.people.scope import Viewer

HITS = 8


def cards(request: HttpRequest) -> list[dict[str, Any]]:
    """One's pass when something is to be done about it: it is stopped, or runs out within a month."""
    person, now = person_of(request), timezone.now()
    if person is None:
        return []
    found = WorkPass.objects.filter(person=person, state__in=STANDS).order_by("-issued_at").first()
    if found is None:
        return []
    shade = colour(state=found.state, begins_at=found.begins_at, ends_at=found.ends_at, now=now)
    if shade.name == "green" and not shade.soon:
        return []
    word = str(mine.COLOURS[shade.name])
    return [{"order": 1, "template": "credentials/home.html", "pass": found, "colour": shade, "word": word}]


def desk_tasks(viewer: Viewer) -> list[dict[str, Any]]:
    """Today's work about passes: appeals that wait, what runs out, keys."""
    tasks: list[dict[str, Any]] = []
    if viewer.paths(DECIDERS):
        count = desk.appeals(viewer).count()
        url = reverse("credentials:desk_appeals")
        tasks.append({"label": _("等答复的申诉"), "count": count, "url": url, "tone": "warn"})
    if viewer.paths(RUNNERS):
        now = timezone.now()
        soon = desk.listed(viewer, "", "soon", "", now).count()
        url = f"{reverse('credentials:desk')}?state=soon"
        tasks.append({"label": _("一个月内到期的工作证"), "count": soon, "url": url, "tone": "ok"})
        due = certificates.outside_due(viewer, timezone.localdate(now)).count()
        url = reverse("credentials:desk_outside")
        tasks.append({"label": _("别处发的证书快到日子"), "count": due, "url": url, "tone": "warn"})
        found = alarms.standing(now)
        tone = "bad" if any(one.bad for one in found) else "warn"
        tasks.append(
            {"label": _("签名钥匙要看一看"), "count": len(found), "url": reverse("credentials:desk_keys"), "tone": tone}
        )
    return tasks


def desk_search(viewer: Viewer, wanted: str) -> list[dict[str, Any]]:
    """Passes by name or short code; certificates also by number."""
    near = Q(name__icontains=wanted) | Q(code=codes.read(wanted) or "-")
    rows = desk.passes(viewer).filter(near).order_by("-issued_at")[:HITS] if viewer.paths(READERS) else []
    known = certificates.found(viewer, wanted, "", "", "", timezone.now())[:HITS] if viewer.paths(READERS) else []
    return [
        {"label": _("工作证"), "hits": [_hit(one) for one in rows]},
        {"label": _("证书"), "hits": [_certificate_hit(one) for one in known]},
    ]


def _certificate_hit(one: Certificate) -> dict[str, str]:
    return {
        "label": one.name or "—",
        "note": f"{one.title} · {one.number}",
        "url": reverse("credentials:desk_certificate", args=[one.uid]),
    }


def _hit(one: WorkPass) -> dict[str, str]:
    return {
        "label": one.name or "—",
        "note": f"{codes.shown(one.code)} · {one.get_state_display()}",
        "url": reverse("credentials:desk_pass", args=[one.uid]),
    }
