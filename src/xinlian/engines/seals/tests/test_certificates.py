"""The square code of a certificate: read back as written, never taken for a pass, nor a pass for it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.engines.seals import cbor, certificates, check, claims, suites, trust
from xinlian.engines.seals.certificates import Certificate
from xinlian.engines.seals.errors import SealError

NOW = 1_795_000_000
ONE = Certificate(bytes(8), "演示焊工", "岗前安全培训合格证书", "试2026000001", NOW, NOW + 86400, (2, 4711), 101, 13)
PAIR = suites.generate(suites.EDDSA)
SIGN = suites.signer(suites.EDDSA, PAIR.private)


def trusted(use: int, compromised: int | None = None) -> trust.Trusted:
    key = trust.Key(b"k1", suites.EDDSA, PAIR.public, (use,), "甲县总工会", NOW - 10, NOW + 10, compromised)
    bundle = trust.Bundle(1, NOW, NOW + 1000, (key,))
    return trust.Trusted(bundle, bundle.payload())


def token(one: Certificate = ONE) -> bytes:
    return certificates.issue(one, algorithm=suites.EDDSA, kid=b"k1", sign=SIGN)


def test_there_and_back() -> None:
    found, key = certificates.open_(token(), trusted(trust.CERTIFICATE))
    assert (found, key.issuer) == (ONE, "甲县总工会")
    endless = replace(ONE, expires=0, trade=0, level=0)
    assert certificates.open_(token(endless), trusted(trust.CERTIFICATE))[0] == endless


def test_a_certificate_is_no_pass_and_a_pass_no_certificate() -> None:
    with pytest.raises(SealError, match="key_for_other_use"):
        certificates.open_(token(), trusted(trust.PASS))
    held = check.Held(trusted(trust.PASS), {}, 3600)
    assert check.check_token(token(), held, NOW).why == "not_a_pass"
    a_pass = claims.Pass(bytes(8), "演示焊工", NOW, NOW, NOW + 10, ((101, 0),), (1, 1))
    signed = check.issue(a_pass, algorithm=suites.EDDSA, kid=b"k1", sign=SIGN)
    with pytest.raises(SealError, match="not_a_certificate"):
        certificates.open_(signed, trusted(trust.CERTIFICATE))


def test_keys_have_their_time() -> None:
    late = replace(ONE, issued=NOW + 20)
    with pytest.raises(SealError, match="key_not_then"):
        certificates.open_(token(late), trusted(trust.CERTIFICATE))
    with pytest.raises(SealError, match="key_compromised"):
        certificates.open_(token(), trusted(trust.CERTIFICATE, NOW - 1))


BAD = [
    {"name": ""},
    {"name": "字" * 61},
    {"title": "换\n行"},
    {"printed": 7},
    {"number": b"short"},
    {"trade": -1},
    {"issued": True},
    {"status": (1, "2")},
]


@pytest.mark.parametrize("wrong", BAD, ids=str)
def test_what_is_misshapen_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(SealError, match="not_a_certificate"):
        certificates.read(replace(ONE, **wrong).claims())  # type: ignore[arg-type]


@given(
    st.binary(max_size=60)
    | st.dictionaries(st.integers(-3, 9), st.integers(-9, 99) | st.text(max_size=3), max_size=4).map(
        lambda held: cbor.dumps({7: bytes(8), certificates.OURS: held})
    )
)
def test_no_other_payload_is_taken(payload: bytes) -> None:
    with pytest.raises(SealError):
        certificates.read(payload)
