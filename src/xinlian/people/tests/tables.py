"""Tables of invented people."""

from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone

from xinlian.people.models import Person
from xinlian.sheets.commands import import_file
from xinlian.sheets.models import Upload
from xinlian.sheets.tests.books import book
from xinlian.testing.make import impossible_id, impossible_phone

HEADERS = ["姓名", "手机", "证件类型", "证件号码", "职业", "平台/单位", "工会", "语言"]


def row(number: int, **other: object) -> list[object]:
    """A good row about the `number`-th person, with columns replaced by key."""
    values: dict[str, object] = {
        "name": f"试验{number}",
        "phone": impossible_phone(50_000_000 + number),
        "id_type": "居民身份证",
        "id_number": impossible_id(500_000 + number),
        "occupation": "快递员",
        "employer": "试验快递",
        "union": "",
        "languages": "普通话",
        **other,
    }
    return list(values.values())


def bring(path: Path, rows: Sequence[Sequence[object]], by: Person, **more: object) -> Upload:
    """Import rows below the header."""
    made = book(path / "people.xlsx", ("人员", [HEADERS, *rows]))
    return import_file(kind="people", path=made, by=by, at=timezone.now(), **more)  # type: ignore[arg-type]


def told(upload: Upload) -> list[tuple[int, str, str, str]]:
    """(row, column letter, header, code) of every problem."""
    return list(upload.problems.values_list("row", "column", "header", "code"))
