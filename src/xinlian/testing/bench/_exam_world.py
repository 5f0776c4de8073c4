"""The database side of the bench of exams, in a process of its own: make the world, look afterwards.

python -m xinlian.testing.bench._exam_world make FILE CANDIDATES QUESTIONS MINUTES | ring | look FILE...
"""

import json
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from xinlian.testing.bench._signed_in import signed_in
from xinlian.web.cli import boot

BANK = 10  # so many times the questions of a paper stand in the bank


def make(file: Path, candidates: int, questions: int, minutes: int) -> dict[str, object]:
    """An exam that is open, and candidates who are signed in; a line each: session key, mark, so that phones may speak."""
    import datetime

    from django.core.management import call_command
    from django.utils import timezone

    from xinlian.assessment.actions import banks, exams, papers
    from xinlian.assessment.models import Item
    from xinlian.engines.exams.papers import Row
    from xinlian.engines.exams.questions import Question
    from xinlian.people.marks import mark
    from xinlian.testing.make import make_officer, make_union

    call_command("migrate", interactive=False, verbosity=0)
    now = timezone.now()
    union = make_union("试验工会")
    officer = make_officer(union)
    bank = banks.make(union=union, name="试验题库", by=officer, at=now)
    options = ("这一项是对的", "这一项不对", "这一项也不对", "还是不对")
    several = [
        Question("single", f"第 {n} 道试验题，四个说法里哪一个是对的？", options=options, right=(0,))
        for n in range(questions * BANK)
    ]
    items = [Item.of(bank, one, officer, now) for one in several]
    Item.objects.bulk_create(items)
    banks.review(items=items, to="approved", by=officer, at=now)
    said: dict[str, Any] = {"by": officer, "at": now}
    rows = [Row(questions, Decimal(2), "single")]
    paper = papers.draw_up(
        union=union, bank=bank, title="试验卷", rows=rows, pass_marks=Decimal(1), minutes=minutes, **said
    )
    hours = datetime.timedelta(hours=12)
    exam = exams.set_exam(paper=paper, union=union, title="试验", opens_at=now, closes_at=now + hours, **said)
    known = signed_in(union, range(candidates))
    exams.add_candidates(exam=exam, people=[person for _key, person in known], **said)
    file.write_text("".join(f"{key} {mark(person)}\n" for key, person in known))
    return {"exam": str(exam.uid)}


def ring() -> dict[str, object]:
    """End every sitting now, as the clock does when the bell has rung."""
    import datetime

    from django.utils import timezone

    from xinlian.assessment import due
    from xinlian.assessment.models import Exam, Sitting

    later = timezone.now() + datetime.timedelta(days=1)
    Exam.objects.update(closes_at=later)
    due.ring(later)
    return {"open": Sitting.objects.filter(ended_at=None).count()}


def look(files: list[Path]) -> dict[str, object]:
    """What the database holds beside what the phones were told: answers lost, held twice, wrong, and clocks that are off."""
    from xinlian.assessment.models import Given, Sitting
    from xinlian.assessment.queries.mine import answers_of

    phones = [json.loads(line) for file in files for line in file.read_text().splitlines()]
    held = Counter(str(uid) for uid in Given.objects.values_list("client_uid", flat=True))
    acked = [one["uid"] for phone in phones for one in phone["answers"] if one["acked"]]
    sittings = {str(one.uid): one for one in Sitting.objects.select_related("exam__paper")}
    wrong = 0
    for phone in phones:
        last = {one["place"]: one["option"] for one in phone["answers"] if one["acked"]}
        found = answers_of(sittings[phone["sitting"]])
        wrong += sum(found.get(place) != [option] for place, option in last.items())
    said_at = {str(uid): at.timestamp() for uid, at in Given.objects.values_list("client_uid", "said_at")}
    off = max((abs(said_at[one["uid"]] - one["at"]) for p in phones for one in p["answers"] if one["acked"]), default=0)
    minutes = {s: (one.ends_at - one.began_at).total_seconds() / 60 for s, one in sittings.items()}
    return {
        "candidates": len(phones),
        "sittings": len(sittings),
        "acked": len(acked),
        "lost": sum(uid not in held for uid in acked),
        "twice": sum(count > 1 for count in held.values()) + (len(acked) - len(set(acked))),
        "wrong": wrong,
        "said_off": round(off, 2),
        "bells": sorted({round(value, 3) for value in minutes.values()}),
        "bell_told_wrong": sum(abs(p["ends_at"] - sittings[p["sitting"]].ends_at.timestamp()) > 0.01 for p in phones),
        "marks_wrong": sum(_marks(one) for one in sittings.values()),
    }


def _marks(sitting: Any) -> bool:
    """Whether the marks of an ended sitting are not those of its answers, reckoned here by hand."""
    from xinlian.assessment.queries.mine import answers_of

    if sitting.ended_at is None:
        return False
    right = sum(answer == [0] for answer in answers_of(sitting).values())
    return bool(sitting.marks != 2 * right)


def main(words: list[str]) -> None:
    """One of the three, its answer as JSON on the last line."""
    boot.django()
    if words[0] == "make":
        answer = make(Path(words[1]), int(words[2]), int(words[3]), int(words[4]))
    else:
        answer = ring() if words[0] == "ring" else look([Path(word) for word in words[1:]])
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1:])
