"""Pictures of banks."""

import base64
from collections.abc import Iterable, Mapping
from functools import lru_cache

from xinlian.assessment.models import Bank, BankPicture, Exam


def of_bank(bank: Bank) -> dict[str, bytes]:
    """By name."""
    return _kept(bank.pk)


def of_exam(exam: Exam) -> dict[str, bytes]:
    """Those of the bank that its paper draws from."""
    return _kept(exam.paper.bank_id)


def inside(names: Iterable[str], known: Mapping[str, bytes]) -> list[str]:
    """The pictures of these names as they go inside a page, so that they are there without a network."""
    found = [known[name] for name in names if name in known]
    return [f"data:image/jpeg;base64,{base64.b64encode(one).decode()}" for one in found]


def _kept(bank_id: int) -> dict[str, bytes]:
    rows = BankPicture.objects.filter(bank=bank_id)
    stamp = tuple(rows.values_list("pk", "made_at"))
    return _read(bank_id, stamp) if stamp else {}


@lru_cache(maxsize=8)
def _read(bank_id: int, stamp: tuple[object, ...]) -> dict[str, bytes]:
    """Read once until one of them changes."""
    rows = BankPicture.objects.filter(bank=bank_id).values_list("name", "content")
    return {name: bytes(content) for name, content in rows}
