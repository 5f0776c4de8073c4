"""What goes to a listener over the network, by Standard Webhooks 1.0: the id, the time and the body under one HMAC.

Redirects are not followed, the answer's body is not read, and nothing of the answer but its number is kept.
"""

import base64
import datetime
import hashlib
import hmac
import ssl
import urllib.error
import urllib.request
import uuid
from typing import Any

SECONDS = 5
PREFIX = "whsec_"
USER_AGENT = "Xinlian"


class _Stay(urllib.request.HTTPRedirectHandler):
    """No redirects: the address was registered, another was not."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


_opener = urllib.request.build_opener(_Stay, urllib.request.ProxyHandler({}))


def signature(secret: str, uid: uuid.UUID, at: datetime.datetime, body: str) -> str:
    """The value of `webhook-signature`. `secret` as it was handed out: whsec_ and base64."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{uid}.{int(at.timestamp())}.{body}".encode()
    return f"v1,{base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()}"


def send(address: str, secret: str, uid: uuid.UUID, at: datetime.datetime, body: str) -> tuple[bool, str]:
    """POST one telling: (whether it was taken, what came of it in a few words). Any 2xx takes it."""
    headers = {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        "webhook-id": str(uid),
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signature(secret, uid, at, body),
    }
    request = urllib.request.Request(address, body.encode(), headers, method="POST")  # noqa: S310 - https by rule
    try:
        with _opener.open(request, timeout=SECONDS) as answer:
            return 200 <= answer.status < 300, f"HTTP {answer.status}"
    except urllib.error.HTTPError as error:
        error.close()
        return False, f"HTTP {error.code}"
    except (OSError, ssl.SSLError, ValueError) as error:
        reason = getattr(error, "reason", error)
        return False, type(reason).__name__
