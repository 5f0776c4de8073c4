"""The draw from sealing to publication, and whoever would bend it."""

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
import zstandard
from django.db import IntegrityError, transaction

from xinlian.engines.allocation.verify import verify
from xinlian.enrolment import guard
from xinlian.enrolment.actions import applying, drawing, publishing
from xinlian.enrolment.models import Application, Batch, Condition, Draw, Offering, Publication, Quota, Seat, Witness
from xinlian.enrolment.queries import draws
from xinlian.enrolment.tests.draws import AT, DUE, LATER, NUMBERS, Case, make_case
from xinlian.journal.models import Entry as Line
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_officer, make_person, make_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return make_case()


def refuses(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=f"^{code}$")


def test_sealing_salts_everybody_and_says_so_in_the_journal(case: Case) -> None:
    draw = case.seal()
    sealed = list(Application.objects.filter(offering=case.offering))
    assert draw.entries == len(sealed) == 12
    assert len({one.salt for one in sealed}) == len({one.leaf for one in sealed}) == 12
    assert Offering.objects.get().state == "sealed"
    assert Line.objects.get(verb="draw.sealed").facts["root"] == draw.root
    assert [one.position for one in draws.witnesses(draw)] == [1, 2, 3]


def test_who_has_a_seat_or_withdrew_is_not_in_the_draw(case: Case) -> None:
    Application.objects.filter(pk=case.applications[5].pk).update(state="withdrawn")
    assert case.seal().entries == 11


def test_only_officers_of_the_offering_seal(case: Case) -> None:
    for by in (make_person(case.top), make_officer(case.below), make_officer(case.top, "auditor")):
        with refuses("role_officer"):
            case.seal(by=by)


def test_an_empty_list_is_not_sealed(case: Case) -> None:
    Application.objects.update(state="withdrawn")
    with refuses("list_empty"):
        case.seal()
    assert not Draw.objects.exists()
    assert Offering.objects.get().state == "closed"


def test_a_party_above_the_rule_is_found_before_sealing(case: Case) -> None:
    party = case.applications[0].party
    Application.objects.filter(pk__in=[one.pk for one in case.applications[:5]]).update(party=party)
    with refuses("list_unfit"):
        case.seal()


def test_a_witness_binds_alone_and_once(case: Case) -> None:
    draw = case.seal()
    first, second, _third = draws.witnesses(draw)
    with refuses("witness_oneself"):
        drawing.promise(witness=first, by=case.officer, at=AT, number=NUMBERS[0])
    with refuses("number_shape"):
        drawing.promise(witness=first, by=case.witnesses[0], at=AT, number="123456")
    drawing.promise(witness=first, by=case.witnesses[0], at=AT, number=NUMBERS[0])
    drawing.promise(witness=first, by=case.witnesses[0], at=AT, number=NUMBERS[0])
    assert Line.objects.filter(verb="draw.promised").count() == 1
    with refuses("witness_promised"):
        drawing.promise(witness=first, by=case.witnesses[0], at=AT, number=NUMBERS[1])
    with refuses("witness_number_once"):
        drawing.promise(witness=second, by=case.witnesses[1], at=AT, number=NUMBERS[0])
    with refuses("promise_in_time"):
        drawing.promise(witness=second, by=case.witnesses[1], at=DUE, number=NUMBERS[1])


def test_the_last_promise_publishes_the_commitment(case: Case) -> None:
    draw = case.seal()
    assert draws.published(draw, "commitment") is None
    case.promise(draw)
    draw.refresh_from_db()
    content = draws.published(draw, "commitment")
    assert content is not None
    told = json.loads(content)
    assert told["root"] == draw.root
    assert [one["commitment"] for one in told["terms"]["witnesses"]] == [one.digest for one in draws.witnesses(draw)]
    assert told["terms"]["entries"] == 12


def test_a_seed_before_the_source_is_due_is_refused(case: Case) -> None:
    draw = case.seal()
    several = case.promise(draw)
    with refuses("source_due"):
        drawing.fix_seed(draw=draw, public_number="1", by=case.officer, at=AT)
    with refuses("public_number_first"):
        drawing.reveal(witness=several[0], number=NUMBERS[0], by=case.witnesses[0], at=LATER)
    with refuses("public_number_named"):
        drawing.fix_seed(draw=draw, public_number=" ", by=case.officer, at=LATER)
    drawing.fix_seed(draw=draw, public_number="1", by=case.officer, at=LATER)
    drawing.fix_seed(draw=draw, public_number="1", by=case.officer, at=LATER)
    with refuses("public_number_once"):
        drawing.fix_seed(draw=draw, public_number="2", by=case.officer, at=LATER)


