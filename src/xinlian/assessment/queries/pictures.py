"""Pictures of banks."""

from functools import lru_cache

from xinlian.assessment.models import Bank, BankPicture, Exam


def of_bank(bank: Bank) -> dict[str, bytes]:
    """By name."""
    return _kept(bank.pk)


def of_exam(exam: Exam) -> dict[str, bytes]:
    """Those of the bank that its paper draws from."""
    return _kept(exam.paper.bank_id)


def _kept(bank_id: int) -> dict[str, bytes]:
    rows = BankPicture.objects.filter(bank=bank_id)
    stamp = tuple(rows.values_list("pk", "made_at"))
    return _read(bank_id, stamp) if stamp else {}


@lru_cache(maxsize=8)
def _read(bank_id: int, stamp: tuple[object, ...]) -> dict[str, bytes]:
    """Read once until one of them changes."""
    rows = BankPicture.objects.filter(bank=bank_id).values_list("name", "content")
    return {name: bytes(content) for name, content in rows}
