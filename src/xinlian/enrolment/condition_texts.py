"""Conditions in words for the desk: kinds, what each asks, how it stands, and why it shuts people out."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinlian.enrolment.facts import facts
from xinlian.people.models import Person

Params = Mapping[str, Any]
Names = Mapping[str, str]

KINDS: dict[str, "str | Promise"] = {
    "occupation": gettext_lazy("职业"),
    "union": gettext_lazy("所属工会"),
    "age": gettext_lazy("年龄"),
    "not_again": gettext_lazy("隔几年才能再参加"),
    "no_shows": gettext_lazy("报了没来的次数"),
    "valid_until": gettext_lazy("证明在有效期内"),
    "has": gettext_lazy("要有某样证明"),
}
STATES: dict[str, tuple[str, "str | Promise"]] = {
    "holds": ("ok", gettext_lazy("生效中")),
    "coming": ("info", gettext_lazy("还没到日子")),
    "replaced": ("off", gettext_lazy("换成新的了")),
    "ended": ("off", gettext_lazy("已停用")),
}
SHUT_OUT: dict[str, "str | Promise"] = {
    "not_of_occupation": gettext_lazy("职业不在里面"),
    "not_of_union": gettext_lazy("不是这些工会的人"),
    "age_unknown": gettext_lazy("没有登记居民身份证，不知道年龄"),
    "too_young": gettext_lazy("年龄不到"),
    "too_old": gettext_lazy("超过年龄"),
    "been_already": gettext_lazy("参加过，还没到能再参加的时候"),
    "missed_before": gettext_lazy("报了没来的次数太多"),
    "proof_missing": gettext_lazy("还缺证明"),
    "proof_ends": gettext_lazy("证明到不了活动结束"),
}


def said(kind: str, params: Params, names: Names) -> str:
    """What a condition asks, in one line; `names` are those of unions by path."""
    return _SAID[kind](params, names)


def _occupation(params: Params, names: Names) -> str:
    known = dict(Person.OCCUPATIONS)
    return _("职业是%(which)s") % {"which": _("、").join(str(known.get(code, code)) for code in params["codes"])}


def _union(params: Params, names: Names) -> str:
    which = _("、").join(names.get(path, _("（没有这个工会了）")) for path in params["paths"])
    return _("属于%(which)s和它们下面的工会") % {"which": which}


def _age(params: Params, names: Names) -> str:
    least, most = params.get("least"), params.get("most")
    if most is None:
        return _("满 %(least)s 岁") % {"least": least}
    if least is None:
        return _("不超过 %(most)s 岁") % {"most": most}
    return _("满 %(least)s 岁，不超过 %(most)s 岁") % {"least": least, "most": most}


def _not_again(params: Params, names: Names) -> str:
    return _("参加过的，隔 %(years)s 年才能再参加") % {"years": params["years"]}


def _no_shows(params: Params, names: Names) -> str:
    return _("最近 %(months)s 个月里，报了没来的不超过 %(most)s 次") % dict(params)


def _valid_until(params: Params, names: Names) -> str:
    return _("“%(fact)s”到活动结束那天还有效") % {"fact": _fact(params)}


def _has(params: Params, names: Names) -> str:
    return _("有“%(fact)s”") % {"fact": _fact(params)}


def _fact(params: Params) -> str:
    known = facts().get(params["fact"])
    return str(known.label if known else params["fact"])


_SAID: dict[str, Callable[[Params, Names], str]] = {
    "occupation": _occupation,
    "union": _union,
    "age": _age,
    "not_again": _not_again,
    "no_shows": _no_shows,
    "valid_until": _valid_until,
    "has": _has,
}
