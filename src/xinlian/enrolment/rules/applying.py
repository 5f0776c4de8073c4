"""May now: signing up, changing, withdrawing, keeping together; and which group somebody stands in. Pure."""

import datetime
import secrets
from collections.abc import Collection, Sequence

from xinlian.rows.refusals import Decision

UNSEALED = ("open", "closed")
BY_OFFICE = ("desk", "table")
CODE_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without those that are read for one another: I, O, 0, 1
CODE_LENGTH = 5


def may_apply(
    *, state: str, way: str, opens_at: datetime.datetime, closes_at: datetime.datetime, now: datetime.datetime
) -> Decision:
    """While sign-up is open; the union may still enter people until the list is sealed."""
    if way in BY_OFFICE:
        return Decision.of(offering_open=state in UNSEALED)
    return Decision.of(offering_open=state == "open", offering_begun=now >= opens_at, offering_not_over=now < closes_at)


def may_return(state: str, way: str) -> Decision:
    """Applying again: whoever withdrew may; whom the office refused only the office lets in again."""
    return Decision.of(application_standing=state != "refused" or way in BY_OFFICE)


def may_withdraw(state: str, offering: str) -> Decision:
    """Before the list is sealed; afterwards one gives back the seat one got."""
    return Decision.of(application_standing=state == "standing", list_unsealed=offering in UNSEALED)


def are_wishes(wished: Sequence[int], possible: Sequence[int], standing: Collection[int], mode: str) -> Decision:
    """Dates that there are, each said once; one alone where the first to come is served."""
    said = [*wished, *possible]
    return Decision.of(
        dates_some=bool(said) or mode in ("officer", "walk_in"),
        dates_known=all(number in standing for number in said),
        dates_once=len(said) == len(set(said)),
        dates_one=mode != "first_come" or len(said) == 1,
    )


def may_keep_together(*, party_max: int, state: str, offering: str) -> Decision:
    """Forming or joining a party: where it is offered, while one's application stands and the list is not sealed."""
    return Decision.of(
        parties_offered=party_max > 1,
        application_standing=state == "standing",
        list_unsealed=offering in UNSEALED,
    )


def common(one: Collection[int], others: Sequence[Collection[int]]) -> set[int]:
    """The dates that everybody can."""
    return set(one).intersection(*others) if others else set(one)


def group_of(occupation: str, groups: Sequence[tuple[int, Sequence[str]]]) -> int | None:
    """The rank of the group that an occupation belongs to: the first that names it, else the first that names none."""
    named = next((rank for rank, codes in groups if occupation in codes), None)
    return named if named is not None else next((rank for rank, codes in groups if not codes), None)


def new_code() -> str:
    """A short code that can be read out over the noise of a road."""
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))


def plain_code(text: str) -> str:
    """A code as somebody typed it, in one form."""
    return "".join(text.split()).upper().replace("-", "")
