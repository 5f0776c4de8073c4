"""The living page and the error pages, as the server sends them."""

from pathlib import Path

import polib
import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from xinlian.web import errors

LOCALE = Path(__file__).parents[1] / "locale"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/styleguide/", "/styleguide/desk/"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_component_is_drawn(client, address, language):
    client.cookies["language"] = language
    page = client.get(address)
    assert page.status_code == 200
    assert ('<html lang="en"' if language == "en" else '<html lang="zh-Hans"').encode() in page.content


@pytest.mark.django_db
def test_large_type_and_theme_come_from_cookies(client):
    client.cookies["type"] = "large"
    client.cookies["theme"] = "dark"
    assert b'data-type="large" data-theme="dark"' in client.get("/styleguide/").content


@pytest.mark.django_db
def test_the_living_page_names_every_component(client):
    folder = Path(__file__).parents[1] / "templates" / "components"
    sources = "".join(file.read_text(encoding="utf-8") for file in folder.parent.rglob("*.html"))
    tags = (folder.parents[1] / "templatetags").glob("*.py")
    sources += "".join(file.read_text(encoding="utf-8") for file in tags)
    unused = [file.name for file in folder.glob("*.html") if f"components/{file.name}" not in sources]
    assert not unused


@pytest.mark.parametrize("name", ["400", "403", "404", "429", "500", "403_csrf"])
def test_an_error_page_says_what_to_do_next(name):
    html = render_to_string(f"{name}.html")
    assert "<h1>" in html
    assert 'class="btn"' in html


def test_500_needs_neither_database_nor_shell():
    page = errors.failed(RequestFactory().get("/"))
    assert page.status_code == 500
    assert "不是您做错了什么" in page.content.decode()


def test_english_is_complete():
    catalogue = polib.pofile(str(LOCALE / "en" / "LC_MESSAGES" / "django.po"))
    assert len(catalogue) > 200
    assert [entry.msgid for entry in catalogue if not entry.translated()] == []


def test_our_words_replace_the_office_language_of_forms():
    from django import forms

    with translation.override("zh-hans"):
        assert [str(words) for words in forms.CharField().default_error_messages.values()] == ["这里要填"]
