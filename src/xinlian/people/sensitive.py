"""Sensitive columns: encrypted with AES-256-GCM, found by a keyed hash, shown masked.

A stored value is `key id (1 byte) | nonce (12) | ciphertext and tag`; the column's name is authenticated with it,
so that a value cannot be moved to another column. Keys come from the environment, the newest encrypts.
"""

import hashlib
import hmac
import os
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

NONCE_BYTES = 12


@lru_cache(maxsize=64)
def _derived(secret: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=b"xinlian", info=purpose.encode()).derive(secret)


def encrypt(text: str, column: str) -> bytes:
    """`text` under the newest key, bound to `column` ("model.field")."""
    number, secret = max(settings.SENSITIVE_KEYS.items())
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(_derived(secret, "encrypt")).encrypt(nonce, text.encode(), column.encode())
    return bytes([number]) + nonce + sealed


def decrypt(blob: bytes, column: str) -> str:
    """The text of a stored value; cryptography's InvalidTag when it was changed or moved, KeyError without its key."""
    secret = settings.SENSITIVE_KEYS[blob[0]]
    nonce, sealed = blob[1 : 1 + NONCE_BYTES], blob[1 + NONCE_BYTES :]
    return AESGCM(_derived(secret, "encrypt")).decrypt(nonce, sealed, column.encode()).decode()


def keyed_hash(text: str, column: str) -> str:
    """HMAC-SHA-256 of a normalised value for equality look-ups, under the oldest key (it must never change)."""
    _, secret = min(settings.SENSITIVE_KEYS.items())
    return hmac.new(_derived(secret, f"index {column}"), text.encode(), hashlib.sha256).hexdigest()


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """Text that is encrypted in the database and plain in Python; it cannot be filtered by value."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", True)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("null", True)
        super().__init__(*args, **kwargs)

    def _column(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if isinstance(value, str):
            value = encrypt(value, self._column()) if value else None
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> str | None:
        return None if value is None else decrypt(bytes(value), self._column())

    def get_lookup(self, lookup: str) -> Any:
        """Only whether there is a value: the same text is stored differently each time and would never be found."""
        if lookup != "isnull":
            raise TypeError(f"{self.name} is sealed and cannot be filtered by {lookup}; use its keyed hash")
        return super().get_lookup(lookup)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj) or "")

    def to_python(self, value: Any) -> Any:
        return value


class SensitiveField(SealedField):
    """Sealed text about a person: each stands in the inventory of what is held about people."""
