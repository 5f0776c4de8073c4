"""Who sends and reads in the bench of the record store: threads with a connection each.

    python -m xinlian.testing.bench._xapi_senders PLAN

PLAN is JSON: port, keys ([[name, key], …]), what ("send" or "read"), threads, seconds (or batches: how many each), seed, ids (for
"read"). The last line is JSON: batches, statements, errors, seconds, ids (the last hundred that were told), times (of reads, in
ms). Knows nothing of the framework.
"""

import base64
import http.client
import json
import random
import sys
import threading
import time
from typing import Any

from xinlian.testing.bench._xapi_said import Batches

BATCH = 50
KEPT = 100


class Sender:
    """One thread's work and what it saw."""

    def __init__(self, plan: dict[str, Any], number: int) -> None:
        self.plan, self.number = plan, number
        self.rng = random.Random(plan["seed"] * 1000 + number)  # noqa: S311
        self.batches = self.statements = self.errors = 0
        self.ids: list[str] = []
        self.times: list[float] = []
        self.connection = http.client.HTTPConnection("127.0.0.1", plan["port"], timeout=60)

    def headers(self) -> dict[str, str]:
        """Of one client after the other, so that none asks too often."""
        name, key = self.plan["keys"][(self.number + self.batches + len(self.times)) % len(self.plan["keys"])]
        pair = base64.b64encode(f"{name}:{key}".encode()).decode()
        return {
            "Authorization": f"Basic {pair}",
            "X-Experience-API-Version": "2.0.0",
            "Content-Type": "application/json",
        }

    def send(self, until: float) -> None:
        """Batches until the time is over, or as many as the plan says."""
        batches = Batches(self.rng, BATCH)
        while self._goes_on(until):
            body, ids = batches.next()
            self.connection.request("POST", "/xapi/statements", body, self.headers())
            answer = self.connection.getresponse()
            content = answer.read()
            self.batches += 1
            told = json.loads(content) if answer.status == 200 else []
            if told == ids:
                self.statements += BATCH
                self.ids = told[-KEPT:]
            else:
                self.errors += 1

    def _goes_on(self, until: float) -> bool:
        return self.batches < self.plan["batches"] if "batches" in self.plan else time.monotonic() < until

    def read(self, until: float) -> None:
        """Single statements by id."""
        while time.monotonic() < until:
            uid = self.rng.choice(self.plan["ids"])
            began = time.perf_counter()
            self.connection.request("GET", f"/xapi/statements?statementId={uid}", headers=self.headers())
            answer = self.connection.getresponse()
            content = answer.read()
            self.times.append((time.perf_counter() - began) * 1000)
            self.errors += answer.status != 200 or json.loads(content)["id"] != uid


def main(plan: dict[str, Any]) -> None:
    """Let all threads run to the end."""
    senders = [Sender(plan, number) for number in range(plan["threads"])]
    began = time.monotonic()
    until = began + plan.get("seconds", 0)
    running = [threading.Thread(target=getattr(one, plan["what"]), args=(until,)) for one in senders]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    found: dict[str, Any] = {
        name: sum(getattr(one, name) for one in senders) for name in ("batches", "statements", "errors")
    }
    found["seconds"] = time.monotonic() - began
    found["ids"] = [uid for one in senders for uid in one.ids][:KEPT]
    found["times"] = sorted(ms for one in senders for ms in one.times)
    print(json.dumps(found))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
