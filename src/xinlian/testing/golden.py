"""Golden vectors of the check: the same cases for the engine and for the browser, made from fixed keys.

`python -m xinlian.testing.golden` writes them anew to engines/seals/golden.json; a test compares, so they never go stale.
"""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from xinlian.engines.seals import cbor, check, sign1, status, suites, text
from xinlian.engines.seals.tests.world import DAY, HOST, NOW, PASS_KID, ROOT_KID, STATUS_KID, World, address

FILE = Path(__file__).resolve().parents[1] / "engines" / "seals" / "golden.json"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
NAMES = {suites.ES256: "es256", suites.EDDSA: "ed25519"}


def _pair(algorithm: int, number: int) -> suites.Pair:
    private = bytes([number]) * 32
    if algorithm == suites.EDDSA:
        return suites.Pair(private, Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw())
    point = ec.derive_private_key(int.from_bytes(private, "big"), ec.SECP256R1()).public_key().public_numbers()
    return suites.Pair(private, point.x.to_bytes(32, "big") + point.y.to_bytes(32, "big"))


def _world(algorithm: int) -> World:
    made = World(algorithm)
    made.root, made.pair, made.lists = (_pair(algorithm, number) for number in (1, 2, 3))
    return made


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def document() -> dict[str, Any]:
    """All vectors as JSON: roots, bundles and lists by name, and the cases."""
    worlds = {name: _world(algorithm) for algorithm, name in NAMES.items()}
    roots = {
        name: {"kid": ROOT_KID.hex(), "algorithm": world.algorithm, "public": world.root.public.hex()}
        for name, world in worlds.items()
    }
    bundles, lists, cases = {}, {}, []
    for name, world in worlds.items():
        bundles[name] = _b64(world.bundle())
        bundles[f"{name} leaked"] = _b64(world.bundle(version=2, keys=world.keys(compromised=NOW - 50)))
        for mark in range(4):
            lists[f"{name} {mark}"] = _b64(_list(world, mark))
        cases += [_case(name, world, *one) for one in _cases(world)]
    return {"roots": roots, "bundles": bundles, "lists": lists, "cases": cases}


def _list(world: World, mark: int) -> bytes:
    return status.publish(world.listed({77: mark}), f"https://{HOST}/trust/status/1", 3600, world.seal())


Case = tuple[str, str, int, int, str]  # name, scanned, now, what the list says of place 77, which bundle


def _cases(world: World) -> Iterator[Case]:
    token = world.token()
    yield "valid", address(token), NOW, 0, ""
    yield "valid in small letters", address(token).lower(), NOW, 0, ""
    yield "valid in Base45", text.as_base45(token), NOW, 0, ""
    for mark, word in check.BARRED.items():
        yield word, address(token), NOW, mark, ""
        yield f"{word}, on an old list", address(token), NOW + 5 * DAY, mark, ""
    yield "over", address(world.token(expires=NOW)), NOW, 0, ""
    yield "not begun", address(world.token(not_before=NOW + 301)), NOW, 0, ""
    yield "nearly begun", address(world.token(not_before=NOW + 299)), NOW, 0, ""
    yield "another list", address(world.token(status=(9, 1))), NOW, 0, ""
    yield "beyond the list", address(world.token(status=(1, 4096))), NOW, 0, ""
    long = world.token(expires=NOW + 200 * DAY)
    yield "an old list", address(long), NOW + DAY, 0, ""
    yield "an old bundle", address(long), NOW + 91 * DAY, 0, ""
    yield "a clock behind", address(token), NOW - 2 * DAY, 0, ""
    yield "a leaked key, after", address(token), NOW, 0, " leaked"
    yield "a leaked key, before", address(world.token(issued=NOW - 51)), NOW, 0, " leaked"
    yield from _headers(world)
    yield from _bytes(world, token)
    for word in ("", "hello", f"https://{HOST}/", f"https://{HOST}/q/", f"https://{HOST}.evil.com/Q/AAAA"):
        yield f"text {word!r}", word, NOW, 0, ""
    for word in (f"https://{HOST}/Q/AAA1", f"https://{HOST}/Q/AB", "XL1:::", "XL1:a", "XL1:::::::", "x" * 4001):
        yield f"text {word[:40]!r}", word, NOW, 0, ""
    yield "another host", address(token, "evil.example"), NOW, 0, ""
    for wrong in (
        {"name": ""},
        {"name": "a\u202eb"},
        {"number": b"short"},
        {"trades": ((1, 2),) * 25},
        {"photo": b"x"},
    ):
        yield f"no pass: {sorted(wrong)[0]}", address(world.token(**wrong)), NOW, 0, ""


