"""What people are found by: keyed hashes of a normalised phone and of an ID number of a declared type."""

from xinlian.people.sensitive import keyed_hash

PHONE_COLUMN, ID_COLUMN = "people.person.phone", "people.person.id_number"


def phone_key(phone: str) -> str:
    """What a normalised phone is found by."""
    return keyed_hash(phone, PHONE_COLUMN)


def id_key(id_type: str, number: str) -> str:
    """What a normalised ID number of a type is found by."""
    return keyed_hash(f"{id_type}:{number}", ID_COLUMN)
