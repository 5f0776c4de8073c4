"""What to tell somebody for each refusal about notices."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

TEXTS: dict[str, "str | Promise"] = {
    "again_state": gettext_lazy("只有没发出的和结果不明的可以重新发。请回到上一页再选。"),
    "again_nothing": gettext_lazy("这一周里没有要重新发的了。可能别人刚刚重新发过，请刷新再看。"),
}
