"""Times and distances in words."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone, translation

from xinlian.web.templatetags import words


def at(hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime(2026, 5, 20, hour, minute))  # noqa: DTZ001  (made aware in the next breath)


NOW = at(19, 30)


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (NOW, "刚刚"),
        (NOW + timedelta(minutes=1), "刚刚"),
        (NOW - timedelta(seconds=119), "刚刚"),
        (NOW - timedelta(minutes=12), "12 分钟前"),
        (NOW - timedelta(minutes=59, seconds=59), "59 分钟前"),
        (NOW - timedelta(hours=3, minutes=59), "3 小时前"),
        (at(15, 0), "今天下午"),
        (at(12, 59), "今天中午"),
        (at(10, 59), "今早"),
        (at(4, 59), "今天凌晨"),
        (at(23, 59) - timedelta(days=1), "昨天"),
        (NOW - timedelta(days=41), "41 天前"),
        (NOW - timedelta(days=400), "2025年4月15日"),
        (NOW + timedelta(hours=2), "2026年5月20日 21:30"),
        (None, "还没有人确认"),
    ],
)
def test_how_long_ago(then, said):
    with translation.override("zh-hans"):
        assert words.ago_words(then, NOW) == said


def test_the_exact_moment_stands_behind_the_words():
    html = str(words.ago(at(19, 18), NOW))
    assert 'datetime="2026-05-20T19:18:00+08:00"' in html
    assert ">12 分钟前<" in html


@pytest.mark.parametrize(
    ("metres", "said"),
    [
        (0, "10\u00a0米"),
        (4, "10\u00a0米"),
        (376, "380\u00a0米"),
        (994.9, "990\u00a0米"),
        (995.1, "1\u00a0公里"),
        (1240, "1.2\u00a0公里"),
        (99940, "99.9\u00a0公里"),
        (99960, "100\u00a0公里"),
        (1260000, "1260\u00a0公里"),
        (None, ""),
    ],
)
def test_how_far(metres, said):
    assert words.metres(metres) == said


def test_a_thin_space_between_chinese_and_latin_only():
    assert words.thin("G109国道K2398") == "G109\u2009国道\u2009K2398"
    assert words.thin("还剩 12 个") == "还剩\u200912\u2009个"
    assert words.thin("全是中文，没有别的") == "全是中文，没有别的"


def test_a_chinese_name_in_an_english_sentence_is_marked_as_chinese():
    with translation.override("en"):
        assert words.told("Pass “平板对接” & “<b>安全”; “Sheet 1” is empty") == (
            'Pass “<span lang="zh-Hans">平板对接</span>” &amp; '
            '“<span lang="zh-Hans">&lt;b&gt;安全</span>”; “Sheet 1” is empty'
        )
        assert words.told("这一句没有译") == "这一句没有译", "a sentence that nobody put into English is not hidden"
    with translation.override("zh-hans"):
        assert words.told("考过“平板对接”要60分<") == "考过“平板对接”要60分&lt;"


def test_a_code_is_read_out_in_fours():
    assert words.code_groups("k7qf-29md") == "k7qf · 29md"
