"""The formats of strings: IRIs, UUIDs, language tags, addresses of mail, hashes, media types. Sources: RFC 3987, 4122, 5646, 6838.

Every pattern is linear: its parts cannot match the same text in two ways. Strings that recur are remembered once they were good.
"""

import re
from collections.abc import Callable
from typing import Any, NoReturn

from xinlian.engines.statements.bad import LIMIT, Bad

Checker = Callable[[Any], None]

LONGEST_IRI, LONGEST_TAG, LONGEST_MAIL, LONGEST_TYPE, LONGEST_NAME = 2_000, 100, 320, 255, 1_000
REMEMBERED, LONGEST_REMEMBERED = 8_192, 200  # both bound what somebody outside can make us keep: under 4 MB

_CHARACTER = r"""(?:[^\x00-\x20\x7f-\x9f<>"{}|\\^`%\ud800-\udfff]|%[0-9A-Fa-f]{2})"""
_IRI = re.compile(
    rf"(?:[Hh][Tt][Tt][Pp][Ss]?://(?![/?#])|(?![Hh][Tt][Tt][Pp][Ss]?:)[A-Za-z][A-Za-z0-9+.\-]*:){_CHARACTER}+"
)
_RELATIVE = re.compile(rf"(?![^/?#]*:){_CHARACTER}+")
_UUID = re.compile(r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}")
_UUID_OTHERWISE = re.compile(r"(?:[Uu][Rr][Nn]:[Uu][Uu][Ii][Dd]:)?\{?(?:-?[0-9A-Fa-f]){32}\}?")
_MAIL = re.compile(
    r"""mailto:[^\x00-\x20\x7f-\x9f@<>()\[\],;:\\"?#/]+@[^\x00-\x20\x7f-\x9f@<>()\[\],;:\\"?#/.]+"""
    r"""(?:\.[^\x00-\x20\x7f-\x9f@<>()\[\],;:\\"?#/.]+)*"""
)
_SHA1 = re.compile(r"[0-9A-Fa-f]{40}")
_SHA2 = re.compile(r"(?:[0-9A-Fa-f]{56}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{96}|[0-9A-Fa-f]{128})")
_TOKEN = r"[A-Za-z0-9!#$%&'*+.^_`|~\-]+"  # noqa: S105 - a token of RFC 9110
_MEDIA = re.compile(rf"{_TOKEN}/{_TOKEN}(?:[ \t]*;[^\x00-\x08\x0a-\x1f\x7f]*)?")
_LENGTHS = re.compile(r"(?:[A-Za-z0-9]{2,8}|[ixIX])(?:-[A-Za-z0-9]{1,8})*")
_TAG = re.compile(
    r"(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+)"
)
# The tags that RFC 5646 keeps although they do not have its form.
_KEPT_TAGS = {
    "en-gb-oed", "i-ami", "i-bnn", "i-default", "i-enochian", "i-hak", "i-klingon", "i-lux", "i-mingo", "i-navajo",
    "i-pwn", "i-tao", "i-tay", "i-tsu", "sgn-be-fr", "sgn-be-nl", "sgn-ch-de",
}  # fmt: skip

GOOD_IRIS: set[str] = set()
GOOD_TAGS: set[str] = set()


def _remember(good: set[str], text: str) -> None:
    if len(text) <= LONGEST_REMEMBERED:
        if len(good) >= REMEMBERED:
            good.clear()
        good.add(text)


def wrong(value: object, requirement: str, code: str, **facts: object) -> NoReturn:
    """Refuses a value: as null where it is null, else by the requirement given."""
    if value is None:
        raise Bad("XAPI-00001", "null")
    raise Bad(requirement, code, **facts)


def string(value: object, requirement: str) -> str:
    """The value, when it is a string. Raises Bad: not_text, null."""
    if isinstance(value, str):
        return value
    wrong(value, requirement, "not_text")


def full_iri(value: object, requirement: str) -> None:
    """Refuses what is no IRI with a scheme. Raises Bad: not_text, not_iri, no_scheme, too_long, null."""
    text = string(value, requirement)
    if len(text) > LONGEST_IRI:
        raise Bad(LIMIT, "too_long", most=LONGEST_IRI)
    if not _IRI.fullmatch(text):
        if _RELATIVE.fullmatch(text):
            raise Bad("XAPI-00011", "no_scheme")
        raise Bad(requirement, "not_iri")
    _remember(GOOD_IRIS, text)


