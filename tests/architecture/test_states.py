"""States of every app: each is known and can be reached, no two machines have one name, and the diagrams in docs are fresh."""

from pathlib import Path

import pytest

from xinlian.rows import diagrams

DOCS = Path(__file__).resolve().parents[2] / "docs" / "states"
EVERY = [(app, name) for app, several in diagrams.machines().items() for name in several]


def test_the_diagrams_are_those_of_the_machines() -> None:
    assert len({name for _app, name in EVERY}) == len(EVERY) > 15
    assert {path.name for path in DOCS.iterdir()} == set(diagrams.pages())


@pytest.mark.parametrize("name", list(diagrams.pages()))
def test_a_diagram_is_fresh(name: str) -> None:
    on_disk = (DOCS / name).read_text(encoding="utf-8")
    assert on_disk == diagrams.pages()[name], "run: python -m xinlian.rows.diagrams docs/states"


@pytest.mark.parametrize(("app", "name"), EVERY)
def test_every_state_is_known_and_reached(app: str, name: str) -> None:
    machine = diagrams.machines()[app][name]
    assert diagrams.reached(machine) == set(machine)
