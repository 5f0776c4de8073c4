"""Every guard of the check by a case that only it refuses; outcomes never merged; a flipped bit is never valid."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from xinlian.engines.seals import cbor, check, sign1, suites, text
from xinlian.engines.seals.check import check_token
from xinlian.engines.seals.tests.world import DAY, HOST, NOW, PASS_KID, STATUS_KID, World, address

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@pytest.fixture(params=[suites.ES256, suites.EDDSA], ids=["ES256", "Ed25519"])
def world(request: pytest.FixtureRequest) -> World:
    return World(request.param)


def said(token: bytes, held: check.Held, now: int = NOW) -> tuple[str, str]:
    found = check_token(token, held, now)
    return found.outcome, found.why


def test_a_good_pass_is_valid_and_read_whole(world: World) -> None:
    found = check.check(address(world.token()), world.held(), NOW)
    assert (found.outcome, found.why, found.issuer) == ("valid", "", "试验工会")
    assert found.found == world.a_pass()
    assert check.check(text.as_base45(world.token()), world.held(), NOW).outcome == "valid"
    assert check.check(address(world.token()).lower(), world.held(), NOW).outcome == "valid"


@pytest.mark.parametrize(("mark", "why"), [(1, "revoked"), (2, "suspended"), (3, "retrain")])
def test_each_status_has_its_own_word(world: World, mark: int, why: str) -> None:
    assert said(world.token(), world.held({77: mark})) == ("barred", why)
    assert said(world.token(), world.held({76: mark, 78: mark})) == ("valid", "")


def test_a_revoked_pass_signed_once_more_is_still_revoked() -> None:
    world = World(suites.ES256)
    message = sign1.parse(world.token())
    r, s = message.signature[:32], int.from_bytes(message.signature[32:], "big")
    twin = cbor.dumps([message.protected_bytes, {}, message.payload, r + (ORDER - s).to_bytes(32, "big")])
    assert twin != world.token()
    assert said(twin, world.held()) == ("valid", ""), "both signatures are right"
    assert said(twin, world.held({77: 1})) == ("barred", "revoked")


def test_a_signature_has_one_length() -> None:
    world = World(suites.ES256)
    message = sign1.parse(world.token())
    longer = message.signature[:32] + b"\0" + message.signature[32:]
    twin = cbor.dumps([message.protected_bytes, {}, message.payload, longer])
    assert said(twin, world.held()) == ("refused", "forged")


@pytest.mark.parametrize(
    ("more", "now", "outcome"),
    [
        ({"expires": NOW}, NOW, ("expired", "over")),
        ({"expires": NOW + 1}, NOW, ("valid", "")),
        ({"not_before": NOW + 301, "issued": NOW - 50}, NOW, ("expired", "not_begun")),
        ({"not_before": NOW + 299, "issued": NOW - 50}, NOW, ("valid", "")),
        ({"status": (9, 1)}, NOW, ("undecided", "no_status")),
        ({"status": (1, 4096)}, NOW, ("undecided", "no_status")),
        ({"expires": NOW + 200 * DAY}, NOW + DAY, ("undecided", "list_old")),
        ({"expires": NOW + 200 * DAY}, NOW + 91 * DAY, ("undecided", "bundle_expired")),
        ({}, NOW - 2 * DAY, ("undecided", "clock_wrong")),
        ({}, NOW + 3 * DAY, ("expired", "over")),
    ],
)
def test_time_and_what_is_held_decide(world: World, more: dict[str, Any], now: int, outcome: tuple[str, str]) -> None:
    assert said(world.token(**more), world.held(), now) == outcome


def test_what_is_barred_stays_barred_on_an_old_list_and_after_its_end(world: World) -> None:
    for now in (NOW + 5 * DAY, NOW + 50 * DAY):
        assert said(world.token(), world.held({77: 1}), now) == ("barred", "revoked")


HEADERS: dict[str, Any] = {
    "kid_unprotected": ({1: None}, {4: PASS_KID}),
    "kid_missing": ({1: None}, {}),
    "unprotected_not_empty": ({1: None, 4: PASS_KID}, {99: b""}),
    "duplicate_key": ({1: None, 4: PASS_KID}, {4: PASS_KID}),
    "header_unknown": ({1: None, 2: [99], 4: PASS_KID}, {}),
    "not_a_pass": ({1: None, 4: PASS_KID, 16: "application/other"}, {}),
}


@pytest.mark.parametrize("code", HEADERS)
def test_headers_that_are_not_ours(world: World, code: str) -> None:
    protected, unprotected = HEADERS[code]
    protected = {key: world.algorithm if value is None else value for key, value in protected.items()}
    token = world.signed(world.a_pass().claims(), protected, unprotected)
    assert said(token, world.held()) == ("refused", code)


def test_another_key_another_algorithm_another_use(world: World) -> None:
    payload, header = world.a_pass().claims(), {1: world.algorithm}
    assert said(world.signed(payload, {**header, 4: b"????"}, {}), world.held()) == ("undecided", "key_unknown")
    assert said(world.signed(payload, {**header, 4: STATUS_KID}, {}), world.held()) == ("refused", "key_for_other_use")
    other = suites.EDDSA if world.algorithm == suites.ES256 else suites.ES256
    assert said(world.signed(payload, {1: other, 4: PASS_KID}, {}), world.held()) == ("refused", "algorithm_swapped")
    assert said(world.signed(payload, {4: PASS_KID}, {}), world.held()) == ("refused", "algorithm_swapped")
    both = dataclasses.replace(world, algorithm=world.algorithm)
    assert said(both.token(), world.held()) == ("refused", "forged"), "the same key id, another key"


def test_the_window_of_a_key_and_the_moment_it_leaked(world: World) -> None:
    lost = world.keys(compromised=NOW - 49)
    assert said(world.token(), world.held(keys=lost)) == ("valid", "")
    lost = world.keys(compromised=NOW - 50)
    assert said(world.token(), world.held(keys=lost)) == ("refused", "key_compromised")
    assert said(world.token(issued=NOW - 101 * DAY), world.held()) == ("refused", "key_not_then")
    assert said(world.token(issued=NOW + 100 * DAY), world.held()) == ("refused", "key_not_then")


@pytest.mark.parametrize(
    ("scanned", "why"),
    [
        ("", "not_ours"),
        ("hello", "not_ours"),
        ("https://pass.example.org.cn/", "not_ours"),
        ("https://pass.example.org.cn/q/", "not_ours"),
        ("ftp://pass.example.org.cn/Q/AAAA", "not_ours"),
        ("https://pass.example.org.cn.evil.com/Q/AAAA", "foreign_address"),
        ("https://pass.example.org.cn@evil.com/Q/AAAA", "foreign_address"),
        ("https://PASS.EXAMPLE.ORG.CN:8443/Q/AAAA", "foreign_address"),
        ("https://pass.example.org.cn/Q/AAA1", "not_base32"),
        ("https://pass.example.org.cn/Q/AB", "not_base32"),
        ("https://pass.example.org.cn/Q/A-B_", "not_base32"),
        ("https://pass.example.org.cn/Q/AAAA?x=1", "not_base32"),
        ("XL1:::", "not_base45"),
        ("XL1:a", "not_base45"),
        ("XL1:::::::", "not_base45"),
        ("x" * 5000, "too_long"),
    ],
)
def test_what_is_scanned_beside_passes(world: World, scanned: str, why: str) -> None:
    found = check.check(scanned, world.held(), NOW)
    assert (found.outcome, found.why) == ("refused", why)


def test_a_pass_at_another_host_is_refused_though_its_signature_is_right(world: World) -> None:
    found = check.check(address(world.token(), "evil.example"), world.held(), NOW)
    assert (found.outcome, found.why) == ("refused", "foreign_address")
    assert found.found is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": b"1234567"},
        {"name": ""},
        {"name": "x" * 61},
        {"name": "a\u202eb"},
        {"issued": -1},
        {"trades": ((-1, 0),)},
        {"trades": ((1, 2),) * 25},
        {"photo": b"short"},
        {"status": (1, -1)},
    ],
)
def test_claims_that_are_no_pass(world: World, wrong: dict[str, Any]) -> None:
    assert said(world.token(**wrong), world.held()) == ("refused", "not_a_pass")


def test_ages_and_yes_are_no_numbers(world: World) -> None:
    held = cbor.loads(world.a_pass().claims())
    held[4] = True
    token = world.signed(cbor.dumps(held), {1: world.algorithm, 4: PASS_KID}, {})
    assert said(token, world.held()) == ("refused", "not_a_pass")


ES = World(suites.ES256)
ES_TOKEN, ES_HELD = ES.token(), ES.held()


@given(some.integers(0, len(ES_TOKEN) * 8 - 1))
def test_one_flipped_bit_is_never_valid(bit: int) -> None:
    changed = bytearray(ES_TOKEN)
    changed[bit // 8] ^= 1 << bit % 8
    assert check_token(bytes(changed), ES_HELD, NOW).outcome != "valid"


@given(some.binary(max_size=300))
def test_noise_is_refused_and_nothing_breaks(noise: bytes) -> None:
    assert check_token(noise, ES_HELD, NOW).outcome == "refused"


@given(some.data())
def test_bytes_put_in_taken_out_or_doubled_are_never_valid(data: some.DataObject) -> None:
    at = data.draw(some.integers(0, len(ES_TOKEN)))
    end = data.draw(some.integers(at, min(len(ES_TOKEN), at + 20)))
    put = data.draw(some.one_of(some.binary(max_size=20), some.just(ES_TOKEN[at:end] * 2)))
    changed = ES_TOKEN[:at] + put + ES_TOKEN[end:]
    if changed != ES_TOKEN:
        assert check_token(changed, ES_HELD, NOW).outcome in ("refused", "undecided")


@given(some.text(max_size=200))
def test_any_text_is_refused_in_words(scanned: str) -> None:
    assert check.check(scanned, ES_HELD, NOW).outcome == "refused"
    assert check.check(f"https://{HOST}/Q/{scanned}", ES_HELD, NOW).outcome == "refused"
