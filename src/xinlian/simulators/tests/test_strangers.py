"""What was no scenario is not asked for again within a second, and is one as soon as it is made."""

import pytest

from xinlian.simulators import strangers


@pytest.fixture(autouse=True)
def _fresh() -> None:
    strangers.forget()


def test_strangers_are_remembered_for_their_union_and_for_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(strangers.time, "monotonic", lambda: clock[0])
    assert strangers.perhaps(1, ["a", "b", "a"]) == ["a", "b"]
    strangers.remember(1, ["a"])
    assert strangers.perhaps(1, ["a", "a"]) == []
    assert strangers.perhaps(1, ["a", "b"]) == ["a", "b"]  # what comes together is asked for together
    assert strangers.perhaps(2, ["a", "b"]) == ["a", "b"]
    clock[0] += 1.01
    assert strangers.perhaps(1, ["a"]) == ["a"]


def test_a_new_scenario_is_asked_for_and_memory_has_an_end() -> None:
    strangers.remember(1, ["a"])
    strangers.forget()
    assert strangers.perhaps(1, ["a"]) == ["a"]
    for number in range(3 * strangers.REMEMBERED):
        strangers.remember(1, [f"{number}"])
        assert len(strangers._until) <= strangers.REMEMBERED
