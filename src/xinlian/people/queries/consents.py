"""Reads about consent."""

from xinlian.people.models import Consent, Person
from xinlian.people.purposes import BY_CODE, PURPOSES


def has_consent(person: Person | None, purpose: str) -> bool:
    """Whether somebody says yes to a purpose in its present wording."""
    if person is None:
        return False
    version = BY_CODE[purpose].version
    return Consent.objects.filter(person=person, purpose=purpose, version=version, withdrawn_at=None).exists()


def consents_of(person: Person) -> list[dict[str, object]]:
    """Every purpose with this person's present answer: {purpose, consent, older}."""
    standing = {(one.purpose, one.version): one for one in Consent.objects.filter(person=person, withdrawn_at=None)}
    return [
        {
            "purpose": purpose,
            "consent": standing.get((purpose.code, purpose.version)),
            "older": any(code == purpose.code and version != purpose.version for code, version in standing),
        }
        for purpose in PURPOSES
    ]
