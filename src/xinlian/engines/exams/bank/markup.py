"""XML and HTML of strangers, made harmless: no entities, no DTD, no network; text out of HTML, scripts left out and said."""

import re
from html.parser import HTMLParser

from lxml import etree

from xinlian.engines.exams.bank.report import Unreadable

LARGEST = 32 * 1024 * 1024
DEEPEST = 64
UNSEEN = ("script", "style", "iframe", "object", "embed", "template")
BREAKS = ("p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "pre")
PLAIN = {"p", "br", "div", "span", "li", "ul", "ol", "b", "strong", "i", "em", "u", "font", "html", "body"}


def xml(content: bytes) -> etree._Element:
    """The root. Raises Unreadable: file_too_big, xml_doctype (it could name files and bombs), xml_broken, xml_deep."""
    if len(content) > LARGEST:
        raise Unreadable("file_too_big", limit=str(LARGEST // 1048576))
    if re.search(rb"<!\s*DOCTYPE|<!\s*ENTITY", content[:65536], re.I):
        raise Unreadable("xml_doctype")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("xml_broken", why=str(error)[:120]) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("xml_doctype")
    return root


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.pictures: list[str] = []
        self.dropped: set[str] = set()
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self.hidden += tag not in ("embed",)
            self.dropped.add(tag)
        elif tag == "img":
            self.pictures.append(dict(attrs).get("src") or "")
        else:
            self.dropped |= {tag} - PLAIN
        if tag in BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN and self.hidden:
            self.hidden -= 1
        elif tag in BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def text_of(html: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """(plain text, sources of pictures, names of tags whose meaning was lost) of a piece of HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).splitlines())
    pictures = tuple(source.removeprefix("@@PLUGINFILE@@/") for source in reader.pictures if source)
    return "\n".join(line for line in lines if line), pictures, tuple(sorted(reader.dropped))
