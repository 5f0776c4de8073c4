"""The database side of the bench of sign-ups, in a process of its own: make the world, the raw floor, look afterwards.

python -m xinlian.testing.bench._signup_world make FILE TRIES PLACES | floor | look
"""

import json
import sys
import time
from pathlib import Path

from xinlian.testing.bench._signed_in import signed_in
from xinlian.web.cli import boot

CHUNK = 5000
FLOOR_SECONDS = 2.0
GIVEN_BACK = 10


def make(file: Path, tries: int, places: int) -> dict[str, object]:
    """An offering with one batch, and `tries` people who are signed in; their session keys go into `file`."""
    from django.core.management import call_command

    from xinlian.testing.make import make_batch, make_offering, make_union

    call_command("migrate", interactive=False, verbosity=0)
    union = make_union("试验工会")
    batch = make_batch(make_offering(union), places)
    with file.open("w") as out:
        for start in range(0, tries, CHUNK):
            keys = signed_in(union, range(start, min(start + CHUNK, tries)))
            out.writelines(f"{key}\n" for key, _person in keys)
    return {"offering": str(batch.offering.uid)}


def floor() -> dict[str, object]:
    """Raw conditional updates of one row a second, each committed, by one connection that does nothing else."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE signup_floor (id integer PRIMARY KEY, taken integer, capacity integer)")
        cursor.execute("INSERT INTO signup_floor VALUES (1, 0, 1000000000)")
        done, until = 0, time.perf_counter() + FLOOR_SECONDS
        while time.perf_counter() < until:
            cursor.execute("UPDATE signup_floor SET taken = taken + 1 WHERE id = 1 AND taken < capacity")
            done += cursor.rowcount
        cursor.execute("DROP TABLE signup_floor")
    return {"rate": done / FLOOR_SECONDS}


def look() -> dict[str, object]:
    """What the database holds after all: seats, the line, the count; and whom ten seats given back go to."""
    from django.utils import timezone

    from xinlian.enrolment.actions import seats
    from xinlian.enrolment.models import Application, Batch, Seat, Waiting
    from xinlian.enrolment.queries.seats import drift

    batch = Batch.objects.get()
    line = list(Waiting.objects.order_by("number").values_list("number", flat=True))
    found = {
        "seats": Seat.objects.filter(state="accepted").count(),
        "taken": batch.taken,
        "applications": Application.objects.count(),
        "line": len(line),
        "line_whole": line == list(range(1, len(line) + 1)),
        "drift": len(drift()),
    }
    for seat in Seat.objects.select_related("batch__offering", "application__person").order_by("id")[:GIVEN_BACK]:
        seats.give_back(seat=seat, by=seat.application.person, at=timezone.now())
    offered = Seat.objects.filter(way="waitlist").values_list("application__waits__number", flat=True)
    return {**found, "passed_on": sorted(offered), "drift_after": len(drift())}


def main(words: list[str]) -> None:
    """One of the three, its answer as JSON on the last line."""
    boot.django()
    if words[0] == "make":
        answer = make(Path(words[1]), int(words[2]), int(words[3]))
    else:
        answer = {"floor": floor, "look": look}[words[0]]()
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1:])
