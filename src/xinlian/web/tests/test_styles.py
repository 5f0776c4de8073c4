"""The stylesheets are fresh, small, and do without what a strict policy or an old phone would refuse."""

import re
from pathlib import Path

import pytest

from xinlian.web import styles

STATIC = Path(__file__).parents[1] / "static" / "web"
TEMPLATES = Path(__file__).parents[1] / "templates"


def test_app_css_is_made_from_its_parts():
    assert (STATIC / "app.css").read_text(encoding="utf-8") == styles.joined(), "run python -m xinlian.web.styles"


def test_app_css_stays_under_25_kb():
    assert len((STATIC / "app.css").read_bytes()) < 25 * 1024


@pytest.mark.parametrize("name", ["app.css", "desk.css"])
def test_old_phones_understand_it_and_nothing_is_fetched(name):
    css = (STATIC / name).read_text(encoding="utf-8")
    for refused in ("url(", "@import", ":has(", ":is(", "@container", "color-mix(", "light-dark("):
        assert refused not in css, refused


def test_every_token_used_is_defined():
    css = "".join((STATIC / name).read_text(encoding="utf-8") for name in ("tokens.css", "worker.css", "desk.css"))
    used = set(re.findall(r"var\(--([\w-]+)", css))
    assert used <= set(re.findall(r"--([\w-]+):", css))


def test_templates_hold_no_inline_script_or_style():
    found = []
    for file in TEMPLATES.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        if re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text):
            found.append(file.name)
    assert not found
