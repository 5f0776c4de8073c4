"""States: every state is known, each can be reached, the diagrams in docs say what the tables say."""

from pathlib import Path

import pytest

from xinlian.assessment.rules import diagrams
from xinlian.assessment.rules.states import MACHINES

DOCS = Path(__file__).parents[4] / "docs" / "states"


@pytest.mark.parametrize("name", list(diagrams.pages()))
def test_state_diagrams_are_fresh(name: str) -> None:
    on_disk = (DOCS / name).read_text(encoding="utf-8")
    assert on_disk == diagrams.pages()[name], "run: python -m xinlian.assessment.rules.diagrams docs/states"


@pytest.mark.parametrize("name", list(MACHINES))
def test_every_state_is_known_and_reached(name: str) -> None:
    machine = MACHINES[name]
    reached = {next(iter(machine))}
    for _ in machine:
        reached |= {one for state in reached for one in machine[state]}
    assert reached == set(machine)
