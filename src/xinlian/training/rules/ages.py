"""Age and sex out of a citizen number (GB 11643-1999: digits 7 to 14 are the birthday, the 17th is odd for men). Pure."""

import datetime
from dataclasses import dataclass

from xinlian.rows.refusals import Refused
from xinlian.training.rules.reasons import Reason

YOUNGEST, OLDEST = 10, 100


@dataclass(frozen=True, slots=True)
class AgeRule:
    """From which age to which; None: no upper end."""

    least: int = 18
    most_men: int | None = None
    most_women: int | None = None


def birthday(id_number: str) -> datetime.date | None:
    """The day on which somebody was born; None where the number does not say."""
    try:
        return datetime.date(int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14]))
    except ValueError:
        return None


def demand_born(born: datetime.date, on: datetime.date) -> None:
    """Raise Refused born_doubtful for a birthday that nobody who works can have."""
    if not YOUNGEST <= age_on(born, on) <= OLDEST:
        raise Refused("born_doubtful", {"day": born.isoformat()})


def is_man(id_number: str) -> bool | None:
    """None where the number does not say."""
    return int(id_number[16]) % 2 == 1 if len(id_number) == 18 and id_number[16].isdigit() else None


def age_on(born: datetime.date, on: datetime.date) -> int:
    """Whole years; somebody born on 29 February is a year older on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def against(born: datetime.date | None, man: bool | None, rule: AgeRule, on: datetime.date) -> Reason | None:
    """What the rule says against somebody's age on a day. An age that is not known is a reason of its own."""
    if born is None:
        return Reason("age_unknown")
    age = age_on(born, on)
    if age < rule.least:
        return Reason("age_under", {"age": age, "least": rule.least})
    most = rule.most_men if man else rule.most_women if man is not None else _either(rule)
    if most is not None and age > most:
        return Reason("age_over", {"age": age, "most": most})
    return None


def _either(rule: AgeRule) -> int | None:
    """The later of the two ends, where the sex is not known."""
    ends = [rule.most_men, rule.most_women]
    return None if None in ends else max(end for end in ends if end is not None)