def _headers(world: World) -> Iterator[Case]:
    payload, alg = world.a_pass().claims(), {1: world.algorithm}
    other = suites.EDDSA if world.algorithm == suites.ES256 else suites.ES256
    for name, protected, unprotected in (
        ("key id unprotected", alg, {4: PASS_KID}),
        ("no key id", alg, {}),
        ("something unprotected", {**alg, 4: PASS_KID}, {99: b""}),
        ("key id twice", {**alg, 4: PASS_KID}, {4: PASS_KID}),
        ("critical header", {**alg, 2: [99], 4: PASS_KID}, {}),
        ("another kind", {**alg, 4: PASS_KID, 16: "application/other"}, {}),
        ("unknown key", {**alg, 4: b"????"}, {}),
        ("key of lists", {**alg, 4: STATUS_KID}, {}),
        ("algorithm swapped", {1: other, 4: PASS_KID}, {}),
        ("no algorithm", {4: PASS_KID}, {}),
    ):
        yield name, address(world.signed(payload, protected, unprotected)), NOW, 0, ""


def _bytes(world: World, token: bytes) -> Iterator[Case]:
    message = sign1.parse(token)
    raw, payload, signature = message.protected_bytes, message.payload, message.signature
    flipped = bytearray(token)
    flipped[-1] ^= 1
    yield "forged", address(bytes(flipped)), NOW, 0, ""
    yield "a byte after the end", address(token + b"\0"), NOW, 0, ""
    yield "cut short", address(token[:-1]), NOW, 0, ""
    yield "indefinite length", address(b"\x9f" + token[1:] + b"\xff"), NOW, 0, ""
    yield (
        "a key twice in the header",
        address(cbor.dumps([b"\xa2\x01\x26\x01\x26", {}, payload, signature])),
        NOW,
        0,
        "",
    )
    yield "tagged", address(cbor.dumps(cbor.Tag(18, [raw, {}, payload, signature]))), NOW, 0, ""
    yield "too long", text.as_base45(cbor.dumps([raw, {}, payload + b"x" * 2048, signature])), NOW, 0, ""
    yield "three parts", address(cbor.dumps([raw, {}, payload])), NOW, 0, ""
    if world.algorithm == suites.ES256:
        twin = signature[:32] + (ORDER - int.from_bytes(signature[32:], "big")).to_bytes(32, "big")
        yield "signed once more", address(cbor.dumps([raw, {}, payload, twin])), NOW, 0, ""
        yield "signed once more, revoked", address(cbor.dumps([raw, {}, payload, twin])), NOW, 1, ""
        padded = signature[:32] + b"\0" + signature[32:]
        yield "a signature too long", address(cbor.dumps([raw, {}, payload, padded])), NOW, 0, ""


def _case(name: str, world: World, title: str, scanned: str, now: int, mark: int, bundle: str) -> dict[str, Any]:
    more: dict[str, Any] = {"version": 2, "keys": world.keys(compromised=NOW - 50)} if bundle else {}
    found = check.check(scanned, world.held({77: mark}, **more), now)
    read = found.found
    return {
        "name": f"{name}: {title}",
        "root": name,
        "bundle": f"{name}{bundle}",
        "lists": [f"{name} {mark}"],
        "fresh": DAY,
        "now": now,
        "scanned": scanned,
        "outcome": found.outcome,
        "why": found.why,
        "issuer": found.issuer,
        "number": read.number.hex() if read else "",
        "name_said": read.name if read else "",
    }


def content() -> str:
    """The file."""
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(content(), encoding="utf-8")
