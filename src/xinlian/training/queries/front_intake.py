"""What the intake puts on home, on the desk's first page and into its search."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xinlian.people.models import Person
from xinlian.people.scope import Viewer
from xinlian.training.queries import builders, medicals
from xinlian.training.who import KEEPERS, MEDICS, READERS

HITS = 8


def cards(person: Person) -> list[dict[str, Any]]:
    """The teams that one leads."""
    return [
        {"order": 2, "template": "training/home_team.html", "team": team, "n": builders.of_team(team).count()}
        for team in builders.led_by(person)
    ]


def tasks(viewer: Viewer, on: datetime.date) -> list[dict[str, Any]]:
    """Today's work: {"label", "count", "url", "tone"}. The medic's is of checks, the officer's of who has no team."""
    found = []
    if viewer.paths(MEDICS):
        rows, home = medicals.builders(viewer), reverse("training:desk_medicals")
        found += [
            {"label": _("没有有效的上岗体检"), "count": medicals.without(rows, on).count(), "url": home, "tone": "bad"},
            {
                "label": _("上岗体检三十天内到期"),
                "count": medicals.ending(rows, on).count(),
                "url": f"{home}?state={medicals.SOON}",
                "tone": "warn",
            },
        ]
    if viewer.paths(KEEPERS):
        alone = builders.builders(viewer, KEEPERS).filter(left_on=None, team=None).count()
        url = reverse("training:desk_builders")
        found.append({"label": _("登记了，还没有分班组"), "count": alone, "url": url, "tone": "warn"})
    return found


def search(viewer: Viewer, wanted: str) -> list[dict[str, Any]]:
    """Builders by a part of their name or team: {"label", "hits": [{"label", "note", "url"}]}."""
    if not viewer.paths(READERS) or not wanted.strip():
        return []
    rows = builders.found(viewer, builders.Wanted(q=wanted))[:HITS]
    hits = [
        {
            "label": one.person.name,
            "note": f"{one.trade.name} · {one.team.name if one.team else one.project.name}",
            "url": reverse("training:desk_builder", args=[one.uid]),
        }
        for one in rows
    ]
    return [{"label": _("工人"), "hits": hits}]
