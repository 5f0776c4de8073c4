"""A whole check of a pass beside its bare signature; how small passes, lists and changes are; and codes that suffered.

The floor of a check is one verification of the same signature over the same bytes by the same library, measured in
turns with it. The grid degrades the printed code of five passes in 28 ways and reads each back.
"""

import random
import statistics
import time
from collections.abc import Callable

import numpy as np
import zxingcpp
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from PIL import Image

from xinlian.engines.seals import check, claims, sign1, status, suites, text, trust
from xinlian.sheets.qr import image as square
from xinlian.sheets.qr import version
from xinlian.testing.bench._distortions import GREY, GRID
from xinlian.web.cli.figures import Figure

NOW, DAY = 1_790_000_000, 86400
HOST = "xinlian.example.org.cn"
CHECK_BAR, VERSION_BAR, LIST_BAR, CHANGES_BAR, GRID_BAR = 1.7, 11, 46 * 1024, 1024, 120
PLACES, SHARE = (
    1_000_000,
    0.03,
)  # three passes of a hundred are not valid: half suspended, a third to retrain, the rest revoked
CHANGES = 300
NAMES = ("欧阳文轩", "李建国", "阿卜杜拉·买买提", "王芳", "司马相如意")
SIDE, FRAME = (
    420,
    600,
)  # pixels of a card 42 mm wide, 15 cm before a camera of 1280 x 720, and of what is seen around it

Report = Callable[[str, int, int], None]


def run(quick: bool, progress: Report) -> list[Figure]:
    """The figures; --quick takes fewer turns."""
    figures: list[Figure] = []
    for algorithm, name in ((suites.ES256, "ES256"), (suites.EDDSA, "Ed25519")):
        progress(f"checking, {name}", 0, 0)
        figures += _checking(name, algorithm, 9 if quick else 25)
    progress("sizes", 0, 0)
    figures += _sizes()
    progress("reading what suffered", 0, 0)
    return [*figures, *_grid()]


class _World:
    """Keys, a bundle that a device trusts, and a list of a million."""

    def __init__(self, algorithm: int) -> None:
        self.algorithm = algorithm
        root, self.pair, self.lists = (suites.generate(algorithm) for _ in range(3))
        held = trust.Root(b"bench-rt", algorithm, root.public)
        window = {"algorithm": algorithm, "issuer": "某省总工会", "begins": NOW - 99 * DAY, "ends": NOW + 300 * DAY}
        keys = (
            trust.Key(kid=b"PK01", public=self.pair.public, uses=(trust.PASS,), **window),  # type: ignore[arg-type]
            trust.Key(kid=b"SK01", public=self.lists.public, uses=(trust.STATUS,), **window),  # type: ignore[arg-type]
        )
        bundle = trust.Bundle(1, NOW - DAY, NOW + 90 * DAY, keys, hosts=(HOST,))
        content = trust.seal(bundle, held, suites.signer(algorithm, root.private))
        self.trusted = trust.accept(content, {held.kid: held})
        self.seal = status.Seal(algorithm, b"SK01", suites.signer(algorithm, self.lists.private))

    def token(self, name: str, place: int) -> bytes:
        made = claims.Pass(
            number=random.Random(place).randbytes(8),  # noqa: S311 - the same each time
            name=name,
            issued=NOW - 50,
            not_before=NOW - 50,
            expires=NOW + 365 * DAY,
            trades=((101, 13), (205, 24), (315, 15)),
            status=(1, place),
            photo=bytes(range(16)),
        )
        sign = suites.signer(self.algorithm, self.pair.private)
        return check.issue(made, algorithm=self.algorithm, kid=b"PK01", sign=sign)


