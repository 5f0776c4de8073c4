"""Bundles and lists: only from whom they should come, and never backwards."""

import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from xinlian.engines.seals import cbor, sign1, status, suites, text, trust
from xinlian.engines.seals.errors import SealError
from xinlian.engines.seals.status import LONGEST, Statuses, StatusList, pack, unpack
from xinlian.engines.seals.tests.world import DAY, NOW, ROOT_KID, World


@pytest.fixture
def world() -> World:
    return World()


def code(call: Any) -> str:
    with pytest.raises(SealError) as no:
        call()
    return no.value.code


def test_a_bundle_is_taken_and_read_whole(world: World) -> None:
    found = trust.accept(world.bundle(), world.roots)
    assert [key.issuer for key in found.bundle.keys] == ["试验工会", "试验工会"]
    assert (found.bundle.trades, found.bundle.hosts) == ({101: "焊工"}, ("pass.example.org.cn",))


def test_never_an_older_bundle_nor_another_under_the_same_version(world: World) -> None:
    held = world.trusted(version=5)
    assert code(lambda: trust.accept(world.bundle(version=4), world.roots, held)) == "rolled_back"
    assert code(lambda: trust.accept(world.bundle(version=5, trades={}), world.roots, held)) == "rolled_back"
    same = trust.accept(
        trust.seal(held.bundle, world.roots[ROOT_KID], suites.signer(world.algorithm, world.root.private)),
        world.roots,
        held,
    )
    assert same.bundle.version == 5
    assert trust.accept(world.bundle(version=6), world.roots, held).bundle.version == 6


def test_only_a_root_vouches(world: World) -> None:
    assert code(lambda: trust.accept(World().bundle(), world.roots)) == "forged"
    assert code(lambda: trust.accept(world.bundle(), {})) == "root_unknown"
    other = sign1.sign(
        world.trusted().payload,
        algorithm=world.algorithm,
        kid=ROOT_KID,
        sign=suites.signer(world.algorithm, world.root.private),
        typ="application/other",
    )
    assert code(lambda: trust.accept(other, world.roots)) == "not_a_bundle"


@pytest.mark.parametrize("wrong", [{1: -1}, {4: 3}, {4: [{}]}, {5: {"a": "b"}}, {5: {1: 2}}, {7: [1]}, {3: "x"}])
def test_a_signed_bundle_of_another_shape_is_refused(world: World, wrong: dict[int, Any]) -> None:
    held = cbor.loads(world.trusted().payload, 1 << 16)
    sign = suites.signer(world.algorithm, world.root.private)
    made = sign1.sign(cbor.dumps({**held, **wrong}), algorithm=world.algorithm, kid=ROOT_KID, sign=sign, typ=trust.TYP)
    assert code(lambda: trust.accept(made, world.roots)) == "not_a_bundle"


def published(world: World, **more: Any) -> bytes:
    return status.publish(world.listed(**more), "https://pass.example.org.cn/trust/status/1", 3600, world.seal())


def test_a_list_is_taken_and_never_an_older_one(world: World) -> None:
    trusted = world.trusted()
    found = status.read(published(world, marked={5: 2}, version=3), trusted)
    assert (found.number, found.version, found.statuses[5], found.statuses[6]) == (1, 3, 2, 0)
    assert code(lambda: status.read(published(world, version=2), trusted, found)) == "rolled_back"
    assert status.read(published(world, version=3), trusted, found).version == 3
    other = StatusList(2, 9, found.issued, found.expires, found.statuses)
    assert code(lambda: status.read(published(world), trusted, other)) == "not_a_list"


def test_a_pass_s_key_signs_no_list_and_a_list_is_no_delta(world: World) -> None:
    trusted, listed = world.trusted(), world.listed()
    foreign = status.Seal(world.algorithm, b"PK01", suites.signer(world.algorithm, world.pair.private))
    made = status.publish(listed, "x", 1, foreign)
    assert code(lambda: status.read(made, trusted)) == "key_for_other_use"
    delta = status.publish_delta(listed, 1, [(3, 1)], world.seal())
    assert code(lambda: status.read(delta, trusted)) == "not_a_list"
    assert code(lambda: status.apply(published(world), trusted, listed)) == "not_a_list"


def test_a_list_must_call_itself_a_list(world: World) -> None:
    claims = cbor.loads(sign1.parse(published(world), status.LIMIT).payload, status.LIMIT)
    made = world.seal().over(claims, "application/other")
    assert code(lambda: status.read(made, world.trusted())) == "not_a_list"
    assert status.read(world.seal().over(claims, status.TYP), world.trusted()).version == 1


def test_a_delta_changes_what_it_says_and_fits_its_base_alone(world: World) -> None:
    trusted, held = world.trusted(), world.listed({7: 1})
    after = StatusList(1, 2, NOW, NOW + DAY, held.statuses)
    found = status.apply(status.publish_delta(after, 1, [(9, 3), (7, 0)], world.seal()), trusted, held)
    assert (found.version, found.statuses[7], found.statuses[9], found.statuses[8]) == (2, 0, 3, 0)
    assert held.statuses[7] == 1, "what was held is not touched"
    assert code(lambda: status.apply(status.publish_delta(after, 3, [], world.seal()), trusted, held)) == "other_base"
    far = status.publish_delta(after, 1, [(5000, 1)], world.seal())
    assert code(lambda: status.apply(far, trusted, held)) == "index_outside"


def test_a_bomb_does_not_fill_the_phone(world: World) -> None:
    bomb = zlib.compress(bytes(LONGEST + 1), 9)
    assert len(bomb) < 10_000
    with pytest.raises(SealError, match="not_a_list"):
        status.inflated(bomb)
    for wrong in (b"", b"nonsense", zlib.compress(b"x")[:-2], zlib.compress(b"x") + b"y"):
        with pytest.raises(SealError, match="not_a_list"):
            status.inflated(wrong)


@given(some.dictionaries(some.integers(0, 1 << 24), some.integers(0, 3), max_size=50))
def test_changes_are_packed_and_unpacked(changes: dict[int, int]) -> None:
    rows = sorted(changes.items())
    assert unpack(pack(rows)) == rows


@given(some.binary(max_size=40))
def test_any_bytes_are_changes_or_refused(data: bytes) -> None:
    assert _unpacked(data) in {"", "not_a_list"}


def _unpacked(data: bytes) -> str:
    try:
        unpack(data)
    except SealError as error:
        return error.code
    return ""


@given(some.dictionaries(some.integers(0, 999), some.integers(0, 3), max_size=60))
def test_two_bits_a_place(marked: dict[int, int]) -> None:
    made = Statuses.of(1000, marked)
    assert all(made[place] == marked.get(place, 0) for place in range(1000))
    assert status.inflated(made.compressed()) == bytes(made.packed)


@given(some.binary(max_size=300))
def test_both_texts_give_the_bytes_back(data: bytes) -> None:
    assert text.decode45(text.encode45(data)) == data
    if data:
        assert text.token_of(text.as_address(data, "a.cn"), ("a.cn",)) == data


@given(some.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=1, max_size=40))
def test_base32_has_one_spelling(letters: str) -> None:
    try:
        found = text.token_of(f"HTTPS://A.CN/Q/{letters}", ("a.cn",))
    except SealError:
        return
    assert text.as_address(found, "a.cn").endswith(f"/{letters}")
