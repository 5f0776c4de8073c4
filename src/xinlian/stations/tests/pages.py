"""Browsers and what they are shown, for tests of pages."""

import re
from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client

from xinlian.people.models import Person


def text(answer: HttpResponse) -> str:
    """The page with all its white space made one blank each."""
    return re.sub(r"\s+", " ", answer.content.decode())


def signed_in(person: Person) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def form_of(page: str) -> dict[str, str]:
    """What the browser would send of the main form as it stands."""

    class Reader(HTMLParser):
        values: dict[str, str] = {}
        select = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            got = {name: value or "" for name, value in attrs}
            if tag == "input" and got.get("name") and got.get("type") not in ("checkbox", "submit"):
                self.values[got["name"]] = got.get("value", "")
            elif tag == "input" and got.get("type") == "checkbox" and "checked" in got:
                self.values[got["name"]] = "on"
            elif tag == "select":
                self.select = got.get("name", "")
            elif tag == "option" and ("selected" in got or self.select not in self.values):
                self.values[self.select] = got.get("value", "")

    reader = Reader()
    reader.values = {}
    reader.feed(page[page.index("<main") :])
    return reader.values