def _checking(name: str, algorithm: int, turns: int) -> list[Figure]:
    world = _World(algorithm)
    listed = status.StatusList(1, 1, NOW - 60, NOW + 7 * DAY, status.Statuses.of(PLACES, {}))
    held = check.Held(world.trusted, {1: listed}, DAY)
    token = world.token(NAMES[0], 734_511)
    scanned = text.as_address(token, HOST)
    assert check.check(scanned, held, NOW).outcome == "valid"
    floor = _bare(algorithm, world.pair.public, sign1.parse(token))
    whole, bare = _in_turns(lambda: check.check(scanned, held, NOW), floor, turns)
    ratio = whole / bare
    micro = 1e6
    return [
        Figure(
            f"whole check, {name}", round(whole * micro, 1), "µs", round(bare * micro, 1), round(ratio, 2),
            f"≤ {CHECK_BAR} x its signature", ratio <= CHECK_BAR,
        )
    ]  # fmt: skip


def _bare(algorithm: int, public: bytes, message: sign1.Message) -> Callable[[], object]:
    signature, signed = message.signature, message.signed()
    if algorithm == suites.EDDSA:
        edwards = Ed25519PublicKey.from_public_bytes(public)
        return lambda: edwards.verify(signature, signed)
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + public)
    der = encode_dss_signature(int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
    way = ec.ECDSA(SHA256())
    return lambda: key.verify(der, signed, way)


def _in_turns(first: Callable[[], object], second: Callable[[], object], turns: int) -> tuple[float, float]:
    """Median seconds of each, 400 calls a turn, taken alternately so that both meet the same machine."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(turns):
        for call, found in zip((first, second), times, strict=True):
            began = time.perf_counter()
            for _ in range(400):
                call()
            found.append((time.perf_counter() - began) / 400)
    return statistics.median(times[0]), statistics.median(times[1])


def _sizes() -> list[Figure]:
    world, rng = _World(suites.ES256), random.Random(7)  # noqa: S311 - the same each time
    needed = max(version(text.as_address(world.token(name, 999_999), HOST)) for name in NAMES)
    places = rng.sample(range(PLACES), int(PLACES * SHARE))
    marked = {place: rng.choices((2, 3, 1), (3, 2, 1))[0] for place in places}
    listed = status.StatusList(1, 2, NOW, NOW + 7 * DAY, status.Statuses.of(PLACES, marked))
    content = status.publish(listed, f"https://{HOST}/trust/status/1", 3600, world.seal)
    changed = [(place, rng.choice((0, 1, 2, 3))) for place in rng.sample(range(PLACES), CHANGES)]
    delta = status.publish_delta(listed, 1, changed, world.seal)
    return [
        Figure("bytes of a pass with three trades", len(world.token(NAMES[2], 999_999)), "bytes"),
        Figure("version of its square code", needed, "", bar=f"≤ {VERSION_BAR}", ok=needed <= VERSION_BAR),
        Figure(
            f"a million statuses, {SHARE:.0%} not valid", len(content), "bytes", bar=f"≤ {LIST_BAR:,}",
            ok=len(content) <= LIST_BAR,
        ),
        Figure(
            f"{CHANGES} changes in a day", len(delta), "bytes", bar=f"≤ {CHANGES_BAR:,}", ok=len(delta) <= CHANGES_BAR
        ),
    ]  # fmt: skip


def _grid() -> list[Figure]:
    world, lost = _World(suites.ES256), dict.fromkeys(GRID, 0)
    for number, name in enumerate(NAMES):
        wanted = text.as_address(world.token(name, 100_000 + number), HOST)
        code = square(wanted, SIDE)
        seen = Image.new("L", (FRAME, FRAME), GREY)
        seen.paste(code, ((FRAME - code.width) // 2, (FRAME - code.height) // 2))
        for way, distort in GRID.items():
            spoilt = distort(seen, np.random.default_rng(number))
            found = zxingcpp.read_barcodes(
                np.asarray(spoilt), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
            )
            lost[way] += not any(one.text == wanted for one in found)
    read = len(GRID) * len(NAMES) - sum(lost.values())
    hard = ", ".join(f"{way} {count}" for way, count in lost.items() if count) or "none"
    return [
        Figure(f"read back of {len(GRID)} x {len(NAMES)}", read, "codes", bar=f"≥ {GRID_BAR}", ok=read >= GRID_BAR),
        Figure("not read back", hard),
    ]
