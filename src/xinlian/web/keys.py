"""The installation's secrets: from the environment, or made once in the data folder for a start with no settings."""

import base64
import json
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from xinlian.web import env


def load(data: Path, production: bool) -> tuple[str, dict[int, bytes]]:
    """(secret for signing, sensitive keys by number). Production takes them from the environment only."""
    secret, sensitive = env.text("SECRET_KEY"), env.words("SENSITIVE_KEYS")
    if secret and sensitive:
        return secret, dict(_parse(item) for item in sensitive)
    if production:
        raise ImproperlyConfigured(
            "set XINLIAN_SECRET_KEY and XINLIAN_SENSITIVE_KEYS (number:base64 of 32 bytes, newest with the highest number)"
        )
    path = data / "keys.json"
    if not path.exists():
        made = {"secret": secrets.token_urlsafe(48), "sensitive": {"1": _new_key()}}
        path.touch(mode=0o600)
        path.write_text(json.dumps(made))
    kept = json.loads(path.read_text())
    return kept["secret"], {int(n): base64.b64decode(key) for n, key in kept["sensitive"].items()}


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _parse(item: str) -> tuple[int, bytes]:
    number, _, key = item.partition(":")
    try:
        secret = base64.b64decode(key, validate=True)
    except ValueError:
        secret = b""
    if not number.isdigit() or not 1 <= int(number) <= 255 or len(secret) != 32:
        raise ImproperlyConfigured("XINLIAN_SENSITIVE_KEYS: write number:base64 of 32 bytes, number from 1 to 255")
    return int(number), secret
