"""Many screens that listen to the live address, in a process of their own: python -m … PORT KEY COUNT FILE.

Each line that a screen hears is noted with its time; when FILE appears they end. Prints when all are connected.
"""

import asyncio
import json
import resource
import sys
import time
from pathlib import Path

CHUNK = 65536


class Screen(asyncio.Protocol):
    """One line; what it hears is only timed."""

    def __init__(self, asked: bytes) -> None:
        self.asked = asked
        self.heard: list[float] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask."""
        transport.write(self.asked)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        """Note when something was told, beats left out."""
        if b"data: {" in data:
            self.heard.append(time.time())


async def listen(port: int, key: str, count: int, end: Path) -> list[list[float]]:
    """Connect all, wait until all heard how it stands, then until the file is there."""
    asked = f"GET /boards/{key}/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n".encode()
    loop, screens = asyncio.get_running_loop(), [Screen(asked) for _ in range(count)]
    for begin in range(0, count, 100):
        several = screens[begin : begin + 100]
        await asyncio.gather(*(loop.create_connection(lambda one=one: one, "127.0.0.1", port) for one in several))  # type: ignore[misc]
    while not all(one.heard for one in screens):
        await asyncio.sleep(0.1)
    print("connected", flush=True)
    while not end.exists():
        await asyncio.sleep(0.1)
    return [one.heard for one in screens]


def main(words: list[str]) -> None:
    """Listen; write what was heard into the file."""
    port, key, count, end = int(words[0]), words[1], int(words[2]), Path(words[3])
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 20_000), hard))
    heard = asyncio.run(listen(port, key, count, end))
    end.with_suffix(".heard").write_text(json.dumps(heard))


if __name__ == "__main__":
    main(sys.argv[1:])
