"""The golden vectors are what the engine says today, byte for byte, and hold every outcome."""

import json

from xinlian.testing import golden


def test_the_vectors_are_fresh() -> None:
    on_disk = golden.FILE.read_text(encoding="utf-8")
    assert on_disk == golden.content(), "run: python -m xinlian.testing.golden"


def test_every_outcome_is_there_for_both_algorithms() -> None:
    cases = json.loads(golden.FILE.read_text(encoding="utf-8"))["cases"]
    for root in ("es256", "ed25519"):
        found = {case["outcome"] for case in cases if case["root"] == root}
        assert found == {"valid", "barred", "expired", "undecided", "refused"}
    assert len(cases) >= 100
