"""State diagrams in Mermaid, made from the state tables that rooms and floors keep in `<app>/rules/states.py`."""

from collections.abc import Mapping
from pathlib import Path

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


def pages(app: str, machines: Mapping[str, Machine]) -> dict[str, str]:
    """File name to content for every machine of an app."""
    return {f"{name}.md": page(app, name, machine) for name, machine in machines.items()}


def write(folder: Path, made: Mapping[str, str]) -> None:
    """Write every page into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
