"""The live address: what a screen hears first, when something changes, when nothing does, and that nothing is left behind."""

import asyncio
import json
import uuid
from collections.abc import Coroutine
from typing import Any

import pytest
from django.utils import timezone

from xinlian.boards.actions import moving
from xinlian.boards.live import BEAT, HEADERS, Live, django_look
from xinlian.boards.tests.test_boards import make_board
from xinlian.testing.make import make_person, make_union

KEY = uuid.UUID(int=1)
PATH = f"/live/boards/{KEY}/events"
EVERY = 0.01


class Shown:
    """What boards show, changed by the test."""

    def __init__(self) -> None:
        self.texts: dict[tuple[uuid.UUID, bool], bytes | None] = {(KEY, False): b"1", (KEY, True): b"outside"}
        self.looks = 0

    def look(self, key: uuid.UUID, outside: bool) -> bytes | None:
        self.looks += 1
        return self.texts.get((key, outside), b"")


class Screen:
    """A viewer with a line of its own; `slow` holds back what it is sent."""

    def __init__(self, live: Live, path: str = PATH, method: str = "GET") -> None:
        self.heard: asyncio.Queue[bytes] = asyncio.Queue()
        self.left, self.free = asyncio.Event(), asyncio.Event()
        self.free.set()
        self.status, self.headers = 0, list[Any]()
        scope = {"type": "http", "path": path, "method": method}
        self.task = asyncio.ensure_future(live(scope, self.receive, self.send))

    async def receive(self) -> dict[str, Any]:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        await self.free.wait()
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], message["headers"]
        else:
            self.heard.put_nowait(message["body"])

    async def next(self) -> bytes:
        return await asyncio.wait_for(self.heard.get(), 5)

    async def leave(self) -> None:
        self.left.set()
        await asyncio.wait_for(self.task, 5)


def played(play: Coroutine[Any, Any, None]) -> None:
    asyncio.run(play)


def test_a_screen_hears_at_once_and_when_something_changes() -> None:
    async def play() -> None:
        shown = Shown()
        live = Live(shown.look, EVERY)
        several = [Screen(live) for _ in range(3)]
        outside = Screen(live, f"/boards/{KEY}/embed-events")
        for one in several:
            assert await one.next() == b"data: 1\n\n"
            assert (one.status, one.headers) == (200, HEADERS)
        assert await outside.next() == b"data: outside\n\n"
        shown.texts[KEY, False] = b"2"
        for one in several:
            assert await one.next() == b"data: 2\n\n"
        assert outside.heard.empty()
        for one in (*several, outside):
            await one.leave()
        await asyncio.sleep(EVERY * 20)
        assert (live.viewers, live.watches) == (0, {})
        before = shown.looks
        await asyncio.sleep(EVERY * 10)
        assert shown.looks == before, "nobody watches, nobody looks"

    played(play())


def test_who_is_slow_hears_the_latest_and_misses_nothing() -> None:
    async def play() -> None:
        shown = Shown()
        live = Live(shown.look, EVERY)
        screen = Screen(live)
        await screen.next()
        screen.free.clear()
        for text in (b"2", b"3", b"4"):
            shown.texts[KEY, False] = text
            await asyncio.sleep(EVERY * 8)
        screen.free.set()
        heard = [await screen.next()]
        while heard[-1] != b"data: 4\n\n":
            heard.append(await screen.next())
        await screen.leave()

    played(play())


def test_a_key_that_was_changed_shows_nothing_more() -> None:
    async def play() -> None:
        shown = Shown()
        live = Live(shown.look, EVERY)
        screen = Screen(live)
        await screen.next()
        shown.texts[KEY, False] = b""
        await asyncio.wait_for(screen.task, 5)
        late = Screen(live)
        await asyncio.wait_for(late.task, 5)
        assert late.status == 404

    played(play())


def test_a_beat_is_heard_while_nothing_changes_and_a_database_that_is_away_shows_the_same() -> None:
    async def play() -> None:
        shown = Shown()
        live = Live(shown.look, EVERY, beat=EVERY * 3)
        screen = Screen(live)
        await screen.next()
        assert await screen.next() == BEAT
        shown.texts[KEY, False] = None
        assert await screen.next() == BEAT
        shown.texts[KEY, False] = b"2"
        while (heard := await screen.next()) == BEAT:
            pass
        assert heard == b"data: 2\n\n"
        await screen.leave()

    played(play())


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        (f"/boards/{uuid.UUID(int=2)}/events", "GET", 404),
        ("/boards/x/events", "GET", 404),
        ("/", "GET", 404),
        (PATH, "POST", 404),
        ("/live/health/", "GET", 200),
    ],
)
def test_what_is_no_board_is_not_found(path: str, method: str, status: int) -> None:
    async def play() -> None:
        screen = Screen(Live(Shown().look, EVERY), path, method)
        await asyncio.wait_for(screen.task, 5)
        assert screen.status == status

    played(play())


@pytest.mark.usefixtures("emptied_afterwards")
def test_it_looks_through_the_site_s_database() -> None:
    board = make_board(make_union())
    look = django_look()
    assert json.loads(look(board.hall_key, False))["top"] == []
    moving.put([moving.Wanted(board, make_person(name="甲乙丙"), 90, 60)], timezone.now())  # type: ignore[arg-type]
    assert [one["name"] for one in json.loads(look(board.hall_key, True))["top"]] == ["甲*丙"]
    assert look(uuid.uuid4(), False) == b""
