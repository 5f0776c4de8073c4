"""The service worker: whole, versioned by what it keeps, and keeping nothing that a view did not mark."""

import posixpath
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from xinlian.web import offline

FILES = re.compile(r'"/static/([^"]+)"')


def test_it_is_one_plain_script_with_the_outbox_inside() -> None:
    script = offline.script()
    assert not re.search(r"^(import|export) ", script, re.M)
    assert "async function send()" in script
    assert 'addEventListener("fetch"' in script


def test_every_file_it_keeps_is_there() -> None:
    names = FILES.findall(offline.script())
    assert "stations/road.js" in names
    assert all(finders.find(name) for name in names)


def test_every_module_a_kept_module_imports_is_kept() -> None:
    names = FILES.findall(offline.script())
    for name in names:
        if name.endswith(".js"):
            for wanted in re.findall(r'from "(\.[^"]+)"', offline._read(name)):
                assert posixpath.normpath(f"{posixpath.dirname(name)}/{wanted}") in names


@pytest.mark.django_db
def test_every_page_it_keeps_may_be_kept(client: Client) -> None:
    pages = re.search(r"const PAGES = (\[.*?\]);", offline.script())
    assert pages
    for path in re.findall(r'"([^"]+)"', pages[1]):
        answer = client.get(path)
        assert (answer.status_code, answer["X-Offline"]) == (200, "keep")


def test_the_version_follows_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    before = offline.script()
    assert offline.script() == before
    read = offline._read
    monkeypatch.setattr(offline, "_read", lambda name: read(name) + "//" if name.endswith("geo.js") else read(name))
    after = offline.script()
    assert before.split("\n")[0] != after.split("\n")[0]
    monkeypatch.undo()
    monkeypatch.setattr(settings, "VERSION", "99")
    assert offline.script().split("\n")[0] != before.split("\n")[0]


def test_it_is_asked_for_again_on_every_visit(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer["Cache-Control"] == "no-cache"
    assert answer["Content-Type"].startswith("text/javascript")
