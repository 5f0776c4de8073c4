"""What kinds of table may be brought: each room registers its own; this floor knows only their shape."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.functional import Promise

from xinlian.journal.actions import Actor
from xinlian.rows.refusals import Refused
from xinlian.sheets.cells import Cell, shown

Text = str | Promise
State = Literal["new", "changed", "same", "bad"]
KEEP_DAYS = 14


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the words it is known by (the first stands in the template), how a cell of it is understood.

    `required`: it must be there. `filled`: no row may leave it empty. `show`: how the preview writes a value, masked
    where it is `sensitive`; the words of a sensitive cell are never kept with a problem.
    """

    key: str
    headers: tuple[str, ...]
    parse: Callable[[Cell], Any]
    required: bool = False
    filled: bool = False
    sensitive: bool = False
    show: Callable[[Any], str] = shown
    hint: Text = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """Something declared with the file, chosen from a few: (value, label, what it means).

    Without choices it is a value that the page knows, such as what the table is for; the kind itself checks it.
    """

    key: str
    label: Text
    choices: tuple[tuple[str, Text, Text], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row as understood: where it stands, its values by column, and the letter of each column."""

    sheet: str
    row: int
    values: Mapping[str, Any]
    letters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be taken: the column's key ('' for the whole row), a stable code, facts for its sentence."""

    key: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a row would do, or did."""

    state: State
    faults: tuple[Fault, ...] = ()


NEW, CHANGED, SAME = Outcome("new"), Outcome("changed"), Outcome("same")


def bad(key: str, code: str, **facts: object) -> Outcome:
    """An outcome with one fault."""
    return Outcome("bad", (Fault(key, code, facts),))


@dataclass(slots=True)
class Pass:
    """One going-through of a table: who, when, for which union, with which options.

    `memory` is for look-ups that hold for the whole pass, such as the unions by name.
    """

    by: Actor | None
    at: datetime.datetime
    union_path: str
    options: Mapping[str, str]
    memory: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table.

    `tops(by, on)`: below which union paths this actor may bring it today (the action refuses elsewhere).
    `check(lines, passing)` says what each line would do and writes nothing; `take` does it, inside a transaction of the
    caller, and says what it did. Both answer one Outcome a line, in order. `take` asks again all that `check` asked.
    `one_of`: groups of columns of which at least one must be there. `unique`: columns whose value stands once in a file.
    `chunk`: rows a transaction and a step of the progress bar; fewer where a row takes long.
    `give(passing)`: the headers and rows of an export, or None when it has none.
    `roles`: who brings it and finds it again; the previews of some tables are not for every officer.
    `keep_days`: how long the file lies on the disk as it came; fewer where a row says what others may not read.
    """

    name: str
    label: Text
    columns: tuple[Column, ...]
    tops: Callable[[Actor, datetime.date], Sequence[str]]
    check: Callable[[Sequence[Line], Pass], Sequence[Outcome]]
    take: Callable[[Sequence[Line], Pass], Sequence[Outcome]]
    options: tuple[Option, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    unique: tuple[str, ...] = ()
    give: Callable[[Pass], tuple[Sequence[str], Iterable[Sequence[object]]]] | None = None
    chunk: int = 500
    list_url: str = ""
    roles: tuple[str, ...] = ("officer",)
    keep_days: int = KEEP_DAYS

    def column(self, key: str) -> Column | None:
        """The column of a key."""
        return next((one for one in self.columns if one.key == key), None)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known; called in `ready()` of the app that owns it."""
    _kinds[kind.name] = kind


def kind_named(name: str) -> Kind:
    """The kind of a name; Refused `kind_unknown`."""
    if name not in _kinds:
        raise Refused("kind_unknown", {"kind": name, "kinds": "、".join(sorted(_kinds))})
    return _kinds[name]


def keeping() -> dict[str, int]:
    """For how many days files of each kind are kept."""
    return {name: kind.keep_days for name, kind in _kinds.items()}


def kind_names() -> list[str]:
    """The names of all kinds."""
    return sorted(_kinds)


def chosen(kind: Kind, options: Mapping[str, str]) -> dict[str, str]:
    """The options declared, each one of its choices; Refused `option_missing` otherwise."""
    found = {}
    for option in kind.options:
        value = options.get(option.key, "")
        if not value or (option.choices and value not in {choice[0] for choice in option.choices}):
            raise Refused("option_missing", {"option": str(option.label)})
        found[option.key] = value
    return found
