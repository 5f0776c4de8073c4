"""`draw verify` says yes only to a whole draw, and speaks plainly about everything else."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from toolchain.conftest import ROOT, Command, environment
from xinlian.engines.allocation import terms, verify
from xinlian.engines.allocation.published import compose, draw
from xinlian.engines.allocation.reading import BYTES_AT_MOST
from xinlian.engines.allocation.tests.cases import NUMBERS, crowd, terms_of
from xinlian.web.cli import draw as command_draw

TERMS, ENTRIES = terms_of(crowd(40, 4, 9))
FILE = compose(draw(TERMS, ENTRIES, "8812", NUMBERS))


def write(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return str(path)


def test_a_draw_is_verified_with_commitment_and_receipt(command: Command, tmp_path: Path) -> None:
    file = write(tmp_path / "draw.json", FILE)
    commitment = write(tmp_path / "commitment.json", terms.commit(TERMS, ENTRIES))
    receipt = write(tmp_path / "receipt.json", terms.receipts(TERMS, ENTRIES)["e3"])
    done = command("draw", "verify", file, "--commitment", commitment, "--receipt", receipt)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[-1].startswith("VERIFIED")
    assert [line.split()[0] for line in lines[:4]] == ["leaves", "witnesses", "commitment", "receipt"]
    told = json.loads(command("draw", "verify", file, "--json").stdout)
    assert (told["ok"], told["code"]) == (True, "")


def test_what_does_not_fit_is_said_last(command: Command, tmp_path: Path) -> None:
    bad = write(tmp_path / "draw.json", FILE.replace(b'"public":"8812"', b'"public":"8813"'))
    done = command("draw", "verify", bad)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1].startswith("NOT VERIFIED: the seed does not follow")
    told = json.loads(command("draw", "verify", bad, "--json").stdout)
    assert (told["ok"], told["code"]) == (False, "seed")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (FILE[:1000], "not whole JSON"),
        (b"PK\x03\x04\xff", "not UTF-8"),
        (b"[" * 200_000, "nests deeper"),
        (b'{"format":"xinlian-draw","version":NaN}', "not whole (NaN)"),
        (FILE.replace(b'"entries":40', b'"entries":"40"'), "terms.entries should be: number"),
        (b'{"format":"\x1b[31m"}', "not whole JSON"),
        (b'{"format":"\\u001b[31m"}', "the format is '?[31m'"),
    ],
)
def test_what_cannot_be_read_ends_in_a_sentence(command: Command, tmp_path: Path, content: bytes, said: str) -> None:
    done = command("draw", "verify", write(tmp_path / "draw.json", content))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_huge_file_is_refused_by_its_size(command: Command, tmp_path: Path) -> None:
    huge = tmp_path / "huge.json"
    huge.touch()
    os.truncate(huge, 10 * BYTES_AT_MOST)  # holds no data, so that no disk is filled
    done = command("draw", "verify", str(huge))
    assert done.returncode == 2
    assert "larger than" in done.stderr


def test_a_file_that_is_not_there_is_wrong_usage(command: Command, tmp_path: Path) -> None:
    assert command("draw", "verify", str(tmp_path / "none.json")).returncode == 2
    assert command("draw", "verify", str(tmp_path)).returncode == 2


def test_neither_framework_nor_settings_nor_data_are_touched(tmp_path: Path) -> None:
    file = write(tmp_path / "draw.json", FILE)
    data = tmp_path / "not-there"
    check = f"""
import sys
from xinlian.web.cli import main
code = main(["draw", "verify", {file!r}])
assert not [m for m in sys.modules if m.split(".")[0] == "django"], "Django was loaded"
sys.exit(code)"""
    env = environment(data, XINLIAN_DATABASE="nonsense:")
    done = subprocess.run([sys.executable, "-c", check], env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert not data.exists()


def test_everything_a_verdict_can_say_has_its_sentence() -> None:
    raised: dict[str, set[str]] = {"Misfit": set(), "Unreadable": set(), "ProblemError": set()}
    for path in Path(verify.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in raised:
                words = (arg.value for arg in ast.walk(node.args[0]) if isinstance(arg, ast.Constant))
                raised[node.func.id] |= set(words)
    once = {"batch_twice", "applicant_twice", "quota_twice"}  # handed on by name
    assert raised["Misfit"] | raised["ProblemError"] | once <= set(command_draw.MISFITS)
    assert raised["Unreadable"] == set(command_draw.UNREADABLE)
