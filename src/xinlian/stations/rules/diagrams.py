"""State diagrams in Mermaid, made from the state tables; `python -m xinlian.stations.rules.diagrams FOLDER` writes them."""

import sys
from collections.abc import Mapping
from pathlib import Path

from xinlian.stations.rules.states import MACHINES

Machine = Mapping[str, tuple[str, ...]]


def mermaid(machine: Machine) -> str:
    """A Mermaid state diagram: the first state of the table is where it starts, states without a next one end."""
    lines = ["stateDiagram-v2", f"    [*] --> {next(iter(machine))}"]
    for state, following in machine.items():
        lines += [f"    {state} --> {one}" for one in following]
        if not following:
            lines.append(f"    {state} --> [*]")
    return "\n".join(lines)


def page(name: str, machine: Machine) -> str:
    """The Markdown page of one state machine."""
    return (
        f"# States of a {name}\n\n"
        "Made from `xinlian/stations/rules/states.py`; a test fails when it is stale.\n\n"
        f"```mermaid\n{mermaid(machine)}\n```\n"
    )


def pages() -> dict[str, str]:
    """File name to content for every machine of the room."""
    return {f"{name}.md": page(name, machine) for name, machine in MACHINES.items()}


def write(folder: Path) -> None:
    """Write every page into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
