"""What of a draw is done outside a request: publishing, where many are drawn."""

import datetime
from typing import Any

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from xinlian.enrolment.actions import publishing
from xinlian.enrolment.models import Draw
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused

IN_REQUEST = 3000  # entrants; about two seconds on a small machine
DEAD_AFTER = datetime.timedelta(minutes=15)  # a worker that was killed says nothing any more
_WAITS = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@task()
def publish_draw(draw_id: int, person_id: int) -> dict[str, Any]:
    """Publish; {} or why not. Twice is once: a published draw stays as it is."""
    draw, by = Draw.objects.get(pk=draw_id), Person.objects.get(pk=person_id)
    try:
        publishing.publish(draw=draw, by=by, at=timezone.now())
    except Refused as refused:
        facts = {name: value if isinstance(value, int | str) else str(value) for name, value in refused.facts.items()}
        return {"code": refused.code, "facts": facts}
    return {}


def publish_soon(draw: Draw, by: Person) -> None:
    """Put it on the queue, once."""
    if not under_way(draw):
        publish_draw.enqueue(draw.pk, by.pk)


def under_way(draw: Draw) -> bool:
    """Whether it waits or is at work; what a dead worker held does not count for ever."""
    last = _last(draw)
    if last is None or last.status not in _WAITS:
        return False
    return last.started_at is None or last.started_at > timezone.now() - DEAD_AFTER


def why_not(draw: Draw) -> Refused | None:
    """What the last try was refused for; `unexpected` when it broke or its worker died."""
    last = _last(draw)
    if last is None or draw.state == "published" or under_way(draw):
        return None
    if last.status != TaskResultStatus.SUCCESSFUL:
        return Refused("draw_broke_off")
    found = last.return_value or {}
    return Refused(found["code"], found["facts"]) if found else None


def _last(draw: Draw) -> "DBTaskResult[Any, Any] | None":
    rows = DBTaskResult.objects.filter(task_path=publish_draw.module_path, args_kwargs__args__0=draw.pk)
    return rows.order_by("-enqueued_at").first()
