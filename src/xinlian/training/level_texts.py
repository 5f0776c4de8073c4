"""What a level asks, as sentences."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinlian.training.rules.levels import Ask

TEXTS: dict[str, "str | Promise"] = {
    "months": gettext_lazy("在项目上干满 %(months)s 个月（现在 %(now)s 个月）"),
    "theory": gettext_lazy("考过“%(title)s”"),
    "task": gettext_lazy("模拟机“%(title)s”考到 %(least)s 分（最好 %(best)s 分）"),
    "certificate": gettext_lazy("有“%(title)s”"),
    "practical": gettext_lazy("实操考核“%(title)s”得到 %(least)s 分（最好 %(best)s 分）"),
}


def sentence(kind: str, facts: Mapping[str, object]) -> str:
    """One thing that is asked, in the active language."""
    return str(TEXTS[kind]) % dict(facts)


def lines(asks: Sequence[Ask]) -> list[tuple[bool, str]]:
    """Each thing, and whether it is there."""
    return [(one.done, sentence(one.kind, one.facts)) for one in asks]


def missing_words(asks: Sequence[Ask]) -> str:
    """What is missing, in one line."""
    return _("；").join(words for done, words in lines(asks) if not done) + _("。")


def yuan(fen: int) -> str:
    """An amount of fen in yuan, as it is said."""
    return f"{fen / 100:.2f}".removesuffix(".00")
