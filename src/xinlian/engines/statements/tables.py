"""How objects are checked: a table of their properties, one check for each, walked in the order of what was sent.

One walk does for every object: unknown properties, the place of a refusal and the value's own check. It is most of what a
statement costs, so it holds nothing else.
"""

from typing import Any

from xinlian.engines.statements.bad import LIMIT, Bad
from xinlian.engines.statements.formats import Checker, wrong

MOST_ITEMS = 1_000  # in a list that becomes rows: members, activities, attachments


class Table(dict[str, Checker]):
    """The properties of an object. Another is refused: by XAPI-00008 when only its case is wrong, else by `unknown`."""

    def __init__(self, properties: dict[str, Checker], unknown: str = "XAPI-00010") -> None:
        super().__init__(properties)
        self.unknown, self.low = unknown, {name.lower() for name in properties}

    def __missing__(self, key: str) -> Checker:
        if key.lower() in self.low:
            raise Bad("XAPI-00008", "case_of_key")
        raise Bad(self.unknown, "unknown_key")


def walk(said: dict[str, Any], table: Table) -> None:
    """Checks every property of an object."""
    key = ""
    try:
        for key, value in said.items():
            table[key](value)
    except Bad as bad:
        bad.under(key)
        raise


def required(said: dict[str, Any], name: str, requirement: str) -> None:
    """Refuses an object that lacks a property."""
    if name not in said:
        raise Bad(requirement, "missing", name=name)


def one_of(value: Any, allowed: frozenset[str], low: frozenset[str], requirement: str) -> None:
    """Refuses a value outside a list; by XAPI-00009 when only its case is wrong."""
    if type(value) is str and value in allowed:
        return
    if type(value) is str and value.lower() in low:
        raise Bad("XAPI-00009", "case_of_value")
    wrong(value, requirement, "not_allowed")


def text(requirement: str) -> Checker:
    """A check for strings of any content."""

    def checked(value: Any) -> None:
        if type(value) is not str:
            wrong(value, requirement, "not_text")

    return checked


def flag(requirement: str) -> Checker:
    """A check for booleans; "true" in a string is none."""

    def checked(value: Any) -> None:
        if value is not True and value is not False:
            wrong(value, requirement, "not_boolean")

    return checked


def number(requirement: str) -> Checker:
    """A check for numbers; a boolean is none, and digits in a string neither."""

    def checked(value: Any) -> None:
        if type(value) is not float and type(value) is not int:
            wrong(value, requirement, "not_number")

    return checked


def each(check: Checker, requirement: str, most: int | None = MOST_ITEMS) -> Checker:
    """A check for lists of up to `most`, and of each of what is in them."""

    def checked(value: Any) -> None:
        if type(value) is not list:
            wrong(value, requirement, "not_list")
        if most is not None and len(value) > most:
            raise Bad(LIMIT, "too_many", most=most)
        at = 0
        try:
            for at, item in enumerate(value):  # noqa: B007 - the handler says which
                check(item)
        except Bad as bad:
            bad.under(at)
            raise

    return checked


def forbidden(requirement: str) -> Checker:
    """A check that refuses whatever stands there."""

    def checked(value: Any) -> None:
        raise Bad(requirement, "forbidden")

    return checked


def extensions(requirement: str, key_check: Checker) -> Checker:
    """A check for maps of IRIs to anything, null included: XAPI-00119."""

    def checked(value: Any) -> None:
        if type(value) is not dict:
            wrong(value, requirement, "not_object")
        key = ""
        try:
            for key in value:
                key_check(key)
        except Bad as bad:
            bad.under(key)
            raise

    return checked
