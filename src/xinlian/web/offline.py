"""The service worker at /sw.js and the page it shows when nothing else is kept.

Rooms say in `offline_shell.py` which PAGES (names of addresses) and FILES (static) a phone keeps from the first
visit on, which LISTS (templates) say on the page without a network what it holds, and the WORDS (callables) they need.
"""

import hashlib
import json
import re
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse

from xinlian.people import offline_words
from xinlian.people.access import public
from xinlian.people.offline import kept_offline

SOURCE = Path(__file__).parent / "worker" / "sw.js"
FILES = (
    "web/app.css",
    "web/icon.svg",
    "web/shell.js",
    "web/forms.js",
    "web/store.js",
    "web/queue.js",
    "web/papers.js",
    "web/fetched.js",
    "web/net.js",
    "web/words.js",
    "web/outbox.js",
)
PARTS = ("web/store.js", "web/queue.js")  # become part of the service worker itself; together they define `flush`
MODULE_WORDS = re.compile(r"^import [^;]+;\n|^export (?=const|async|function|class)", re.M)


@public
@kept_offline
def offline(request: HttpRequest) -> HttpResponse:
    """What a phone shows for an address it does not hold: what it does hold, and that it will send what waits."""
    words = dict(offline_words.words())
    for said in _said("WORDS"):
        words |= said()
    return render(request, "web/offline.html", {"words": words, "lists": _said("LISTS")})


@public
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script for this version; asked for again on every visit, so that an update comes through."""
    response = HttpResponse(script(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def script() -> str:
    """The service worker: its constants, the outbox, its own source."""
    facts = {
        "STATIC": settings.STATIC_URL,
        "OFFLINE": reverse("web:offline"),
        "FILES": [static(name) for name in (*FILES, *_said("FILES"))],
        "PAGES": [reverse("web:offline"), *(reverse(name) for name in _said("PAGES"))],
    }
    parts = "\n".join(plain(_text(name)) for name in PARTS)
    body = f"const {{ flush }} = (() => {{\n{parts}\nreturn {{ flush }};\n}})();\n{SOURCE.read_text(encoding='utf-8')}"
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in facts.items())
    return f'const VERSION = "{_version(head + body)}";\n{head}{body}'


def plain(module: str) -> str:
    """A module as a plain script: its imports and the word export taken away."""
    return MODULE_WORDS.sub("", module)


def _version(text: str) -> str:
    """Changes when the worker, a kept file or the release changes."""
    digest = hashlib.sha256(f"{settings.VERSION}\n{text}".encode())
    for name in (*FILES, *_said("FILES")):
        digest.update(_text(name).encode())
    return digest.hexdigest()[:12]


def _text(name: str) -> str:
    return _read(name) if not settings.DEBUG else _read.__wrapped__(name)


@cache
def _read(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"no static file {name}")
    return Path(found).read_text(encoding="utf-8")


def _said(name: str) -> list[Any]:
    found: list[Any] = []
    for app in apps.get_app_configs():
        if app.name.startswith("xinlian.") and find_spec(f"{app.name}.offline_shell"):
            found += getattr(import_module(f"{app.name}.offline_shell"), name, ())
    return found
