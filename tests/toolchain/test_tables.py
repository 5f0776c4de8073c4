"""Tables come in and go out from the command line with the rights of the person named."""

from pathlib import Path

import pytest

from toolchain.conftest import call

OFFICER = (
    "from xinlian.people.models import Union; from xinlian.testing.make import make_grant, make_person;"
    "union = Union.objects.get(); person = make_person(union, username='officer'); make_grant(person, 'officer', union)"
)
TABLE = "姓名,手机,职业,工会\n试验甲,19955500001,快递员,甲\n试验乙,123,快递员,甲\n"


@pytest.fixture
def desk(data: Path) -> Path:
    """A data folder with an officer of its only union."""
    done = call(data, "manage", "shell", "-v0", "-c", OFFICER)
    assert done.returncode == 0, done.stderr
    (data / "people.csv").write_text(TABLE, encoding="utf-8")
    return data


def test_good_rows_are_taken_and_bad_ones_named(desk: Path) -> None:
    words = ("import", "people", "people.csv", "--as", "officer")
    tried = call(desk, *words, "--check")
    assert tried.returncode == 1
    assert tried.stdout.splitlines()[-1] == "would be: 1 new, 0 changed, 0 same, 1 not taken, of 2 rows"
    taken = call(desk, *words)
    assert taken.returncode == 1, taken.stderr
    assert [line.split("\t")[:2] for line in taken.stdout.splitlines() if "\t" in line] == [["CSV!B3", "手机"]]
    assert taken.stdout.splitlines()[-1] == "1 new, 0 changed, 0 same, 1 not taken, of 2 rows"
    again = call(desk, *words)
    assert again.stdout.splitlines()[-1] == "0 new, 0 changed, 1 same, 1 not taken, of 2 rows"


def test_what_there_is_goes_out(desk: Path) -> None:
    done = call(desk, "export", "stations", "out.xlsx", "--as", "officer", "--option", "datum=wgs84")
    assert (done.returncode, done.stdout) == (0, "out.xlsx: 0 rows\n")
    assert (desk / "out.xlsx").stat().st_size > 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("import", "people", "people.csv", "--as", "stranger"), 2, "nobody has the username 'stranger'"),
        (("import", "people", "none.csv", "--as", "officer"), 2, "there is no file none.csv"),
        (("import", "ships", "people.csv", "--as", "officer"), 1, "(kind_unknown)"),
        (("import", "stations", "people.csv", "--as", "officer"), 1, "(option_missing)"),
        (("export", "stations", "out.doc", "--as", "officer", "--option", "datum=wgs84"), 1, "(file_ending)"),
        (("export", "stations", "out.csv", "--as", "officer", "--option", "datum"), 2, "write KEY=VALUE"),
    ],
)
def test_what_cannot_be_done_is_said(desk: Path, words: tuple[str, ...], code: int, said: str) -> None:
    done = call(desk, *words)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_kinds_are_listed_with_what_they_ask(desk: Path) -> None:
    done = call(desk, "import", "--kinds")
    assert done.returncode == 0
    assert "--option datum=wgs84|gcj02|bd09" in done.stdout
