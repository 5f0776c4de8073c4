"""Bound before the draw: a salted leaf per entry, their Merkle root, witnesses' sealed numbers; and the seed from all.

Leaves and nodes are hashed apart (0x00 and 0x01 before them, as in RFC 6962), so that neither passes for the other.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

Branch = list[tuple[str, str]]  # ("left" or "right": where the neighbour stands, its hash in hex), from the leaf up


def canonical(value: object) -> bytes:
    """The one way in which a value is written: JSON in UTF-8, keys sorted, no spaces."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def leaf_of(value: object) -> bytes:
    """The hash of one leaf."""
    return hashlib.sha256(b"\x00" + canonical(value)).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A Merkle tree over leaves; a node without a neighbour rises unchanged."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        if not leaves:
            raise ValueError("a tree needs a leaf")
        self.rows = [list(leaves)]
        while len(self.rows[-1]) > 1:
            row = self.rows[-1]
            paired = [_node(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
            self.rows.append(paired + row[len(paired) * 2 :])

    @property
    def root(self) -> bytes:
        """What stands for all leaves."""
        return self.rows[-1][0]

    def path(self, index: int) -> Branch:
        """What proves to somebody who knows the root that the leaf is below it."""
        steps: Branch = []
        for row in self.rows[:-1]:
            neighbour = index ^ 1
            if neighbour < len(row):
                steps.append(("left" if neighbour < index else "right", row[neighbour].hex()))
            index //= 2
        return steps


def root_from(leaf: bytes, path: Sequence[tuple[str, str]]) -> bytes:
    """The root that a leaf and its path lead to; ValueError when the path is not written as declared."""
    node = leaf
    for side, neighbour in path:
        if side not in ("left", "right"):
            raise ValueError(side)
        other = bytes.fromhex(neighbour)
        node = _node(other, node) if side == "left" else _node(node, other)
    return node


def seed_of(root: bytes, public: str, numbers: Sequence[str]) -> bytes:
    """The seed: SHA-256 over the root, the public number and the witnesses' numbers in their order, as canonical JSON."""
    return hashlib.sha256(canonical({"numbers": list(numbers), "public": public, "root": root.hex()})).digest()


def witness_commitment(draw: str, number: str) -> str:
    """What a witness publishes before the draw, hex: SHA-256 of "draw|number". A short number can be found by trying."""
    return hashlib.sha256(f"{draw}|{number}".encode()).hexdigest()


def bind(secret: bytes, identity: str) -> str:
    """A hash that binds an entry to a person, hex, and says nothing to who lacks the secret, which is never published."""
    return hmac.new(secret, identity.encode(), hashlib.sha256).hexdigest()


@cache
def code_digest() -> str:
    """SHA-256, hex, over the names and sources of this engine's own files."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(f"{file.name}\n".encode() + file.read_bytes())
    return digest.hexdigest()
