"""May now: rules for violations, noting one, appealing against it, answering. Pure."""

import datetime

from xinlian.rows.refusals import Decision

MOST_POINTS = 12
LONGEST_NAME, LONGEST_WORDS, LONGEST_NOTE, LONGEST_WHERE = 80, 500, 200, 80
LONGEST_SOURCE = 200
OLDEST = datetime.timedelta(days=30)  # a phone that was out of the net for longer is asked again at the desk

# What a new project begins with; each a row that it may end or add to. In our own words.
USUAL = (
    ("进入施工区不戴安全帽", 3),
    ("高处作业不系安全带", 6),
    ("乘坐运货的吊笼或吊具", 6),
    ("在禁烟禁火的地方吸烟", 3),
    ("拆掉或挪开护栏、盖板不恢复", 4),
    ("不是电工私自接电", 6),
    ("吊物下面停留或通过", 3),
    ("喝酒以后上岗", 12),
    ("借别人的上岗码进出，或者把码借给别人", 12),
    ("没有资格操作起重机、叉车等设备", 12),
)
USUAL_SOURCE = "项目安全记分办法（开工时放进的常用条目，可以改）"


def may_make_rule(name: str, points: int, source: str) -> Decision:
    """Whether a rule can stand: it says what, how many points, and where that is written."""
    return Decision.of(
        violation_rule_name=0 < len(name.strip()) <= LONGEST_NAME,
        violation_rule_points=1 <= points <= MOST_POINTS,
        rule_source=0 < len(source.strip()) <= LONGEST_SOURCE,
    )


def may_make_points_rule(retrain_at: int, suspend_at: int, days: int, source: str) -> Decision:
    """Whether points can lead to this."""
    return Decision.of(
        points_rule_order=1 <= retrain_at <= suspend_at,
        points_rule_days=30 <= days <= 1096,
        rule_source=0 < len(source.strip()) <= LONGEST_SOURCE,
    )


def may_note(
    *,
    effective_on: datetime.date,
    ended_on: datetime.date | None,
    seen_on: datetime.date,
    seen_at: datetime.datetime,
    at: datetime.datetime,
    oneself: bool,
    here: bool,
) -> Decision:
    """Whether something seen can be noted: under a rule of that day, of somebody who worked here, not of oneself."""
    return Decision.of(
        violation_rule_of_day=effective_on <= seen_on and (ended_on is None or seen_on <= ended_on),
        violation_in_future=seen_at <= at,
        violation_too_old=at - seen_at <= OLDEST,
        violation_oneself=not oneself,
        violation_builder_here=here,
    )


def may_appeal(*, own: bool, words: str, withdrawn: bool, before: bool) -> Decision:
    """Whether somebody may say something against it: about themselves, in words, once, while it stands."""
    return Decision.of(
        violation_yours=own,
        violation_appeal_words=0 < len(words.strip()) <= LONGEST_WORDS,
        violation_stands=not withdrawn,
        violation_appealed=not before,
    )


def may_answer(*, words: str, asked: bool, answered: bool, noted_it: bool) -> Decision:
    """Whether an appeal may be answered: it is there, nobody answered yet, and it is not whoever noted it."""
    return Decision.of(
        violation_not_appealed=asked,
        violation_answered=not answered,
        violation_own_note=not noted_it,
        violation_answer_words=0 < len(words.strip()) <= LONGEST_WORDS,
    )
