"""What the open interface says of passes: how each stands, without the name of its holder."""

import datetime
import hashlib
import uuid
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from xinlian.credentials.models import Listener, Site, SiteWorker, Telling, WorkPass
from xinlian.credentials.queries.verifying import words
from xinlian.credentials.rules.colour import colour
from xinlian.credentials.who import READERS
from xinlian.people.scope import Viewer, below, scope


def listener_of(token: str) -> Listener | None:
    """The listener that shows this token; none for a blocked one."""
    rows = Listener.objects.filter(token_hash=digest(token), blocked_at=None)
    return rows.select_related("union").first() if token else None


def digest(token: str) -> str:
    """As a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def sites(listener: Listener) -> QuerySet[Site]:
    """The open sites of its part of the tree."""
    return Site.objects.filter(below([listener.union.union_path]), closed_on=None).order_by("name", "id")


def passes(site: Site, since: datetime.datetime | None = None) -> QuerySet[WorkPass]:
    """The passes of who works on a site now, the newest of each person and issuer; or those that changed since."""
    people = SiteWorker.objects.filter(site=site, until_on=None).values("person")
    rows = WorkPass.objects.filter(person__in=people).exclude(state="replaced").order_by("id")
    if since is not None:
        rows = rows.filter(Q(issued_at__gte=since) | Q(steps__at__gte=since)).distinct()
    return rows


def listeners_of(work_pass: WorkPass) -> list[Listener]:
    """Who is told of a pass: whoever listens to its issuer's part of the tree, or to a site where its holder works."""
    rows = Listener.objects.filter(blocked_at=None).exclude(address="").select_related("union")
    paths = [work_pass.union_path]
    worked = SiteWorker.objects.filter(person=work_pass.person_id, until_on=None)
    paths += worked.values_list("site__union_path", flat=True)
    return [one for one in rows if any(path.startswith(one.union.union_path) for path in paths)]


def snapshot(work_pass: WorkPass, at: datetime.datetime) -> dict[str, Any]:
    """How a pass stands at a moment. `number` is what its square code says; nobody's name."""
    shade = colour(state=work_pass.state, begins_at=work_pass.begins_at, ends_at=work_pass.ends_at, now=at)
    trades = zip(work_pass.trades, words(work_pass.trades), strict=True)
    worked = SiteWorker.objects.filter(person=work_pass.person_id, until_on=None).order_by("id")
    replaces = WorkPass.objects.filter(replaced_by=work_pass).values_list("number", flat=True).first()
    return {
        "number": work_pass.number,
        "code": work_pass.code,
        "state": work_pass.state,
        "colour": shade.name,
        "begins": _moment(work_pass.begins_at),
        "ends": _moment(work_pass.ends_at),
        "trades": [
            {"trade": code[0], "level": code[1] or None, "name": name, "level_name": level or None}
            for code, (name, level) in trades
        ],
        "replaces": replaces,
        "sites": [str(uid) for uid in worked.values_list("site__uid", flat=True)],
    }


def site_named(listener: Listener, uid: uuid.UUID) -> Site | None:
    """One of its sites."""
    return sites(listener).filter(uid=uid).first()


def seen_by(viewer: Viewer) -> QuerySet[Listener]:
    """The listeners of the viewer's part of the tree, with how much waits for each and what the last try came to."""
    todo = Q(tellings__heard_at=None, tellings__given_up_at=None, tellings__isnull=False)
    last = Telling.objects.filter(listener=OuterRef("pk"), tries__gt=0).order_by("-made_at", "-id")
    rows = scope(viewer, Listener.objects.select_related("union"), READERS)
    return rows.annotate(waiting=Count("tellings", filter=todo), answer=Subquery(last.values("answer")[:1])).order_by(
        "blocked_at", "name", "id"
    )


def _moment(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
