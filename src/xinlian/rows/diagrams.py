"""State diagrams in Mermaid, made from the state tables that rooms and floors keep in `<app>/rules/states.py`.

`python -m xinlian.rows.diagrams docs/states` writes them all.
"""

import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path

import xinlian

Machine = Mapping[str, tuple[str, ...]]


def mermaid(machine: Machine) -> str:
    """A Mermaid state diagram: the first state of the table is where it starts, states without a next one end."""
    lines = ["stateDiagram-v2", f"    [*] --> {next(iter(machine))}"]
    for state, following in machine.items():
        lines += [f"    {state} --> {one}" for one in following]
        if not following:
            lines.append(f"    {state} --> [*]")
    return "\n".join(lines)


def page(app: str, name: str, machine: Machine) -> str:
    """The Markdown page of one state machine."""
    article = "an" if name[0] in "aeiou" else "a"
    return (
        f"# States of {article} {name}\n\n"
        f"Made from `xinlian/{app}/rules/states.py`; a test fails when it is stale.\n\n"
        f"```mermaid\n{mermaid(machine)}\n```\n"
    )


def machines() -> dict[str, dict[str, Machine]]:
    """The machines of every app that has some, by app and name."""
    several = sorted(Path(xinlian.__path__[0]).glob("*/rules/states.py"))
    names = [path.parent.parent.name for path in several]
    return {app: import_module(f"xinlian.{app}.rules.states").MACHINES for app in names}


def before(machine: Machine, to: str) -> tuple[str, ...]:
    """The states from which a machine may come to `to`."""
    return tuple(state for state, following in machine.items() if to in following)


def reached(machine: Machine) -> set[str]:
    """The states that can be reached from the first."""
    found: set[str] = set()
    ahead = [next(iter(machine))]
    while ahead:
        state = ahead.pop()
        if state not in found:
            found.add(state)
            ahead += machine[state]
    return found


def pages() -> dict[str, str]:
    """File name to content for every machine."""
    return {
        f"{name}.md": page(app, name, machine)
        for app, several in machines().items()
        for name, machine in several.items()
    }


def write(folder: Path, made: Mapping[str, str]) -> None:
    """Write every page into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")


def main(words: Iterable[str]) -> None:
    """Write them into the folder named."""
    write(Path(next(iter(words))), pages())


if __name__ == "__main__":
    main(sys.argv[1:])
