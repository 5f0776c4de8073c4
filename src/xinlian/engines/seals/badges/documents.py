"""JSON-LD documents: read strictly, every term defined, canonical as JSON (RFC 8785) and as RDF (RDFC-1.0).

An undefined term is the trap of RDF proofs: it means nothing, so it is left out of what is signed, and whoever adds one
afterwards still has a proof that verifies. Here nothing is taken that would be left out. Contexts come from the folder
beside this file and from nowhere else.
"""

import functools
import json
from pathlib import Path
from typing import Any

import rfc8785
from pyld import jsonld

from xinlian.engines.seals.errors import SealError

Document = dict[str, Any]

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
FILES = {CREDENTIALS: "credentials-v2.json", OPEN_BADGES: "open-badges-3.0.3.json"}
FOLDER = Path(__file__).parent / "contexts"
LIMIT, DEEPEST = 64 * 1024, 12
UNDEFINED, RELATIVE = "urn:xinlian:undefined:", "https://relative.invalid/"
TAGGED = {"@value", "@language", "@direction"}


def parse(content: bytes | str) -> Document:
    """A JSON object. Raises SealError: too_big, not_json, duplicate_key, too_deep."""
    if len(content) > LIMIT:
        raise SealError("too_big")
    try:
        found = json.loads(content, object_pairs_hook=_object, parse_constant=_refuse)
    except RecursionError as error:
        raise SealError("too_deep") from error
    except ValueError as error:  # among them bytes that are no text
        raise SealError("not_json") from error
    if not isinstance(found, dict):
        raise SealError("not_json")
    if _depth(found) > DEEPEST:
        raise SealError("too_deep")
    return found


def _object(pairs: list[tuple[str, Any]]) -> Document:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise SealError("duplicate_key")
    return made


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _depth(value: Any) -> int:
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if below is None else 1 + max(map(_depth, below), default=0)


def as_json(document: Document) -> bytes:
    """Canonical JSON, RFC 8785. Raises SealError: not_json for what JSON cannot hold."""
    try:
        return rfc8785.dumps(document)
    except rfc8785.CanonicalizationError as error:
        raise SealError("not_json") from error


def as_rdf(document: Document) -> bytes:
    """Canonical N-Quads, RDFC-1.0, of a document whose terms are all defined. Raises SealError as `demand_defined`."""
    demand_defined(document)
    try:
        quads = jsonld.normalize(
            document, {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _load}
        )
    except jsonld.JsonLdError as error:
        raise SealError("not_json_ld") from error
    return str(quads).encode()


def demand_defined(document: Document) -> None:
    """Raise SealError unless everything in the document means something by its contexts.

    context_unknown: a context that is not one of ours, or one inside. term_empty: a null or an empty list or object.
    term_undefined: a name, a type or an address that is defined nowhere. not_json_ld: what JSON-LD does not take.
    """
    contexts = document.get("@context")
    if (
        not isinstance(contexts, list)
        or not contexts
        or any(not isinstance(one, str) or one not in FILES for one in contexts)
    ):
        raise SealError("context_unknown")
    bare = {key: value for key, value in document.items() if key != "@context"}
    _demand_plain(bare)
    try:
        # A vocabulary for whatever has none: what it had to stand in for shows.
        marked = {"@context": [{"@vocab": UNDEFINED}, *contexts], **bare}
        expanded = jsonld.expand(marked, {"documentLoader": _load, "base": RELATIVE})
    except jsonld.JsonLdError as error:
        raise SealError("not_json_ld") from error
    _demand_known(expanded)


def _demand_plain(value: Any) -> None:
    if value is None or (isinstance(value, list | dict) and not value):
        raise SealError("term_empty")
    if isinstance(value, dict):
        for key, below in value.items():
            if key == "@context":
                raise SealError("context_unknown")
            if key.startswith("@") and key not in TAGGED:
                raise SealError("term_undefined")
            _demand_plain(below)
    elif isinstance(value, list):
        for below in value:
            _demand_plain(below)


def _demand_known(value: Any) -> None:
    if isinstance(value, dict):
        for key, below in value.items():
            _demand_name(key)
            if key == "@id" or key == "@type":
                for name in below if isinstance(below, list) else [below]:
                    _demand_name(name)
            if key != "@value":
                _demand_known(below)
    elif isinstance(value, list):
        for below in value:
            _demand_known(below)


def _demand_name(name: str) -> None:
    if name.startswith((UNDEFINED, RELATIVE)):
        raise SealError("term_undefined")


@functools.cache
def context(address: str) -> Document:
    """A context by its address."""
    held: Document = json.loads((FOLDER / FILES[address]).read_bytes())
    return held


def _load(address: str, options: Any = None) -> Document:
    """What JSON-LD asks for a context: one of ours, or no document at all."""
    if address not in FILES:
        raise SealError("context_unknown")
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": context(address),
    }
