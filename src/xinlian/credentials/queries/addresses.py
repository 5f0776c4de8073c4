"""Where devices find what they check with; the same for ever."""

from django.conf import settings


def list_address(number: int) -> str:
    """The address of a status list, which also stands inside it."""
    return f"{settings.SITE_URL}/trust/status/{number}"


def pass_host() -> str:
    """The host in the address that a pass's square code carries."""
    return str(settings.SITE_URL).partition("://")[2].partition("/")[0]


def bits_address(number: int) -> str:
    """The address of a status list as W3C's Bitstring list."""
    return f"{settings.SITE_URL}/trust/bitstring/{number}"


def issuer_id() -> str:
    """Who issues certificates, as anybody's software looks up the keys (did:web)."""
    return f"did:web:{pass_host().replace(':', '%3A')}"


def method_id(kid: str) -> str:
    """A key of the issuer."""
    return f"{issuer_id()}#{kid}"