def test_the_public_number_waits_for_every_witness(case: Case) -> None:
    draw = case.seal()
    with refuses("all_promised"):
        drawing.fix_seed(draw=draw, public_number="1", by=case.officer, at=LATER)


def test_a_witness_who_opens_another_number_is_refused(case: Case) -> None:
    draw = case.seal()
    first = case.promise(draw)[0]
    drawing.fix_seed(draw=draw, public_number="1", by=case.officer, at=LATER)
    with refuses("witness_other_number"):
        drawing.reveal(witness=first, number="9" * 20, by=case.witnesses[0], at=LATER)
    with refuses("witness_oneself"):
        drawing.reveal(witness=first, number=NUMBERS[0], by=case.officer, at=LATER)
    drawing.reveal(
        witness=first, number=" ".join(NUMBERS[0][i : i + 4] for i in range(0, 20, 4)), by=case.witnesses[0], at=LATER
    )
    drawing.reveal(witness=first, number=NUMBERS[0], by=case.witnesses[0], at=LATER)
    assert Line.objects.filter(verb="draw.revealed").count() == 1
    assert Draw.objects.get().state == "sealed"


def test_a_published_draw_gives_seats_lots_and_a_file_that_verifies(case: Case) -> None:
    draw = publishing.publish(draw=case.seeded(), by=case.officer, at=LATER)
    result, commitment = draws.published(draw, "result"), draws.published(draw, "commitment")
    assert result is not None
    assert verify(result, commitment=commitment).ok
    assert Offering.objects.get().state == "drawn"
    assert Seat.objects.filter(state="offered", way="draw", answer_by__gt=LATER).count() == 9
    assert [batch.taken for batch in Batch.objects.order_by("number")] == [3, 3, 3]
    for told in json.loads(result)["results"]:
        one = Application.objects.get(entry__id=told["id"])
        assert (one.lot, one.level, one.outcome["batch"]) == (told["lot"], told["level"], told["batch"])
        assert one.seats.count() == (told["batch"] is not None)


def test_quotas_groups_and_parties_are_the_engine_s(case: Case) -> None:
    draw = publishing.publish(draw=case.seeded(), by=case.officer, at=LATER)
    told = json.loads(draws.published(draw, "result") or b"")
    assert told["terms"]["groups"] == ["骑手", "其他"]
    assert {(q["kind"], q["key"], q["guarantee"], q["ceiling"]) for q in told["terms"]["quotas"]} == {
        ("union", case.below.union_path, 2, 3),
        ("group", "0", 1, None),
    }
    entries = {one["id"]: one for one in told["entries"]}
    inside = Application.objects.filter(person__union=case.below)
    assert {entries[one.entry["id"]]["union"] for one in inside} == {case.below.union_path}
    assert sum(one.level != "waiting" for one in inside) >= 2
    pair = Application.objects.exclude(party=None)
    assert len({one.lot for one in pair}) == len({one.outcome["batch"] for one in pair}) == 1
    assert len({entries[one.entry["id"]]["party"] for one in pair}) == 1
    riders = Application.objects.filter(group__rank=0, party=None)
    others = Application.objects.filter(group__rank=1, party=None)
    assert max(one.lot or 0 for one in riders) < min(one.lot or 0 for one in others)


def test_the_files_name_nobody(case: Case) -> None:
    draw = publishing.publish(draw=case.seeded(), by=case.officer, at=LATER)
    files = (draws.published(draw, "result") or b"").decode() + (draws.published(draw, "commitment") or b"").decode()
    for person in [one.person for one in case.applications] + case.witnesses:
        assert str(person.uid) not in files
        assert str(person.phone) not in files
        assert str(person.pk) not in files
        assert person.name not in files
    for one in case.applications:
        assert str(one.uid) not in files
        assert str(one.client_uid) not in files
    assert "ABCD" not in files


def test_publishing_twice_is_publishing_once(case: Case) -> None:
    draw = case.seeded()
    publishing.publish(draw=draw, by=case.officer, at=LATER)
    publishing.publish(draw=draw, by=case.officer, at=LATER)
    assert Publication.objects.filter(kind="result").count() == 1
    assert Seat.objects.count() == 9
    assert Line.objects.filter(verb="draw.published").count() == 1


