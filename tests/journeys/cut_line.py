"""A line to several ports of this machine that can be cut: whoever talks over it is thrown off, and nobody gets on until it is
mended."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

HERE, THERE = "127.0.0.2", "127.0.0.1"
CHUNK = 65536


@dataclass
class CutLine:
    """Passes bytes on from ports of one address of this machine to the same ports of another."""

    ports: Sequence[int]
    doors: list[socket.socket] = field(default_factory=list)
    ends: list[socket.socket] = field(default_factory=list)

    def mend(self) -> None:
        """Take in whoever comes."""
        for port in self.ports:
            door = socket.create_server((HERE, port))
            self.doors.append(door)
            threading.Thread(target=self._serve, args=(door, port), daemon=True).start()

    def cut(self) -> None:
        """Throw everybody off."""
        for one in (*self.doors, *self.ends):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self.doors, self.ends = [], []

    def _serve(self, door: socket.socket, port: int) -> None:
        with suppress(OSError):  # closed while waiting: the line is cut
            while True:
                near, _ = door.accept()
                far = socket.create_connection((THERE, port))
                self.ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=_carry, args=(one, other), daemon=True).start()


def _carry(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while chunk := one.recv(CHUNK):
            other.sendall(chunk)
    for end in (one, other):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def cut_line(ports: Sequence[int]) -> Iterator[CutLine]:
    """A line that is up."""
    line = CutLine(ports)
    line.mend()
    try:
        yield line
    finally:
        line.cut()
