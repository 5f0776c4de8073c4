"""A mark that says "the same person as before" to a phone and to us, and to nobody else who."""

from django.utils.crypto import salted_hmac

from xinlian.people.models import Person

SALT = "xinlian.people.marks"
COOKIE = "who"  # read by web/net.js


def mark(person: Person | None) -> str:
    """Twelve characters that stay the same for a person on this installation; empty for nobody."""
    return salted_hmac(SALT, str(person.uid), algorithm="sha256").hexdigest()[:12] if person else ""
