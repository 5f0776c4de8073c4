"""Days and moments inside a notice read as people say them, in the reader's language and the union's time."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from xinlian.notices.kinds import NoticeKind, kinds

KIND = NoticeKind(code="t.t", title="%(title)s", body="%(day)s | %(until)s", moments=("day", "until"))
FACTS = {"title": "2026-05-07", "day": "2031-05-07", "until": "2031-05-06T23:30+00:00"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-hans", "2031 年 5 月 7 日 星期三 | 2031 年 5 月 7 日 星期三 7:30"),
        ("en", "Wednesday 7 May 2031 | Wednesday 7 May 2031, 7:30"),
    ],
)
def test_moments_are_said_in_the_language_and_the_time_zone(language: str, said: str) -> None:
    with override(language), timezone.override("Asia/Shanghai"):
        assert KIND.said(FACTS) == ("2026-05-07", said), "and only what is named as a moment"


def test_a_moment_that_is_not_there_stays_empty() -> None:
    assert KIND.said({**FACTS, "until": ""})[1].endswith("| ")


def test_a_wrong_moment_is_found_when_it_is_told_not_when_it_is_sent() -> None:
    with pytest.raises(ValueError, match="tomorrow"):
        KIND.said({**FACTS, "until": "tomorrow"})


def test_no_kind_shows_a_day_as_machines_write_it() -> None:
    wrong = [
        kind.code
        for kind in kinds().values()
        if "T18:" in "".join(kind.preview()) or "2026-05-2" in "".join(kind.preview())
    ]
    assert wrong == []
