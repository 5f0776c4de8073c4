"""What was left lying is taken up again, once; what was kept long enough goes."""

import datetime
from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from xinlian.people.tests.tables import HEADERS, row
from xinlian.rows.refusals import Refused
from xinlian.sheets import due
from xinlian.sheets.actions import bringing
from xinlian.sheets.commands import export_file, import_file
from xinlian.sheets.kinds import KEEP_DAYS
from xinlian.sheets.models import Upload
from xinlian.sheets.tests.books import book
from xinlian.sheets.workbook import sheets
from xinlian.testing.make import make_officer, make_union

pytestmark = pytest.mark.django_db


def _checked(path: Path) -> Upload:
    officer = make_officer(make_union())
    made = book(path / "a.xlsx", ("人员", [HEADERS, row(1)]))
    return import_file(kind="people", path=made, by=officer, at=timezone.now(), dry=True)


def test_an_upload_whose_worker_died_is_taken_up_once(tmp_path: Path) -> None:
    upload = _checked(tmp_path)
    Upload.objects.filter(pk=upload.pk).update(state="taking", confirmed_at=timezone.now())
    due.take_up(timezone.now())
    assert not DBTaskResult.objects.exists()
    later = timezone.now() + bringing.STALLED + datetime.timedelta(seconds=1)
    due.take_up(later)
    due.take_up(later)
    waiting = DBTaskResult.objects.get()
    assert waiting.task_path == "xinlian.sheets.tasks.take_upload"
    assert waiting.args_kwargs["args"] == [upload.pk]


def test_files_go_and_what_nobody_confirmed_is_cancelled(tmp_path: Path) -> None:
    upload = _checked(tmp_path)
    due.clear(timezone.now() + datetime.timedelta(days=KEEP_DAYS + 1))
    upload.refresh_from_db()
    assert (upload.state, upload.path) == ("cancelled", "")


def test_an_export_comes_back_as_the_same(tmp_path: Path) -> None:
    union = make_union("甲县总工会")
    officer, approver = make_officer(union), make_officer(union, "approver")
    made = book(tmp_path / "a.xlsx", ("人员", [HEADERS, row(1), row(2)]))
    import_file(kind="people", path=made, by=officer, at=timezone.now())
    approver.grants.create(role="officer", union=union, union_path=union.union_path, since_on="2024-01-01")
    for ending in ("xlsx", "csv"):
        out = tmp_path / f"out.{ending}"
        assert export_file(kind="people", path=out, by=approver, at=timezone.now()) == 4
        upload = import_file(kind="people", path=out, by=officer, at=timezone.now())
        assert (upload.same, upload.changed, upload.new) == (4, 0, 0), list(upload.problems.values())
    masked = tmp_path / "masked.xlsx"
    export_file(kind="people", path=masked, by=officer, at=timezone.now())
    assert "****" in str(sheets(masked)[0].rows)
    with pytest.raises(Refused, match="file_ending"):
        export_file(kind="people", path=tmp_path / "out.pdf", by=officer, at=timezone.now())
