"""The pure part of a draw: steps, entries, what has changed."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from xinlian.engines.allocation.terms import Entry
from xinlian.enrolment.rules import drawing as rules

AT = datetime.datetime(2026, 4, 20, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


def steps(**more: object) -> rules.Steps:
    base = {"state": "sealed", "due_at": AT, "promised": 3, "revealed": 0, "witnesses": 3, "public_number": ""}
    return rules.Steps(**{**base, **more})  # type: ignore[arg-type]


def sealing(**more: object) -> tuple[str, ...]:
    base = {
        "mode": "draw",
        "state": "closed",
        "source": "x",
        "due_at": AT + HOUR,
        "at": AT,
        "witnesses": (1, 2, 3),
        "by": 9,
    }
    return rules.may_seal(**{**base, **more}).missing  # type: ignore[arg-type]


def test_a_list_is_sealed_when_closed_with_a_source_to_come_and_three_witnesses() -> None:
    assert sealing() == ()
    assert sealing(state="open") == ("offering_closed",)
    assert sealing(mode="first_come") == ("offering_drawn_by_lot",)
    assert sealing(source=" ") == ("source_named",)
    assert sealing(due_at=AT) == ("source_in_future",)
    assert sealing(witnesses=(1, 2)) == ("witnesses_enough",)
    assert sealing(witnesses=(1, 2, 3, 3)) == ("witness_once",)
    assert sealing(by=2) == ("witness_not_sealer",)


def test_witnesses_bind_themselves_before_the_public_number_can_be_known() -> None:
    assert rules.may_promise(steps(), AT - HOUR).ok
    assert rules.may_promise(steps(), AT).missing == ("promise_in_time",)
    assert rules.may_promise(steps(state="void"), AT - HOUR).missing == ("draw_sealed",)


def test_the_public_number_comes_after_it_is_due_and_before_anybody_opens() -> None:
    assert rules.may_note(steps(), AT).ok
    assert rules.may_note(steps(), AT - HOUR).missing == ("source_due",)
    assert rules.may_note(steps(promised=2), AT).missing == ("all_promised",)
    assert rules.may_note(steps(public_number="7"), AT).missing == ("public_number_once",)
    assert rules.may_reveal(steps()).missing == ("public_number_first",)
    assert rules.may_reveal(steps(public_number="7")).ok


def test_only_a_seed_that_stands_is_drawn_with() -> None:
    assert rules.may_publish("seeded").ok
    assert rules.may_publish("sealed").missing == ("draw_seeded",)


def test_a_number_is_taken_as_it_was_written_down() -> None:
    assert rules.plain_number("1234 5678 9012 3456 7890") == "12345678901234567890"
    assert rules.plain_number("123456") == ""
    assert rules.plain_number("1234567890123456789x") == ""


def test_wishes_name_each_batch_once_and_only_those_that_stand() -> None:
    assert rules.wishes([3, 1, 3, 9], [1, 2, 2], [1, 2, 3]) == (("3", "1"), ("2",))


def test_a_path_says_no_more_than_the_quotas_ask() -> None:
    quotas = ["0000", "00000001"]
    assert rules.path_for_quotas("000000010005", quotas) == "00000001"
    assert rules.path_for_quotas("00000002", quotas) == "0000"
    assert rules.path_for_quotas("0009", quotas) == ""


def test_a_party_of_one_is_none() -> None:
    assert rules.without_lone_parties({1: "a", 2: "a", 3: "b", 4: ""}) == {1: "a", 2: "a", 3: "", 4: ""}


def entry(number: int, wished: tuple[str, ...] = ("1",)) -> Entry:
    return Entry(f"{number:04d}", "试*", 0, "", wished, (), f"salt{number}", "p")


@given(st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)))
def test_what_changed_is_what_was_edited_taken_out_or_slipped_in(
    sealed: set[int], gone: set[int], edited: set[int]
) -> None:
    before = {entry(n).id: entry(n).leaf.hex() for n in sealed}
    after = [entry(n, ("2",) if n in edited else ("1",)) for n in sealed - gone] + [entry(99)]
    found = rules.changed(before, after)
    assert set(found) == {entry(n).id for n in (sealed & (gone | edited)) | {99}}
