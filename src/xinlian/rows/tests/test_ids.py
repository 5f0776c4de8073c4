"""Ids fit into 53 bits, grow, and never meet between processes."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.rows.ids import NODE_BITS, SEQUENCE_BITS, TICK_BITS, compose, lease_slot, new_id


@given(st.integers(0, 2**TICK_BITS - 1), st.integers(0, 2**NODE_BITS - 1), st.integers(0, 2**SEQUENCE_BITS - 1))
def test_parts_stay_apart(tick: int, node: int, sequence: int) -> None:
    made = compose(tick, node, sequence)
    assert made < 2**53
    assert (made >> 17, made >> 8 & 511, made & 255) == (tick, node, sequence)


def test_part_too_large_is_refused() -> None:
    with pytest.raises(ValueError, match="9 bits"):
        compose(0, 512, 0)


def test_ids_grow_and_never_repeat() -> None:
    made = [new_id() for _ in range(3000)]
    assert made == sorted(set(made))


def test_a_slot_is_held_by_one_process_only(tmp_path: Path) -> None:
    first, lease = lease_slot(tmp_path)
    code = "import sys; from pathlib import Path; from xinlian.rows.ids import lease_slot; print(lease_slot(Path(sys.argv[1]))[0])"
    run = [sys.executable, "-c", code, str(tmp_path)]
    other = subprocess.run(run, capture_output=True, text=True, check=True, env={"PYTHONPATH": "src"})
    assert int(other.stdout) != first
    lease.close()
    again = subprocess.run(run, capture_output=True, text=True, check=True, env={"PYTHONPATH": "src"})
    assert int(again.stdout) == first
