"""Certificates as JSON: what is signed is all that stands there, undefined terms are refused, contexts are never fetched."""

import copy
import hashlib
import json
import socket
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from xinlian.engines.seals import suites
from xinlian.engines.seals.badges import badge, bitstring, documents, integrity, multibase
from xinlian.engines.seals.badges.documents import Document
from xinlian.engines.seals.errors import SealError
from xinlian.engines.seals.status import REVOKED, Statuses

PAIR = suites.Pair(bytes(range(32)), b"")
METHOD = "did:web:union.example#a1"
BADGE = badge.Badge(
    uid="0b9f4c5e-8c8b-4d56-9d39-0b8f2f6f1c11",
    of="5f3b8a44-3f0d-4a60-8d5e-2a2f5d0c9a77",
    number="试2026000001",
    holder="演示焊工",
    title="岗前安全培训合格证书",
    about="内部证书",
    criteria="学满 20 学时，考试合格",
    issuer_id="did:web:union.example",
    issuer="甲县总工会",
    begins="2026-11-25T00:00:00Z",
    ends="2028-11-25T00:00:00Z",
    listed=("https://union.example/trust/bitstring/2", 4711),
    field="焊工",
    level="高级工",
)


@pytest.fixture(scope="module")
def pair() -> suites.Pair:
    return suites.generate(suites.EDDSA)


@pytest.fixture
def find(pair: suites.Pair) -> Callable[[str], bytes | None]:
    return lambda method: pair.public if method == METHOD else None


@pytest.fixture
def signed(pair: suites.Pair) -> Document:
    sign = suites.signer(suites.EDDSA, pair.private)
    return integrity.prove(BADGE.document(), method=METHOD, created="2026-11-25T00:00:00Z", sign=sign)


def only(document: Document, suite: str) -> Document:
    proofs = [one for one in document["proof"] if one["cryptosuite"] == suite]
    return {**copy.deepcopy(document), "proof": proofs}


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(SealError) as caught:
        call()
    return caught.value.code


def test_a_certificate_is_read_back_as_it_was_written(signed: Document, find: integrity.Find) -> None:
    again = documents.parse(json.dumps(signed, ensure_ascii=False))
    assert integrity.check(again, find) == METHOD
    assert badge.read(again) == BADGE
    assert {one["cryptosuite"] for one in again["proof"]} == {integrity.JCS, integrity.RDFC}
    endless = replace(BADGE, ends="", field="", level="")
    assert badge.read(endless.document()) == endless


ADDED: dict[str, Callable[[Document], None]] = {
    "at the top": lambda one: one.update(rank="特级"),
    "in the subject": lambda one: one["credentialSubject"].update(rank="特级"),
    "in what is certified": lambda one: one["credentialSubject"]["achievement"].update(rank="特级"),
    "a type": lambda one: one["type"].append("MasterCredential"),
    "a look-alike of a keyword": lambda one: one["credentialSubject"].update({"@rank": "特级"}),
    "a relative address": lambda one: one.update(id="elsewhere"),
}


@pytest.mark.parametrize("how", ADDED)
def test_a_term_that_means_nothing_is_refused(signed: Document, find: integrity.Find, how: str) -> None:
    changed = only(signed, integrity.RDFC)
    ADDED[how](changed)
    assert code_of(lambda: integrity.check(changed, find, integrity.RDFC)) == "term_undefined"


def test_without_the_guard_an_added_term_would_verify(signed: Document) -> None:
    """The trap itself: what JSON-LD leaves out changes nothing of what is signed."""
    plain = {key: value for key, value in signed.items() if key != "proof"}
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": documents._load}
    assert jsonld.normalize({**plain, "rank": "特级"}, options) == jsonld.normalize(plain, options)
    assert documents.as_json({**plain, "rank": "特级"}) != documents.as_json(plain)


@pytest.mark.parametrize("empty", [None, [], {}])
def test_what_says_nothing_is_refused(signed: Document, find: integrity.Find, empty: Any) -> None:
    changed = only(signed, integrity.RDFC)
    changed["evidence"] = empty
    assert code_of(lambda: integrity.check(changed, find, integrity.RDFC)) == "term_empty"


def test_what_means_nothing_is_not_signed(pair: suites.Pair) -> None:
    sign = suites.signer(suites.EDDSA, pair.private)
    bad = {**BADGE.document(), "rank": "特级"}
    said = {"method": METHOD, "created": "2026-11-25T00:00:00Z", "sign": sign}
    assert code_of(lambda: integrity.prove(bad, **said)) == "term_undefined"  # type: ignore[arg-type]