def test_nothing_is_published_without_a_seed(case: Case) -> None:
    draw = case.seal()
    with refuses("draw_seeded"):
        publishing.publish(draw=draw, by=case.officer, at=LATER)
    with refuses("role_officer"):
        publishing.publish(draw=draw, by=make_officer(case.below), at=LATER)


def test_a_wish_changed_in_the_database_after_sealing_is_caught(case: Case) -> None:
    draw = case.seeded()
    Application.objects.filter(pk=case.applications[3].pk).update(wished=[3])
    with refuses("list_changed") as caught:
        publishing.publish(draw=draw, by=case.officer, at=LATER)
    assert caught.value.facts["count"] == 1
    assert (
        caught.value.facts["who"]
        == case.applications[3].person.name[0]
        + "*" * (len(case.applications[3].person.name) - 2)
        + case.applications[3].person.name[-1]
    )
    assert not Seat.objects.exists()


@pytest.mark.parametrize("what", ["party", "group", "state", "person"])
def test_whatever_else_was_changed_is_caught(case: Case, what: str) -> None:
    draw, one = case.seeded(), case.applications[1]
    values = {"party": None, "group": case.applications[0].group, "state": "withdrawn", "person": make_person(case.top)}
    Application.objects.filter(pk=one.pk).update(**{what: values[what]})
    with refuses("list_changed"):
        publishing.publish(draw=draw, by=case.officer, at=LATER)


def test_somebody_slipped_in_after_sealing_is_caught(case: Case) -> None:
    from xinlian.testing.make import make_application

    draw = case.seeded()
    make_application(case.offering)
    with refuses("list_changed"):
        publishing.publish(draw=draw, by=case.officer, at=LATER)


def test_seats_or_quotas_changed_after_sealing_are_caught(case: Case) -> None:
    draw = case.seeded()
    Batch.objects.filter(number=1).update(capacity=99)
    with refuses("terms_changed"):
        publishing.publish(draw=draw, by=case.officer, at=LATER)
    Batch.objects.filter(number=1).update(capacity=3)
    Quota.objects.filter(kind="group").update(guarantee=3)
    with refuses("terms_changed"):
        publishing.publish(draw=draw, by=case.officer, at=LATER)


def test_who_changes_leaf_and_wish_alike_meets_the_commitment(case: Case) -> None:
    draw, one = case.seeded(), case.applications[3]
    Application.objects.filter(pk=one.pk).update(wished=[3])
    from xinlian.enrolment.queries import sealed

    found = {entry.id: entry for entry in sealed.entries(draw, sealed.entrants(case.offering))}
    one.refresh_from_db()
    Application.objects.filter(pk=one.pk).update(leaf=found[one.entry["id"]].leaf.hex())
    with refuses("terms_changed"):
        publishing.publish(draw=draw, by=case.officer, at=LATER)


def test_who_changes_all_that_lies_here_is_caught_by_the_file_that_went_out(case: Case) -> None:
    """With the database in their hands somebody may make everything fit, except the commitment others downloaded."""
    draw = case.seal()
    case.promise(draw)
    kept = draws.published(draw, "commitment")
    one = case.applications[3]
    Application.objects.filter(pk=one.pk).update(wished=[3])
    from xinlian.enrolment.queries import sealed

    entries = sealed.entries(draw, sealed.entrants(case.offering))
    for entry in entries:
        Application.objects.filter(entry__id=entry.id).update(leaf=entry.leaf.hex())
    Publication.objects.all().delete()
    Draw.objects.update(root=drawing._list_root(draw, entries))
    draw.refresh_from_db()
    drawing._publish_commitment(draw, by=case.officer, at=AT)
    draw = drawing.fix_seed(draw=draw, public_number="1", by=case.officer, at=LATER)
    for witness, number in zip(draws.witnesses(draw), NUMBERS, strict=True):
        drawing.reveal(witness=witness, number=number, by=witness.person, at=LATER)  # type: ignore[arg-type]
    publishing.publish(draw=draw, by=case.officer, at=LATER)
    result = draws.published(draw, "result") or b""
    assert verify(result).ok
    assert verify(result, commitment=kept).code == "other_commitment"


