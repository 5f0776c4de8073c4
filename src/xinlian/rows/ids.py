"""Ids made by the application: 53 bits, so that JavaScript holds them exactly and shards never ask a counter.

36 bits of time (1/64 s since 2024, 34 years), 9 of node, 8 of sequence: 16,384 ids a second and process.
"""

import atexit
import fcntl
import os
import tempfile
import threading
import time
from pathlib import Path
from typing import IO

EPOCH_SECONDS = 1_704_067_200  # 2024-01-01T00:00:00Z
TICKS_PER_SECOND = 64
TICK_BITS, NODE_BITS, SEQUENCE_BITS = 36, 9, 8
SLOTS = 32  # writing processes on one machine; the machine's own number is XINLIAN_NODE, 0 to 15


def compose(tick: int, node: int, sequence: int) -> int:
    """The id of the `sequence`-th row that `node` makes in `tick`; ValueError when a part does not fit."""
    for part, bits in ((tick, TICK_BITS), (node, NODE_BITS), (sequence, SEQUENCE_BITS)):
        if not 0 <= part < 1 << bits:
            raise ValueError(f"{part} does not fit into {bits} bits")
    return (tick << (NODE_BITS + SEQUENCE_BITS)) | (node << SEQUENCE_BITS) | sequence


def lease_slot(folder: Path) -> tuple[int, IO[str]]:
    """A slot that no other living process of this machine holds; freed by the kernel when the process ends."""
    folder.mkdir(parents=True, exist_ok=True)
    for slot in range(SLOTS):
        handle = (folder / f"{slot}.lock").open("w")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.close()
            continue
        return slot, handle
    raise RuntimeError(f"all {SLOTS} writer slots in {folder} are taken")


class Maker:
    """Makes growing ids for one process; waits rather than run more than a tick ahead of the clock."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.pid = 0
        self.node = 0
        self.tick = 0
        self.sequence = 0
        self.lease: IO[str] | None = None

    def settle(self) -> None:
        """Take a slot; again after a fork, since the child shares the parent's lock."""
        machine = int(os.environ.get("XINLIAN_NODE", "0"))
        folder = Path(os.environ.get("XINLIAN_DATA") or tempfile.gettempdir()) / "nodes"
        slot, self.lease = lease_slot(folder)
        atexit.register(self.lease.close)
        self.node = machine * SLOTS + slot
        self.pid = os.getpid()

    def next(self) -> int:
        """The next id."""
        with self.lock:
            if self.pid != os.getpid():
                self.settle()
            now = int((time.time() - EPOCH_SECONDS) * TICKS_PER_SECOND)
            if now > self.tick:
                self.tick, self.sequence = now, 0
            else:
                self.sequence += 1
            if self.sequence >= 1 << SEQUENCE_BITS:
                self.tick, self.sequence = self.tick + 1, 0
                time.sleep(max(0.0, (self.tick - now) / TICKS_PER_SECOND))
            return compose(self.tick, self.node, self.sequence)


_maker = Maker()


def new_id() -> int:
    """A new id for a row, growing within this process."""
    return _maker.next()