@pytest.mark.parametrize("contexts", [["https://elsewhere.example/v1"], [{"rank": "urn:rank"}], [], None, "x"])
def test_contexts_of_others_are_neither_taken_nor_fetched(
    signed: Document, find: integrity.Find, contexts: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("went out")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    changed = {**only(signed, integrity.RDFC), "@context": contexts}
    assert code_of(lambda: integrity.check(changed, find, integrity.RDFC)) == "context_unknown"


def test_a_context_further_down_is_refused(signed: Document, find: integrity.Find) -> None:
    changed = only(signed, integrity.RDFC)
    changed["credentialSubject"]["@context"] = {"rank": "urn:rank"}
    assert code_of(lambda: integrity.check(changed, find, integrity.RDFC)) == "context_unknown"


@pytest.mark.parametrize("suite", integrity.SUITES)
def test_a_changed_word_is_a_forgery(signed: Document, find: integrity.Find, suite: str) -> None:
    changed = only(signed, suite)
    changed["credentialSubject"]["identifier"][0]["identityHash"] = "别人"
    assert code_of(lambda: integrity.check(changed, find, suite)) == "forged"
    moved = only(signed, suite)
    moved["proof"][0]["created"] = "2020-01-01T00:00:00Z"
    assert code_of(lambda: integrity.check(moved, find, suite)) == "forged"


def test_the_required_proof_is_asked_for(signed: Document, find: integrity.Find) -> None:
    assert code_of(lambda: integrity.check(only(signed, integrity.RDFC), find)) == "proof_missing"
    assert code_of(lambda: integrity.check({**signed, "proof": []}, find)) == "proof_missing"
    assert code_of(lambda: integrity.check({**signed, "proof": "x"}, find)) == "proof_shape"


def test_every_proof_must_be_right(signed: Document, find: integrity.Find) -> None:
    changed = copy.deepcopy(signed)
    worse = next(one for one in changed["proof"] if one["cryptosuite"] == integrity.RDFC)
    worse["proofValue"] = next(one for one in changed["proof"] if one is not worse)["proofValue"]
    assert code_of(lambda: integrity.check(changed, find)) == "forged"


def test_keys_and_uses(signed: Document, pair: suites.Pair) -> None:
    assert code_of(lambda: integrity.check(signed, lambda _: None)) == "method_unknown"
    other = suites.generate(suites.EDDSA).public
    assert code_of(lambda: integrity.check(signed, lambda _: other)) == "forged"
    changed = copy.deepcopy(signed)
    changed["proof"][0]["proofPurpose"] = "authentication"
    assert code_of(lambda: integrity.check(changed, lambda _: pair.public)) == "proof_other_use"
    moved = copy.deepcopy(signed)
    moved["proof"][0]["@context"] = [documents.CREDENTIALS]
    assert code_of(lambda: integrity.check(moved, lambda _: pair.public)) == "context_changed"


def test_json_is_read_strictly() -> None:
    assert code_of(lambda: documents.parse('{"a": 1, "a": 2}')) == "duplicate_key"
    assert code_of(lambda: documents.parse('{"a": NaN}')) == "not_json"
    assert code_of(lambda: documents.parse("[1]")) == "not_json"
    assert code_of(lambda: documents.parse(b"\xff\xfe")) == "not_json"
    assert code_of(lambda: documents.parse("[" * 40000)) in ("too_deep", "not_json")
    assert code_of(lambda: documents.parse('{"a":' * 13 + "1" + "}" * 13)) == "too_deep"
    assert code_of(lambda: documents.parse(b" " * (documents.LIMIT + 1))) == "too_big"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=8), below, max_size=3),
    )
)
def test_no_json_is_taken_for_a_certificate(value: Any) -> None:
    for document in (value, {**BADGE.document(), "credentialSubject": value}, {"proof": value}):
        if isinstance(document, dict):
            assert code_of(lambda document=document: integrity.check(document, lambda _: PAIR.private)) != ""
            assert code_of(lambda document=document: badge.read(document)) == "not_a_badge"


def test_contexts_are_those_that_their_publishers_serve() -> None:
    """The first digest is the one that W3C's Recommendation prints."""
    digests = {
        name: hashlib.sha256((documents.FOLDER / name).read_bytes()).hexdigest() for name in documents.FILES.values()
    }
    told = (documents.FOLDER / "README.md").read_text(encoding="utf-8")
    assert digests["credentials-v2.json"] == "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"
    assert all(digest in told for digest in digests.values())


@given(st.binary(max_size=70))
def test_base58_goes_there_and_back(data: bytes) -> None:
    assert multibase.decode(multibase.encode(data)) == data


def test_multikey_is_that_of_the_specification() -> None:
    """The Ed25519 example of W3C's EdDSA suites."""
    text = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
    assert multibase.multikey(multibase.public_of(text)) == text
    for bad in ("", "x123", "z0OIl", "z" + "1" * 300):
        assert code_of(lambda bad=bad: multibase.decode(bad)) == "not_multibase"
    assert code_of(lambda: multibase.public_of(multibase.encode(b"\xed\x01short"))) == "bad_key"


@given(st.dictionaries(st.integers(0, 131_071), st.integers(0, 3), max_size=40))
def test_the_other_table_marks_what_was_revoked_and_nothing_else(marks: dict[int, int]) -> None:
    table = Statuses(bytes(131_072 // 4))
    for place, status in marks.items():
        table[place] = status
    bits = bitstring.decode(bitstring.encode(bitstring.bits_of(bytes(table.packed))))
    assert len(bits) * 8 == 131_072
    for place, status in marks.items():
        assert bitstring.is_set(bits, place) == (status == REVOKED)
    assert sum(byte.bit_count() for byte in bits) == sum(status == REVOKED for status in marks.values())


def test_a_status_list_that_is_none() -> None:
    assert code_of(lambda: bitstring.encode(bytes(8))) == "list_short"
    assert code_of(lambda: bitstring.decode("x")) == "not_multibase"
    assert code_of(lambda: bitstring.decode("u???")) == "not_multibase"
    assert code_of(lambda: bitstring.decode("uAAAA")) == "not_gzip"
    bomb = bitstring.encode(bytes(bitstring.LIMIT + 1))
    assert code_of(lambda: bitstring.decode(bomb)) == "too_big"
    assert code_of(lambda: bitstring.is_set(bytes(2), 16)) == "place_outside"
    assert bitstring.is_set(b"\x80", 0)


def test_keys_are_found_by_anybody() -> None:
    one = badge.controller(
        "did:web:x.example",
        [("did:web:x.example#a", "z6A", ""), ("did:web:x.example#b", "z6B", "2026-01-01T00:00:00Z")],
    )
    assert one["assertionMethod"] == ["did:web:x.example#a"]
    assert one["verificationMethod"][1]["revoked"] == "2026-01-01T00:00:00Z"
