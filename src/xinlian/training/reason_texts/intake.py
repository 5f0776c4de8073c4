"""What somebody still lacks, in a word or two, as a colleague would say it; and how far a medical check carries.

Whoever reads them learns of a check only whether somebody may do the trade, and until when.
"""

import datetime
from collections.abc import Collection, Iterable

from django.utils.translation import gettext

from xinlian.rows.days import day_words
from xinlian.training.reason_texts.clearing import LABELS
from xinlian.training.rules import medical
from xinlian.training.rules.clearance import CONDUCT
from xinlian.training.rules.reasons import Reason


def lacks(reasons: Iterable[Reason]) -> list[str]:
    """What is missing, each said once. Of conduct no more than that there is something: trainers and team leaders read it too."""
    codes = ["other" if one.code in CONDUCT else one.code for one in reasons]
    return list(dict.fromkeys(str(LABELS[code]) for code in codes))


def carries(check: medical.Check | None, barred_by: Collection[str], on: datetime.date) -> tuple[str, str]:
    """(words, tone) of a check for whoever may not know what it found."""
    reason = medical.against(check, barred_by, on)
    if reason is None and check is not None:
        soon = check.valid_until <= on + datetime.timedelta(days=medical.REMIND_DAYS)
        return gettext("可以上岗到%(day)s") % {"day": day_words(check.valid_until)}, "warn" if soon else "ok"
    code = reason.code if reason is not None else "medical_missing"
    words = {
        "medical_missing": (gettext("没有体检"), "off"),
        "medical_over": (gettext("体检到期"), "bad"),
    }
    return words.get(code, (gettext("这个工种不行"), "bad"))