def test_a_publication_that_breaks_off_leaves_nothing_half_done(case: Case) -> None:
    draw = case.seeded()
    guard.keep(draw, "result", b"{}", at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        publishing.publish(draw=draw, by=case.officer, at=LATER)
    assert not Seat.objects.exists()
    assert not Application.objects.exclude(lot=None).exists()
    assert set(Batch.objects.values_list("taken", flat=True)) == {0}
    assert Draw.objects.get().state == "seeded"
    Publication.objects.filter(kind="result").delete()
    assert publishing.publish(draw=draw, by=case.officer, at=LATER).state == "published"


def test_a_void_draw_stays_to_be_seen_and_the_list_is_sealed_anew(case: Case) -> None:
    draw = case.seeded()
    with refuses("why_said"):
        drawing.void(draw=draw, why=" ", by=case.officer, at=LATER)
    drawing.void(draw=draw, why="一位见证人来不了", by=case.officer, at=LATER)
    assert Offering.objects.get().state == "closed"
    assert [one.void_why for one in draws.void_ones(case.offering)] == ["一位见证人来不了"]
    again = case.seal()
    assert again.root != draw.root
    case.promise(again)


def test_what_is_published_is_not_void(case: Case) -> None:
    draw = publishing.publish(draw=case.seeded(), by=case.officer, at=LATER)
    with refuses("draw_not_published"):
        drawing.void(draw=draw, why="不好", by=case.officer, at=LATER)


def test_the_database_holds_the_order_of_things(case: Case) -> None:
    draw = case.seal()
    for change in ({"state": "published"}, {"seeded_at": AT}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Draw.objects.filter(pk=draw.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Witness.objects.filter(draw=draw).update(digest="a" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        Witness.objects.filter(draw=draw).update(number="1")


def test_anybody_verifies_the_files_in_a_process_of_their_own(case: Case, tmp_path: Path) -> None:
    draw = publishing.publish(draw=case.seeded(), by=case.officer, at=LATER)
    for kind in ("result", "commitment"):
        (tmp_path / f"{kind}.json").write_bytes(draws.published(draw, kind) or b"")
    command = [
        sys.executable,
        "-m",
        "xinlian.web.cli",
        "draw",
        "verify",
        "result.json",
        "--commitment",
        "commitment.json",
    ]
    source = str(Path(__file__).parents[3])
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": source, "XINLIAN_DATA": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    file = tmp_path / "result.json"
    file.write_bytes(file.read_bytes().replace(b'"lot":1}', b'"lot":2}', 1))
    assert subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False).returncode == 1


def test_what_is_kept_is_the_file_byte_for_byte(case: Case) -> None:
    draw = publishing.publish(draw=case.seeded(), by=case.officer, at=LATER)
    row = Publication.objects.get(kind="result")
    content = zstandard.decompress(bytes(row.content))
    assert (row.size, content) == (len(content), draws.published(draw, "result"))


def test_another_union_s_officer_voids_nothing(case: Case) -> None:
    draw = case.seal()
    with refuses("role_officer"):
        drawing.void(draw=draw, why="x", by=make_officer(make_union(level="city")), at=AT)


def test_an_officer_who_edits_a_wish_after_sealing_is_refused(case: Case) -> None:
    case.seal()
    one = case.applications[3]
    with refuses("offering_open"):
        applying.apply(
            offering=case.offering,
            person=one.person,
            wished=[3],
            possible=[],
            client_uid=uuid.uuid4(),
            by=case.officer,
            at=AT,
            way="desk",
        )
    one.refresh_from_db()
    assert one.wished == [1, 2]


def test_who_no_longer_meets_the_conditions_is_refused_with_the_reason_when_the_list_is_sealed(case: Case) -> None:
    Condition.objects.create(
        union=case.top,
        union_path=case.top.union_path,
        series=case.offering.series,
        kind="occupation",
        params={"codes": ["rider"]},
        effective_on=AT.date(),
        source="试验办法",
        made_at=AT,
    )
    kept = case.applications[4].person
    kept.occupation = "rider"
    kept.save()
    draw = case.seal()
    assert draw.entries == 1
    assert Line.objects.get(verb="draw.sealed").facts["refused"] == 11
    other = Application.objects.get(pk=case.applications[5].pk)
    assert (other.state, other.salt) == ("refused", "")
    assert other.reasons[0]["code"] == "not_of_occupation"
