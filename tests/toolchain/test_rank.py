"""`rank` in a process of its own: a contest of the province recomputed from its published file, and one number changed."""

import json
from pathlib import Path

import pytest

from toolchain.conftest import call

NOWHERE = "postgresql://nobody@localhost:1/none"
RULE = {
    "parts": [
        {"key": "theory", "weight": "0.3", "minimum": "60"},
        {"key": "practical", "weight": "0.7", "judges": True, "drop_high": 1, "drop_low": 1, "fewest": 5,
         "round": {"step": "0.01"}, "minimum": "60"},
    ],
    "round": {"step": "0.01"},
    "ties": [{"by": "total"}, {"by": "seconds", "smaller_first": True}, {"by": "practical"}],
}  # fmt: skip
JUDGES = {"A": [88, 90, 85, 91, 87], "B": [90, 90, 85, 91, 85], "C": [99, 99, 99, 99, 99], "D": [88, 90, 85, 91, 87]}
THEORY, SECONDS = {"A": 82, "B": 82, "C": 59, "D": 82}, {"A": 2710, "B": 2500, "C": 1, "D": 2650}


def published(**change: object) -> str:
    entries = [
        {"id": key, "marks": {"theory": THEORY[key], "practical": JUDGES[key]}, "more": {"seconds": SECONDS[key]}}
        for key in JUDGES
    ]
    ranks = [{"id": "B", "rank": 1, "total": "86.43"}, {"id": "D", "rank": 2}, {"id": "A", "rank": 3, "total": "86.43"}]
    table = {"format": "xinlian-ranking", "version": 1, "rule": RULE, "entries": entries, "published": ranks}
    return json.dumps({**table, **change})


def test_a_published_result_follows_and_a_changed_one_does_not(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    file.write_text(published(), encoding="utf-8")
    done = call(tmp_path, "rank", str(file), XINLIAN_DATABASE=NOWHERE)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert lines[-1] == "3 ranked, 1 not; all 3 published follow"
    assert "not ranked: minimum:theory" in lines[3]
    swapped = [{"id": "D", "rank": 1}, {"id": "B", "rank": 2}, {"id": "A", "total": "86.44"}]
    file.write_text(published(published=swapped), encoding="utf-8")
    done = call(tmp_path, "rank", str(file), XINLIAN_DATABASE=NOWHERE)
    assert done.returncode == 1
    assert "D: published as 1, should be 2" in done.stdout
    assert "A: the published total is 86.44, it should be 86.43" in done.stdout
    assert done.stdout.splitlines()[-1].endswith("3 published, 3 do not follow")


def test_the_same_from_csv(tmp_path: Path) -> None:
    (tmp_path / "rule.json").write_text(json.dumps(RULE), encoding="utf-8")
    heads = ["id", "theory", *(f"practical.{n}" for n in range(1, 6)), "seconds"]
    rows = [[key, THEORY[key], *JUDGES[key], SECONDS[key]] for key in JUDGES]
    text = "\n".join(",".join(map(str, row)) for row in [heads, *rows])
    (tmp_path / "marks.csv").write_text(text, encoding="utf-8")
    words = ["rank", str(tmp_path / "marks.csv"), "--rule", str(tmp_path / "rule.json"), "--json"]
    done = call(tmp_path, *words, XINLIAN_DATABASE=NOWHERE)
    told = json.loads(done.stdout)
    assert [(one["id"], one["rank"], one["total"]) for one in told["standings"]] == [
        ("B", 1, "86.43"), ("D", 2, "86.43"), ("A", 3, "86.43"), ("C", None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe", "no UTF-8"),
        (b"{", "no whole JSON"),
        (b'{"format": "x"}', "no table of marks"),
        (b"[" * 100_000, "no whole JSON"),
    ],
)
def test_what_is_no_table_ends_with_2(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(content)
    done = call(tmp_path, "rank", str(file), XINLIAN_DATABASE=NOWHERE)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_csv_wants_a_rule(tmp_path: Path) -> None:
    (tmp_path / "marks.csv").write_text("id,p\na,1\n", encoding="utf-8")
    done = call(tmp_path, "rank", str(tmp_path / "marks.csv"), XINLIAN_DATABASE=NOWHERE)
    assert (done.returncode, "--rule" in done.stderr) == (2, True)
