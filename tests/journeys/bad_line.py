"""A line between phone and server that loses one answer, whoever sent the request: a page or its service worker."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

CHUNK = 65536


@dataclass
class BadLine:
    """Passes bytes on; the answer to the first request that begins with `start` is cut after its status line."""

    server: str
    start: bytes
    url: str = ""
    lost: list[int] = field(default_factory=list)
    _first: threading.Lock = field(default_factory=threading.Lock)

    def serve(self, listening: socket.socket) -> None:
        """Take in one phone's connections until the line is taken down."""
        with suppress(OSError):  # closed while waiting: the test is over
            while True:
                phone, _ = listening.accept()
                threading.Thread(target=self.carry, args=(phone,), daemon=True).start()

    def carry(self, phone: socket.socket) -> None:
        """One connection: requests one way, answers the other."""
        to = urlsplit(self.server)
        server = socket.create_connection((to.hostname or "", to.port or 80))
        cut = threading.Event()
        back = threading.Thread(target=self.answers, args=(server, phone, cut), daemon=True)
        back.start()
        with suppress(OSError):
            while chunk := phone.recv(CHUNK):
                if chunk.startswith(self.start) and self._first.acquire(blocking=False):
                    cut.set()
                server.sendall(chunk)
        with suppress(OSError):
            server.shutdown(socket.SHUT_WR)

    def answers(self, server: socket.socket, phone: socket.socket, cut: threading.Event) -> None:
        """Bring answers to the phone, but for the one that gets lost on the way."""
        with suppress(OSError):
            while chunk := server.recv(CHUNK):
                if cut.is_set():
                    head, _, _ = chunk.partition(b"\r\n")
                    phone.sendall(
                        head + b"\r\ncontent-length: 99\r\n\r\n{"
                    )  # a browser repeats by itself what got no answer at all
                    self.lost.append(int(head.split()[1]))
                    break
                phone.sendall(chunk)
        for end in (phone, server):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextmanager
def bad_line(server: str, start: bytes) -> Iterator[BadLine]:
    """A line to `server` at an address of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        line = BadLine(server, start, url=f"http://127.0.0.1:{listening.getsockname()[1]}")
        threading.Thread(target=line.serve, args=(listening,), daemon=True).start()
        yield line