def iri(requirement: str) -> Checker:
    """A check for IRIs, or IRLs, which have the same form."""

    def checked(value: Any) -> None:
        if type(value) is not str or value not in GOOD_IRIS:
            full_iri(value, requirement)

    return checked


def uuid(requirement: str) -> Checker:
    """A check for UUIDs in their standard form. Raises Bad: not_text, not_standard, not_uuid, null."""

    def checked(value: Any) -> None:
        if type(value) is not str or not _UUID.fullmatch(value):
            text = string(value, requirement)
            if _UUID_OTHERWISE.fullmatch(text):
                raise Bad("XAPI-00029", "not_standard")
            raise Bad(requirement, "not_uuid")

    return checked


def is_uuid(text: object) -> bool:
    """Whether a value is a UUID in its standard form."""
    return isinstance(text, str) and bool(_UUID.fullmatch(text))


def is_tag(text: str) -> bool:
    """Whether a text is a well-formed language tag: RFC 5646, 2.1, no variant and no singleton twice."""
    if text in GOOD_TAGS:
        return True
    low = text.lower()
    if len(text) > LONGEST_TAG or not (low in _KEPT_TAGS or (_TAG.fullmatch(low) and not _twice(low))):
        return False
    _remember(GOOD_TAGS, text)
    return True


def _twice(tag: str) -> bool:
    parts = ("-" + tag).partition("-x-")[0].split("-")[1:]
    first = next((at for at, part in enumerate(parts) if len(part) == 1), len(parts))
    variants = [part for part in parts[1:first] if len(part) > 4 or (len(part) == 4 and part[0].isdigit())]
    singletons = [part for part in parts if len(part) == 1]
    return len(set(variants)) < len(variants) or len(set(singletons)) < len(singletons)


def language(requirement: str) -> Checker:
    """A check for one language tag. Raises Bad: not_text, not_language, null."""

    def checked(value: Any) -> None:
        if not is_tag(string(value, requirement)):
            raise Bad(requirement, "not_language")

    return checked


def language_map(requirement: str) -> Checker:
    """A check for maps of language tags to texts, one or more. Raises Bad: not_map, empty_map, tag_lengths, not_language..."""

    def checked(value: Any) -> None:
        if type(value) is not dict or not value:
            wrong(value, requirement, "empty_map" if value == {} else "not_map")
        for tag, text in value.items():
            if type(text) is not str or tag not in GOOD_TAGS:
                _entry(tag, text, requirement)

    return checked


def _entry(tag: str, text: object, requirement: str) -> None:
    try:
        string(text, requirement)
        if not _LENGTHS.fullmatch(tag):
            raise Bad("XAPI-00013", "tag_lengths")
        if not is_tag(tag):
            raise Bad("XAPI-00121", "not_language")
    except Bad as bad:
        raise bad.under(tag) from None


def mail(value: Any) -> None:
    """Refuses what is not `mailto:` and an address of mail."""
    text = string(value, "XAPI-00038")
    if len(text) > LONGEST_MAIL or not _MAIL.fullmatch(text):
        raise Bad("XAPI-00038", "not_mailto")


def sha1(value: Any) -> None:
    """Refuses what is not a SHA-1 in hexadecimal."""
    if not _SHA1.fullmatch(string(value, "XAPI-00039")):
        raise Bad("XAPI-00039", "not_sha1")


def openid(value: Any) -> None:
    """Refuses what is not a URI, which is an IRI of ASCII."""
    full_iri(value, "XAPI-00040")
    if not value.isascii():
        raise Bad("XAPI-00040", "not_uri")


def sha2(value: Any) -> None:
    """Refuses what is not a SHA-2 of 224, 256, 384 or 512 bits in hexadecimal."""
    if not _SHA2.fullmatch(string(value, "XAPI-00103")):
        raise Bad("XAPI-00103", "not_sha2")


def media_type(value: Any) -> None:
    """Refuses what is not an Internet media type, with or without parameters."""
    text = string(value, "XAPI-00105")
    if len(text) > LONGEST_TYPE or not _MEDIA.fullmatch(text):
        raise Bad("XAPI-00105", "not_media_type")
