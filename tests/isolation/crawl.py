"""Walks the pages a signed-in client can reach, and collects the links and forms on them."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.test import Client

UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(slots=True)
class Form:
    """A form as the page offers it: where it goes and what it would send."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)


class Reader(HTMLParser):
    """Links and forms of one page."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self.here = here
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.select = ""
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attrs}
        self.links += [urljoin(self.here, got[name]) for name in ("hx-get", "data-src") if got.get(name)]
        if tag == "a" and "href" in got:
            self.links.append(urljoin(self.here, got["href"]).split("#")[0])
        elif tag == "form":
            self.forms.append(
                Form(urljoin(self.here, got.get("action") or self.here), got.get("method", "get").lower())
            )
        elif self.forms and got.get("name"):
            self._field(tag, got)
        elif tag == "option" and self.forms and self.select:
            self.forms[-1].values.setdefault(self.select, []).append(got.get("value", ""))

    def _field(self, tag: str, got: dict[str, str]) -> None:
        values = self.forms[-1].values
        if tag == "select":
            self.select = got["name"]
        elif tag == "textarea":
            values[got["name"]] = ["x"]
        elif tag in ("input", "button") and got.get("type") != "file":
            given = got.get("value", "")
            default = "on" if got.get("type") in ("checkbox", "radio") else "x"
            values.setdefault(got["name"], []).append(given or default)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""


def shape(address: str) -> str:
    """An address with its ids and query removed, so that a page is walked once for each kind."""
    return UID.sub("*", urlsplit(address).path)


def walk(client: Client, starts: list[str], per_shape: int = 18, most: int = 1200) -> tuple[list[str], list[Form]]:
    """The addresses reached from `starts` and the POST forms seen on the way."""
    seen: set[str] = set()
    counts: dict[str, int] = {}
    forms: dict[tuple[str, tuple[str, ...]], Form] = {}
    waiting = list(starts)
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        if address in seen or not address.startswith("/") or "logout" in address:
            continue
        counts[shape(address)] = counts.get(shape(address), 0) + 1
        if counts[shape(address)] > per_shape:
            continue
        seen.add(address)
        answer = client.get(address, follow=True)
        if "text/html" not in answer.get("Content-Type", ""):
            b"".join(getattr(answer, "streaming_content", ()))  # read to the end, so that the file is closed
            continue
        reader = Reader(answer.request["PATH_INFO"])
        reader.feed(answer.content.decode())
        waiting += reader.links
        for form in reader.forms:
            if form.method == "post":
                forms[form.action, tuple(sorted(form.values))] = form
            else:
                waiting.append(form.action)
    return sorted(seen), list(forms.values())
