"""May now: family that comes along, health notes and when they end. Pure."""

import datetime

from xinlian.rows.refusals import Decision

FAMILY_MOST = 3
GOING = ("offered", "accepted", "attended", "missed")


def may_bring(family_welcome: bool, application_state: str, name: str, count: int) -> Decision:
    """Putting down family: where the programme welcomes it, with a name, three at most."""
    return Decision.of(
        family_welcome=family_welcome,
        application_stands=application_state == "standing",
        relative_named=bool(name),
        relatives_few=count < FAMILY_MOST,
    )


def may_say_health(application_state: str, consent: bool) -> Decision:
    """Telling the leader something about one's health: with a yes of its own, while one is signed up."""
    return Decision.of(application_stands=application_state == "standing", health_consent=consent)


def health_over(last_day: datetime.date | None, keep_days: int, on: datetime.date) -> bool:
    """Whether a note is to be deleted: `keep_days` after the trip's last day; at once where there is no trip."""
    return last_day is None or on > last_day + datetime.timedelta(days=keep_days)
