"""Results in words: titles that say the answer, bars, and the table behind them."""

import math
from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from xinlian.engines.tallies.comparing import Figures
from xinlian.engines.tallies.hiding import Share
from xinlian.surveys.answer_texts import KINDS
from xinlian.surveys.models import Survey
from xinlian.surveys.queries.results import Result
from xinlian.surveys.rules.questions import Question, in_words


def percent(share: float | None) -> str:
    """A share as whole percent; a dash of nothing. Never 100 where somebody is missing, never 0 where somebody is."""
    if share is None:
        return "—"
    whole = round(share * 100)
    return f"{99 if whole == 100 and share < 1 else 1 if whole == 0 and share > 0 else whole}%"


def share_words(share: Share | None) -> str:
    """A share as far as it may be told: 96%, or the bounds that what is shown leaves."""
    if share is None:
        return "—"
    if share.exact:
        return percent(share.low)
    low, high = math.floor(share.low * 100), math.ceil(share.high * 100)
    if high >= 100:
        return _("%(low)d%% 以上") % {"low": low} if low > 0 else _("不显示")
    if low <= 0:
        return _("%(high)d%% 以下") % {"high": high}
    return _("%(low)d%% 到 %(high)d%%") % {"low": low, "high": high}


def lowest(shares: Sequence[tuple[str, Share | None]]) -> str:
    """Which of several was liked least, for the title of a chart; nothing where all are the same or none is known."""
    known = [(share.low, name) for name, share in shares if share is not None]
    if not known or min(known)[0] == max(known)[0]:
        return ""
    least = min(share for share, _name in known)
    names = "、".join(name for share, name in known if share == least)
    return _("最不满意的是“%(name)s”") % {"name": names}


def count_words(count: int | None) -> str:
    """A count, or that it is hidden."""
    return _("不显示") if count is None else str(count)


def kind_words(question: Question) -> str:
    """What kind of question it is."""
    return str(KINDS[f"scale{len(question['options'])}" if question["kind"] == "scale" else question["kind"]])


def question_rows(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """The questions as the editor lists them."""
    language = get_language() or "zh"
    return [
        {
            "code": one["code"],
            "text": in_words(one["text"], language),
            "lang": spoken(one),
            "kind": kind_words(one),
            "required": one["required"],
            "options": [in_words(option, language) for option in one["options"]] if one["kind"] != "scale" else [],
            "first": place == 0,
            "last": place == len(questions) - 1,
        }
        for place, one in enumerate(questions)
    ]


def labels(question: Question) -> list[str]:
    """The options in words."""
    language = get_language() or "zh"
    return [in_words(option, language) for option in question["options"]]


def said(result: Result) -> str:
    """The answer in a line, for the title of the chart."""
    figures = result.figures
    if figures.people is None:
        return _("答的人不到 5 个，不显示")
    if result.question["kind"] == "text":
        return ngettext("%(n)d 个人写了话", "%(n)d 个人写了话", figures.people) % {"n": figures.people}
    if figures.liked is not None:
        return _("满意的占 %(share)s") % {"share": share_words(figures.liked)}
    return _most(result.question, figures)


def _most(question: Question, figures: Figures) -> str:
    known = [(count, label) for count, label in zip(figures.counts, labels(question), strict=True) if count]
    top = max((count for count, _label in known), default=0)
    first = [label for count, label in known if count == top]
    if None in figures.counts and sum(count for count, _label in known) * 2 <= (figures.people or 0):
        return _("选得少的几项合在一起，不分开显示")
    return _("最多的是“%(label)s”") % {"label": "、".join(first)} if first else _("没有人选")


def question_shown(result: Result, survey: Survey) -> dict[str, Any]:
    """One question for the page of results."""
    figures, names = result.figures, labels(result.question)
    people = figures.people or 0
    options = list(zip(names, figures.counts, strict=True))
    return {
        "text": in_words(result.question["text"], get_language() or "zh"),
        "kind": kind_words(result.question),
        "title": said(result),
        "people": figures.people,
        "lang": spoken(result.question),
        "bars": _bars(result.question, figures) if people else [],
        "limit": people,
        "heads": compared_heads(result),
        "rows": [
            (label, count_words(count), percent(count / people) if count is not None else "")
            for label, count in options
        ],
        "veiled": None in figures.counts,
        "mean": None if figures.mean is None else f"{figures.mean:.2f}",
        "median": None if figures.median is None else f"{figures.median:g}",
        "texts": result.texts,
        "zh": spoken(result.question) == "zh-Hans",
        "is_scale": result.question["kind"] == "scale",
        "is_text": result.question["kind"] == "text",
        "compared": compared(result, survey),
    }


def spoken(question: Question) -> str:
    """The language a question is shown in, for screen readers: Chinese where some of it has no English."""
    every = [question["text"], *question["options"]]
    chinese = (get_language() or "zh").startswith("zh") or not all(one.get("en") for one in every)
    return "zh-Hans" if chinese else "en"


def _bars(question: Question, figures: Figures) -> list[tuple[str, int]]:
    """What is shown, and below it what is hidden together: everybody can subtract that much."""
    options = list(zip(labels(question), figures.counts, strict=True))
    found = [(label, count) for label, count in options if count is not None]
    left = (figures.people or 0) - sum(count for _label, count in found)
    if question["kind"] != "many" and left and len(found) < len(options):
        veiled = "、".join(label for label, count in options if count is None)
        found.append((_("%(labels)s（合在一起）") % {"labels": veiled}, left))
    return found


def compared(result: Result, survey: Survey | None) -> list[dict[str, Any]]:
    """Each survey of the series and all of them; nothing where there is only one, or nothing to compare."""
    if len(result.each) < 2 or result.question["kind"] == "text":
        return []
    rows = [(one.about_label or one.title, figures, one == survey) for one, figures in result.each]
    found = [{"label": label, "here": here, "zh": True, **_line(result, figures)} for label, figures, here in rows]
    return [*found, {"label": _("全部"), "here": False, "zh": False, **_line(result, result.whole)}]


def _line(result: Result, figures: Figures) -> dict[str, Any]:
    """What one row of the comparison says: how many, and the share satisfied or each option's."""
    few = figures.people is None
    if result.question["kind"] == "scale":
        mean = ["—" if figures.mean is None else f"{figures.mean:.2f}"] if _has_means(result) else []
        cells = [_("不显示") if few else share_words(figures.liked), *mean]
    else:
        cells = [_("不显示") if n is None or few else percent(n / (figures.people or 1)) for n in figures.counts]
    return {"people": _("不到 5 人") if few else str(figures.people), "cells": cells}


def compared_heads(result: Result) -> list[str]:
    """The columns of the comparison behind name and number; no mean where none may be told."""
    if result.question["kind"] != "scale":
        return labels(result.question)
    return [_("满意的占"), *([_("平均分")] if _has_means(result) else [])]


def _has_means(result: Result) -> bool:
    return any(figures.mean is not None for figures in (result.whole, *(one for _survey, one in result.each)))
