"""How allauth finds and makes people: by phone, one person one record."""

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Phone numbers live encrypted in Person."""
