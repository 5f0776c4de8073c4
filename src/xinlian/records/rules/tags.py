"""Entity tags, and whether a request's conditions hold (RFC 9110, 13). Pure."""

import hashlib
import re

ENTITY_TAG = re.compile(r'(?:W/)?"([^"]*)"')


def tag_of(content: bytes) -> str:
    """SHA-1 in hexadecimal: what 1.0.3 prescribes. It tells versions apart and secures nothing."""
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


def names(header: str, tag: str | None) -> bool:
    """Whether an If-Match or If-None-Match names this tag; `None`: there is nothing yet.

    Weak marks are passed over: compressing on the way out adds them to our own tags.
    """
    if header.strip() == "*":
        return tag is not None
    return tag is not None and tag in ENTITY_TAG.findall(header)


def failed(if_match: str | None, if_none_match: str | None, tag: str | None) -> bool:
    """Whether a condition that was named does not hold: 412."""
    if if_match is not None and not names(if_match, tag):
        return True
    return if_none_match is not None and names(if_none_match, tag)
