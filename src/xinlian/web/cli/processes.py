"""The child processes of a running site: started together, ended together."""

import http.client
import os
import signal
import subprocess
import threading
import time
from types import FrameType

from xinlian.web.cli.console import say
from xinlian.web.cli.exits import Stop

SECONDS_TO_END = 15.0


class Group:
    """Children that live and die together."""

    def __init__(self) -> None:
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.asked = threading.Event()

    def start(self, name: str, command: list[str]) -> None:
        """Start a child in a session of its own, so that Ctrl-C reaches us alone and we end it in order."""
        self.children[name] = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)

    def stop_on_signals(self) -> None:
        """SIGTERM and SIGINT ask the group to end."""

        def ask(number: int, frame: FrameType | None) -> None:
            self.asked.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, ask)

    def wait(self) -> None:
        """Return when asked to end; raises Stop when a child ends by itself."""
        while not self.asked.wait(0.5):
            self.look()

    def look(self) -> None:
        """Raise Stop when a child has ended without being asked."""
        for name, child in self.children.items():
            if child.poll() is not None and not self.asked.is_set():
                raise Stop(f"the {name} ended by itself (code {child.returncode}); see the lines above for the reason")

    def wait_for_answer(self, host: str, port: int, seconds: float) -> bool:
        """Whether the site answers; False when asked to end meanwhile. Raises Stop when it never does."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.asked.wait(0.2):
                return False
            self.look()
            if _answers("127.0.0.1" if host in ("0.0.0.0", "") else host, port):  # noqa: S104
                return True
        raise Stop(f"the site did not answer well within {seconds:.0f} seconds; see the lines above for the reason")

    def end(self) -> None:
        """End every child: ask, wait, and at last kill what does not end."""
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        until = time.monotonic() + SECONDS_TO_END
        for name, child in self.children.items():
            try:
                child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                say(f"xinlian: the {name} does not end; killing it")
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()


def _answers(host: str, port: int) -> bool:
    """Whether /health/ answers without a fault of the server; a site that refuses our host name is up all the same."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/health/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
