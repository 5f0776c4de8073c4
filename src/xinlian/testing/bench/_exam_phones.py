"""The phones of the bench of exams: each begins, fetches its paper, answers every question and hands in.

    python -m xinlian.testing.bench._exam_phones PLAN

PLAN is JSON: port, exam, sessions (file), results (file), part, parts, threads, phase ("begin", "answer" or "all"), pause
(seconds between two answers), offline (every how-many-th phone has no network in the middle, 0 for none), skew (whether the
phones' own clocks are wrong). What was not answered for is sent again with the same UUID, as a phone does, until it is. Knows
nothing of the framework.
"""

import http.client
import json
import random
import re
import sys
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

TOKEN = "b" * 32
SECONDS = 60.0
PAUSE = 0.25
MOST = 400
BATCH = 20
YEAR = 31_536_000_000
PLACE = re.compile(r"[?]s=([0-9a-f-]{36})")
OPTION = re.compile(r'name="choice" value="(\d)".*?<span>(.*?)</span>', re.S)
OPTIONS = ("这一项是对的", "这一项不对", "这一项也不对", "还是不对")


@dataclass(slots=True)
class Answer:
    """One answer: where, which option of the bank, when it was given by the true clock, whether it was answered for."""

    uid: str
    place: int
    option: int
    shown: int
    at: float
    acked: bool = False


