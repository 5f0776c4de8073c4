"""What a check found, in words: for the medic and for oneself alone."""

from django.utils.translation import gettext as _

from xinlian.training.forms.base import RESTRICTIONS
from xinlian.training.models import Medical
from xinlian.training.queries.medicals import Opened

RESULTS = dict(Medical.RESULTS)
NAMES = dict(RESTRICTIONS)


def told(one: Opened) -> list[tuple[object, ...]]:
    """Result, restrictions, clinic, note, as pairs of words."""
    found = one.found
    pairs: list[tuple[object, ...]] = [(_("结果"), str(RESULTS.get(found.result, found.result)))]
    if found.restrictions:
        pairs.append((_("不能干的活"), "、".join(str(NAMES.get(code, code)) for code in found.restrictions)))
    if one.row.clinic:
        pairs.append((_("体检机构"), one.row.clinic, True))
    if found.note:
        pairs.append((_("备注"), found.note, True))
    return pairs
