"""May now: what a union's own certificate may be called, whom it may be awarded, how long it holds. Pure."""

import calendar
import datetime

from xinlian.rows.refusals import Decision

# Words by which a certificate would pass for one of the state's or of a school's.
IMITATES = (
    "职业技能等级",
    "职业资格",
    "特种作业",
    "特种设备",
    "国家",
    "中华人民共和国",
    "人力资源",
    "社会保障",
    "应急管理",
    "执业",
    "学历",
    "学位",
    "毕业证",
)
# On the face of every certificate, in its JSON and where it is verified.
INTERNAL = "工会内部证书，不是国家职业技能等级证书，也不代替特种作业操作证。"
LONGEST_MONTHS, MOST_HOURS, LONGEST_WHY = 120, 9999, 200
EARLIEST = datetime.date(2000, 1, 1)


def may_be_called(
    *, title: str, about: str, criteria: str, prefix: str, months: int, own_levels: bool = True
) -> Decision:
    """Whether a template can stand: its words are there, its title and levels are its own, its prefix fits."""
    plain = "".join(title.split())
    return Decision.of(
        template_title=bool(plain) and title.isprintable(),
        template_imitates=not any(word in plain for word in IMITATES),
        template_words=bool(about.strip()) and bool(criteria.strip()),
        template_prefix=bool(prefix) and prefix.isalnum(),
        template_scheme=own_levels,
        template_months=0 <= months <= LONGEST_MONTHS,
    )


def may_award(
    *,
    name: str,
    awarded_on: datetime.date,
    hours: int | None,
    level_fits: bool,
    trade_known: bool,
    retired: bool,
    on: datetime.date,
) -> Decision:
    """Whether somebody may be awarded this: a name that can be printed, a day that has been, known words."""
    return Decision.of(
        template_retired=not retired,
        pass_name=bool(name.strip()) and name.isprintable(),
        award_day=EARLIEST <= awarded_on <= on,
        award_hours=hours is None or 0 < hours <= MOST_HOURS,
        trade_known=trade_known,
        level_of_scheme=level_fits,
    )


def may_revoke(state: str, why: str) -> Decision:
    """Whether a certificate may be taken back, with a reason that its holder reads."""
    return Decision.of(
        certificate_step=state == "valid", why_needed=bool(why.strip()), why_too_long=len(why) <= LONGEST_WHY
    )


def last_day(awarded_on: datetime.date, months: int) -> datetime.date | None:
    """The last day on which a certificate holds; none for one without end."""
    if not months:
        return None
    year, month = divmod(awarded_on.year * 12 + awarded_on.month - 1 + months, 12)
    day = min(awarded_on.day, calendar.monthrange(year, month + 1)[1])
    return datetime.date(year, month + 1, day) - datetime.timedelta(days=1)


def number_of(prefix: str, year: int, given: int) -> str:
    """The number that people read, such as 永2026000012."""
    return f"{prefix}{year}{given:06d}"