@dataclass(slots=True)
class Phone:
    """One phone and all that it saw."""

    session: str
    mark: str
    skew: int = 0
    sitting: str = ""
    ends_at: float = 0.0
    places: list[list[int]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    times: dict[str, list[float]] = field(
        default_factory=lambda: {"begin": [], "paper": [], "token": [], "answer": [], "end": []}
    )
    faults: int = 0
    again: int = 0
    began: float = 0.0
    ready: float = 0.0
    done: float = 0.0
    clock_off: float = 0.0

    def clock(self) -> int:
        """What the phone itself believes the time to be, in ms."""
        return int(time.time() * 1000) + self.skew


class Line:
    """The phone's line to the server; a new connection where the last one broke."""

    def __init__(self, port: int, phone: Phone) -> None:
        self.port, self.phone = port, phone
        self.connection: http.client.HTTPConnection | None = None

    def ask(
        self, what: str, method: str, path: str, body: Callable[[], str] = str, kind: str = ""
    ) -> tuple[int, str, str]:
        """(status, where it leads, body), sent again until there is an answer that is no fault of the server."""
        for _ in range(MOST):
            began = time.monotonic()
            try:
                status, place, text = self._once(method, path, body(), kind)
            except (OSError, http.client.HTTPException):
                self.close()
                self.phone.again += 1
                time.sleep(PAUSE)
                continue
            if status < 500:
                self.phone.times[what].append(time.monotonic() - began)
                return status, place, text
            self.phone.faults += 1
            time.sleep(PAUSE)
        raise RuntimeError(f"no answer to {method} {path}")

    def _once(self, method: str, path: str, body: str, kind: str) -> tuple[int, str, str]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        headers = {"Cookie": f"sessionid={self.phone.session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
        if kind:
            headers["Content-Type"] = kind
        self.connection.request(method, path, body.encode() or None, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        return answer.status, answer.headers.get("Location", ""), text

    def close(self) -> None:
        """Hang up."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def begin(line: Line, exam: str) -> None:
    """Begin, and fetch the paper; begun again where the answer was lost."""
    phone = line.phone
    phone.began = time.time()
    form = urlencode({"client_uid": str(uuid.uuid4()), "room_code": ""})
    status, place, _text = line.ask(
        "begin", "POST", f"/exams/{exam}/begin/", lambda: form, "application/x-www-form-urlencoded"
    )
    found = PLACE.search(place)
    if status != 302 or not found:
        raise RuntimeError(f"begin: {status} {place}")
    phone.sitting = found[1]
    sent = time.time()
    status, _place, text = line.ask("paper", "GET", f"/exams/sittings/{phone.sitting}.json")
    told = json.loads(text)
    phone.ready = time.time()
    phone.ends_at = told["ends_at"] / 1000
    phone.clock_off = max(0.0, sent - told["now"] / 1000, told["now"] / 1000 - phone.ready)
    for question in told["questions"]:
        shown = {text: int(value) for value, text in OPTION.findall(question["html"])}
        phone.places.append([shown[option] for option in OPTIONS])


def answer(line: Line, plan: dict[str, Any], rng: random.Random, *, offline: bool) -> None:
    """Answer every question, some twice; with no network in the middle, send all of it afterwards."""
    phone = line.phone
    size = len(phone.places)
    waiting: list[Answer] = []
    for place in [*range(size), *rng.sample(range(size), size // 5)]:
        option = rng.randrange(4)
        shown = phone.places[place][option]
        one = Answer(str(uuid.uuid4()), place, option, shown, time.time())
        phone.answers.append(one)
        waiting.append(one)
        if not (offline and size // 4 <= place < 3 * size // 4):
            waiting = deliver(line, waiting)
        if plan["pause"]:
            time.sleep(plan["pause"] * rng.uniform(0.5, 1.5))
    while waiting:
        waiting = deliver(line, waiting)


def deliver(line: Line, waiting: list[Answer]) -> list[Answer]:
    """Send as the outbox does; those that were not answered for."""
    phone = line.phone
    for begin_at in range(0, len(waiting), BATCH):
        batch = waiting[begin_at : begin_at + BATCH]
        items = [
            {
                "uid": one.uid,
                "kind": "answer",
                "as": phone.mark,
                "said_at": int(one.at * 1000) + phone.skew,
                "sitting": phone.sitting,
                "place": one.place,
                "choice": [str(one.shown)],
            }
            for one in batch
        ]
        line.ask("token", "GET", "/sync/")  # a browser asks for a token before it sends
        status, _place, text = line.ask("answer", "POST", "/sync/", _body(phone, items), "application/json")
        if status != 200:
            raise RuntimeError(f"sync: {status} {text[:200]}")
        became = {result["uid"]: result for result in json.loads(text)["results"]}
        for one in batch:
            if not became[one.uid]["ok"]:
                raise RuntimeError(f"answer refused: {became[one.uid]}")
            one.acked = True
    return [one for one in waiting if not one.acked]


def _body(phone: Phone, items: list[dict[str, Any]]) -> Callable[[], str]:
    """Written anew for each sending, since it says when it is sent."""
    return lambda: json.dumps({"sent_at": phone.clock(), "items": items})


def hand_in(line: Line) -> None:
    """Done."""
    item = {"uid": str(uuid.uuid4()), "kind": "hand_in", "as": line.phone.mark, "sitting": line.phone.sitting}
    items = [{**item, "said_at": line.phone.clock()}]
    line.ask("token", "GET", "/sync/")
    line.ask("end", "POST", "/sync/", _body(line.phone, items), "application/json")
    line.phone.done = time.time()


def known(plan: dict[str, Any]) -> list[Phone]:
    """The phones of this part: new ones, or as the phase before left them."""
    if plan["phase"] == "answer":
        return [_read(json.loads(line)) for line in Path(plan["results"]).read_text().splitlines()]
    lines = Path(plan["sessions"]).read_text().splitlines()[plan["part"] :: plan["parts"]]
    rng = random.Random(plan["part"])  # noqa: S311 - which clocks are wrong does not matter
    words = [line.split() for line in lines]
    return [Phone(key, mark, skew=rng.randint(-YEAR, YEAR) if plan["skew"] else 0) for key, mark in words]


def _read(said: dict[str, Any]) -> Phone:
    return Phone(**{**said, "answers": [Answer(**one) for one in said["answers"]]})


def one(phone: Phone, plan: dict[str, Any], place: int) -> None:
    """What one phone does in this phase."""
    line = Line(plan["port"], phone)
    if plan["phase"] != "answer":
        begin(line, plan["exam"])
    if plan["phase"] != "begin":
        offline = bool(plan["offline"]) and place % plan["offline"] == 0
        answer(line, plan, random.Random(place), offline=offline)  # noqa: S311 - which option does not matter
        if plan["hand_in"]:
            hand_in(line)
    line.close()


def main(plan: dict[str, Any]) -> None:
    """Run this part of the phones, some at a time, and write what each saw as a line of JSON."""
    phones = known(plan)
    waiting = list(enumerate(phones))[::-1]
    broken: list[BaseException] = []

    def work() -> None:
        while waiting:
            try:
                place, phone = waiting.pop()
                one(phone, plan, place)
            except BaseException as error:
                broken.append(error)
                raise

    running = [threading.Thread(target=work) for _ in range(plan["threads"])]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    Path(plan["results"]).write_text("".join(json.dumps(asdict(phone)) + "\n" for phone in phones))
    if broken:
        sys.exit(1)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
