"""The page of one builder at the desk: how they stand, their pass, decisions, hours."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xinlian.rows.days import day_words
from xinlian.training import level_texts, reason_texts
from xinlian.training.models import Builder, Clearance
from xinlian.training.queries import clearing_desk as desk
from xinlian.training.queries import levels
from xinlian.training.queries.cases import of as case_of
from xinlian.training.rules import clearance as rules
from xinlian.training.rules import hours

PASS_TONES = {"valid": "ok", "retrain": "warn", "suspended": "bad", "revoked": "bad", "replaced": "off"}


def of(builder: Builder, on: datetime.date, *, conduct: bool) -> dict[str, Any]:
    """All that the page shows; points only to those who may know them."""
    case = case_of(builder, on)
    verdict, found = rules.decide(case, on), desk.pass_of(builder)
    reasons = desk.shown([one.kept() for one in verdict.reasons], conduct=conduct)
    return {
        "verdict": verdict,
        "reasons": reason_texts.sentences(reasons),
        "until": verdict.until,
        "work_pass": found,
        "pass_tone": PASS_TONES[found.state] if found else "",
        "pass_url": reverse("credentials:desk_pass", args=[found.uid]) if found and conduct else "",
        "hours": hours.standing(case.taught, case.hours_asked, case.came_on, on),
        "practical": case.practical,
        **_levels(builder, on),
        "violations": list(builder.violations.select_related("rule").order_by("-seen_at")[:20]) if conduct else [],
        "story": [_told(one, conduct) for one in desk.history(builder)],
    }


def _levels(builder: Builder, on: datetime.date) -> dict[str, Any]:
    ladder = levels.of(builder, on)
    return {"ladder": ladder, "asks": level_texts.lines(ladder.asks), "grants": levels.history(builder)}


def _told(one: Clearance, conduct: bool) -> dict[str, Any]:
    words = reason_texts.one_after_another(reason_texts.sentences(desk.shown(one.reasons, conduct=conduct)))
    return {
        "at": one.decided_at,
        "title": _("可以上岗，到 %(day)s") % {"day": day_words(one.until)} if one.until else _("还不能上岗"),
        "text": words,
        "by": one.decided_by.name if one.decided_by else "",
        "state": "ok" if one.ok else "warn",
    }
