"""Others' code agrees: `cwt` takes our passes and we take its, and `cbor2` reads what we write."""

from typing import Any

import cbor2
import cwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given

from xinlian.engines.seals import cbor, claims, sign1, suites
from xinlian.engines.seals.check import check_token
from xinlian.engines.seals.tests.test_cbor import VALUES
from xinlian.engines.seals.tests.world import NOW, PASS_KID, World


def theirs(world: World) -> cwt.COSEKey:
    """The key of passes as their library holds it."""
    if world.algorithm == suites.EDDSA:
        private: Any = Ed25519PrivateKey.from_private_bytes(world.pair.private)
    else:
        private = ec.derive_private_key(int.from_bytes(world.pair.private, "big"), ec.SECP256R1())
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return cwt.COSEKey.from_pem(pem, kid=PASS_KID, alg="EdDSA" if world.algorithm == suites.EDDSA else "ES256")


@pytest.fixture(params=[suites.ES256, suites.EDDSA], ids=["ES256", "Ed25519"])
def world(request: pytest.FixtureRequest) -> World:
    return World(request.param)


def test_they_take_a_pass_of_ours(world: World) -> None:
    tagged = cbor.dumps(cbor.Tag(sign1.TAG, cbor.loads(world.token())))
    payload = cwt.COSE.new().decode(tagged, keys=[theirs(world)])
    assert claims.read(payload) == world.a_pass()
    with pytest.raises(cwt.VerifyError):
        cwt.COSE.new().decode(tagged[:-1] + bytes([tagged[-1] ^ 1]), keys=[theirs(world)])


def test_we_take_a_pass_of_theirs(world: World) -> None:
    made = cwt.COSE.new().encode(
        world.a_pass().claims(), key=theirs(world), protected={1: world.algorithm, 4: PASS_KID}, unprotected={}
    )
    found = check_token(made, world.held(), NOW)
    assert (found.outcome, found.why, found.found) == ("valid", "", world.a_pass())


@given(VALUES)
def test_both_write_and_read_the_same(value: Any) -> None:
    assert cbor2.loads(cbor.dumps(value)) == value
    assert cbor.loads(cbor2.dumps(value), 1 << 16) == value
    assert cbor.dumps(value) == cbor2.dumps(cbor.loads(cbor.dumps(value), 1 << 16))


@pytest.mark.parametrize("data", ["a201000100", "9f00ff", "a1f500"])
def test_why_the_reader_is_our_own(data: str) -> None:
    cbor2.loads(bytes.fromhex(data))
    with pytest.raises(Exception, match=r"duplicate_key|indefinite_length|not_cbor"):
        cbor.loads(bytes.fromhex(data))
