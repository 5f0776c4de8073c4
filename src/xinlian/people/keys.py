"""What a phone or an ID number is found by: the keyed hash of its normalised form."""

from xinlian.people.sensitive import keyed_hash


def phone_key(phone: str) -> str:
    """Of a phone as `identity.phone_number` gives it."""
    return keyed_hash(phone, "people.person.phone")


def id_key(number: str) -> str:
    """Of an ID number as `identity.id_number` gives it."""
    return keyed_hash(number, "people.person.id_number")
