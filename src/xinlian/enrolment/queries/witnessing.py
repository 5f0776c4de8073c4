"""Who may be asked to witness, and whose witnesses they are."""

from collections.abc import Sequence

from xinlian.people.keys import phone_key
from xinlian.people.models import Person


def by_phones(phones: Sequence[str]) -> tuple[list[Person], str]:
    """The people with these phones, in order, and the first phone that nobody has.

    Not narrowed to one's own union: a witness from outside, such as a notary, is the better one. Nothing is shown
    of them but a masked name.
    """
    known = {one.phone_key: one for one in Person.objects.filter(phone_key__in=[phone_key(p) for p in phones])}
    found = []
    for phone in phones:
        one = known.get(phone_key(phone))
        if one is None or not one.is_active:
            return [], phone
        found.append(one)
    return found, ""
