"""The phones of the bench of sign-ups: a process that taps once for each session, from many threads at a time.

    python -m xinlian.testing.bench._signup_phones PORT OFFERING SESSIONS RESULTS PART PARTS THREADS

A tap whose connection broke is sent again with the same UUID, as a phone does. Knows nothing of the framework.
"""

import http.client
import json
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlencode

TOKEN = "b" * 32
SECONDS = 60.0
PAUSE = 0.2
MOST = 150  # sendings of one tap: half a minute without a server


@dataclass(slots=True)
class Tap:
    """One tap: when it was first sent and when it was answered, with what, and how often it had to be sent."""

    began: float
    ended: float = 0.0
    status: int = 0
    kind: str = ""
    number: int = 0
    sent: int = 0
    faults: int = 0


class Phone:
    """A connection of its own for every sending: phones share none, so the serving processes share the work."""

    def __init__(self, port: int, offering: str) -> None:
        self.port, self.path = port, f"/signup/{offering}/take/"

    def tap(self, session: str) -> Tap:
        """Send until there is an answer; an answer of the 500s is counted and sent again, too."""
        tap, uid = Tap(began=time.monotonic()), str(uuid.uuid4())
        while tap.status in (0, *range(500, 600)) and tap.sent < MOST:
            if tap.sent:
                time.sleep(PAUSE)
            tap.sent += 1
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
            try:
                self._send(connection, tap, session, uid)
                tap.faults += tap.status >= 500
            except (OSError, http.client.HTTPException):
                tap.status = 0
            finally:
                connection.close()
        tap.ended = time.monotonic()
        return tap

    def _send(self, connection: http.client.HTTPConnection, tap: Tap, session: str, uid: str) -> None:
        headers = {
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request("POST", self.path, urlencode({"batch": 1, "client_uid": uid}), headers)
        answer = connection.getresponse()
        body = answer.read()
        tap.status = answer.status
        if answer.status == 200:
            said = json.loads(body)
            tap.kind, tap.number = said["kind"], said["number"]


def main(words: list[str]) -> None:
    """Tap for this part of the sessions and write every tap as a line of JSON."""
    port, offering, sessions, results, part, parts, threads = words
    mine = iter(Path(sessions).read_text().split()[int(part) :: int(parts)])
    taps: list[Tap] = []
    gate = threading.Lock()

    def each() -> Iterator[str]:
        while True:
            with gate:
                session = next(mine, None)
            if session is None:
                return
            yield session

    def work() -> None:
        phone = Phone(int(port), offering)
        for session in each():
            taps.append(phone.tap(session))

    running = [threading.Thread(target=work) for _ in range(int(threads))]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    Path(results).write_text("".join(json.dumps(asdict(tap)) + "\n" for tap in taps))


if __name__ == "__main__":
    main(sys.argv[1:])
