"""Keys, a bundle, a list and a pass for tests of the engine; every part can be made wrong."""

from dataclasses import dataclass, field
from typing import Any

from xinlian.engines.seals import check, claims, sign1, status, suites, text, trust

NOW = 1_790_000_000
DAY = 86400
HOST = "pass.example.org.cn"
PASS_KID, STATUS_KID, ROOT_KID = b"PK01", b"SK01", b"RT01"


@dataclass
class World:
    """One installation with one gate that has just synchronised."""

    algorithm: int = suites.ES256
    root: suites.Pair = field(init=False)
    pair: suites.Pair = field(init=False)
    lists: suites.Pair = field(init=False)

    def __post_init__(self) -> None:
        self.root, self.pair, self.lists = (suites.generate(self.algorithm) for _ in range(3))

    @property
    def roots(self) -> dict[bytes, trust.Root]:
        return {ROOT_KID: trust.Root(ROOT_KID, self.algorithm, self.root.public)}

    def keys(self, **more: Any) -> tuple[trust.Key, ...]:
        window = {"begins": NOW - 100 * DAY, "ends": NOW + 100 * DAY, "issuer": "试验工会", "algorithm": self.algorithm}
        return (
            trust.Key(**{**window, "kid": PASS_KID, "public": self.pair.public, "uses": (trust.PASS,), **more}),
            trust.Key(**{**window, "kid": STATUS_KID, "public": self.lists.public, "uses": (trust.STATUS,)}),  # type: ignore[arg-type]
        )

    def bundle(self, version: int = 1, keys: tuple[trust.Key, ...] | None = None, **more: Any) -> bytes:
        given = {"issued": NOW - DAY, "expires": NOW + 90 * DAY, "trades": {101: "焊工"}, "hosts": (HOST,)}
        made = trust.Bundle(version=version, keys=keys or self.keys(), **{**given, **more})
        return trust.seal(made, self.roots[ROOT_KID], suites.signer(self.algorithm, self.root.private))

    def trusted(self, **more: Any) -> trust.Trusted:
        return trust.accept(self.bundle(**more), self.roots)

    def seal(self) -> status.Seal:
        return status.Seal(self.algorithm, STATUS_KID, suites.signer(self.algorithm, self.lists.private))

    def listed(
        self, marked: dict[int, int] | None = None, issued: int = NOW - 600, version: int = 1
    ) -> status.StatusList:
        statuses = status.Statuses.of(4096, marked or {})
        return status.StatusList(1, version, issued, issued + 7 * DAY, statuses)

    def held(self, marked: dict[int, int] | None = None, **more: Any) -> check.Held:
        return check.Held(self.trusted(**more), {1: self.listed(marked)}, DAY)

    def a_pass(self, **more: Any) -> claims.Pass:
        given = {"number": b"12345678", "name": "欧阳师傅", "issued": NOW - 50, "not_before": NOW - 50}
        given |= {"expires": NOW + DAY, "trades": ((101, 13), (205, 0)), "status": (1, 77), "photo": b"p" * 16}
        return claims.Pass(**{**given, **more})

    def token(self, **more: Any) -> bytes:
        sign = suites.signer(self.algorithm, self.pair.private)
        return check.issue(self.a_pass(**more), algorithm=self.algorithm, kid=PASS_KID, sign=sign)

    def signed(self, payload: bytes, protected: dict[int, Any], unprotected: dict[int, Any]) -> bytes:
        """A message of any header, rightly signed by the key of passes."""
        from xinlian.engines.seals import cbor

        raw = cbor.dumps(protected)
        signature = suites.signer(self.algorithm, self.pair.private)(sign1.to_be_signed(raw, b"", payload))
        return cbor.dumps([raw, unprotected, payload, signature])


def address(token: bytes, host: str = HOST) -> str:
    return text.as_address(token, host)
