"""The live address: an ASGI application beside the site that tells screens what changed, by server-sent events.

One look a second at each board that anybody watches, however many do; at most one telling a second. It reads the database and
knows nothing that the pages of a hall key do not show.
"""

import asyncio
import json
import os
import re
import uuid
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

ADDRESS = re.compile(r"/boards/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/(embed-)?events")
LOOK_SECONDS, BEAT_SECONDS = 1.0, 15.0
MOST_VIEWERS = 10_000
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"access-control-allow-origin", b"*"),  # whoever has the key may see it from any page
    (b"x-accel-buffering", b"no"),
]
BEAT = b"event: beat\ndata:\n\n"


class Watch:
    """A board that somebody watches: what it shows, and who waits to hear."""

    def __init__(self, key: uuid.UUID, outside: bool) -> None:
        self.key, self.outside = key, outside
        self.text, self.version = b"", 0
        self.viewers, self.over = 0, False
        self.waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def show(self, text: bytes) -> None:
        """Something else is shown from now on."""
        self.text, self.version = _event(text), self.version + 1

    def wake(self) -> None:
        """Everybody who waits sends what is new to them, or a beat."""
        waiting, self.waiting = self.waiting, asyncio.get_running_loop().create_future()
        waiting.set_result(None)


class Live:
    """The application."""

    def __init__(
        self, look: Callable[[uuid.UUID, bool], bytes | None], every: float = LOOK_SECONDS, beat: float = BEAT_SECONDS
    ) -> None:
        """`look(key, outside)`: what a board shows as one line of JSON, empty when there is none, None when
        that cannot be told just now; it may block.
        """
        self.look, self.every, self.beat = look, every, beat
        self.watches: dict[tuple[uuid.UUID, bool], Watch] = {}
        self.viewers = 0
        self.pool = ThreadPoolExecutor(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        found = ADDRESS.search(scope["path"])
        if scope["path"].endswith("/health/"):
            await _plain(send, 200, b"ok")
        elif not found or scope["method"] not in ("GET", "HEAD"):
            await _plain(send, 404, b"not found")
        elif self.viewers >= MOST_VIEWERS:
            await _plain(send, 503, b"too many viewers; ask the page instead")
        else:
            await self._stream(uuid.UUID(found[1]), bool(found[2]), receive, send)

    async def _stream(self, key: uuid.UUID, outside: bool, receive: Receive, send: Send) -> None:
        watch = await self._watch(key, outside)
        if watch is None:
            await _plain(send, 404, b"not found")
            return
        watch.viewers += 1
        self.viewers += 1
        gone = asyncio.ensure_future(_gone(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            seen = 0
            while not gone.done() and not watch.over:
                waiting = watch.waiting  # before what is sent, so that nothing told meanwhile is missed
                text, seen = watch.text if seen < watch.version else BEAT, watch.version
                await send({"type": "http.response.body", "body": text, "more_body": True})
                await asyncio.wait({gone, waiting}, return_when=asyncio.FIRST_COMPLETED)
        except OSError:
            return  # the screen went away while it was told
        finally:
            gone.cancel()
            watch.viewers -= 1
            self.viewers -= 1

    async def _watch(self, key: uuid.UUID, outside: bool) -> Watch | None:
        known = self.watches.get((key, outside))
        if known is not None:
            return known
        text = await self._looked(key, outside)
        if not text:
            return None
        if (key, outside) not in self.watches:  # nobody else asked for it meanwhile
            watch = self.watches[key, outside] = Watch(key, outside)
            watch.show(text)
            asyncio.get_running_loop().create_task(self._follow(watch))
        return self.watches[key, outside]

    async def _follow(self, watch: Watch) -> None:
        """Look once a second while anybody watches."""
        loop = asyncio.get_running_loop()
        spoke = loop.time()
        while True:
            await asyncio.sleep(self.every)
            if not watch.viewers:
                break
            text = await self._looked(watch.key, watch.outside)
            if text == b"":  # its key was changed: nobody is shown anything more
                watch.over = True
                watch.wake()
                break
            new = bool(text) and _event(text or b"") != watch.text
            if new and text:
                watch.show(text)
            if new or loop.time() - spoke >= self.beat:
                watch.wake()
                spoke = loop.time()
        self.watches.pop((watch.key, watch.outside), None)

    async def _looked(self, key: uuid.UUID, outside: bool) -> bytes | None:
        return await asyncio.get_running_loop().run_in_executor(self.pool, self.look, key, outside)


def _event(text: bytes) -> bytes:
    return b"data: " + text + b"\n\n"


async def _gone(receive: Receive) -> None:
    """Return when the screen has gone away."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _plain(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def django_look() -> Callable[[uuid.UUID, bool], bytes | None]:
    """Looks through the database of the site; a database that does not answer for a moment shows nothing new."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinlian.web.settings")
    import django

    django.setup()
    from django.db import Error, close_old_connections

    from xinlian.boards.queries import pages

    def look(key: uuid.UUID, outside: bool) -> bytes | None:
        close_old_connections()
        try:
            board = pages.by_key(key)
            told = pages.hall_told(board, outside=outside) if board else None
        except Error:
            return None
        return json.dumps(told, ensure_ascii=False).encode() if told else b""

    return look
