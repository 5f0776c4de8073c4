"""Signatures of machines: HMAC-SHA-256 over the id, the time and the body, as Standard Webhooks 1.0 writes it."""

import base64
import datetime
import hashlib
import hmac

TOLERANCE = datetime.timedelta(minutes=5)
PREFIX = "xlsim_"


def signature(key: str, uid: str, seconds: str, body: bytes) -> str:
    """The value of `webhook-signature`; the key without its prefix is base64."""
    secret = base64.b64decode(key.removeprefix(PREFIX))
    signed = f"{uid}.{seconds}.".encode() + body
    return f"v1,{base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()}"


def is_signed(key: str, uid: str, seconds: str, body: bytes, given: str) -> bool:
    """Whether one of the signatures given, separated by spaces, is the right one."""
    right = signature(key, uid, seconds, body).encode()
    return any(hmac.compare_digest(right, one.encode()) for one in given.split(" ") if one)


def is_fresh(seconds: str, at: datetime.datetime) -> bool:
    """Whether a time in seconds since 1970 is close enough to now."""
    if not seconds.isascii() or not seconds.isdigit() or len(seconds) > 12:
        return False
    return abs(at.timestamp() - int(seconds)) <= TOLERANCE.total_seconds()
