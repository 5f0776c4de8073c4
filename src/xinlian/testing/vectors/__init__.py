"""Test files of others, run through our own code paths: each case gives what is expected of it, or a reason why not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from xinlian.testing.vectors import cose, dcc, integrity, statuslists, wycheproof

LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: how it is recognised by its shape, and its cases as (name, outcome, reason)."""

    name: str
    fits: Callable[[Any], bool]
    cases: Callable[[Any], Iterable[tuple[str, str, str]]]


KINDS = (
    Kind("COSE examples", cose.fits, cose.cases),
    Kind("EU digital certificates", dcc.fits, dcc.cases),
    Kind("wycheproof", wycheproof.fits, wycheproof.cases),
    Kind("Data Integrity", integrity.fits, integrity.cases),
    Kind("status lists", statuslists.fits, statuslists.cases),
)
PASSED, FAILED, UNSPOKEN = "passed", "failed", "not spoken here"


def kind_of(content: Any) -> Kind | None:
    """The kind of a file's JSON, or None."""
    return next((kind for kind in KINDS if kind.fits(content)), None)
