"""Forms of the worker's pages; what may be said is decided by the actions, these only read it."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xinlian.stations.models import Report
from xinlian.stations.rules.talk import BANNER_LIMIT, SIGNED_LIMIT, TEXT_LIMIT
from xinlian.stations.where import pair


class Once(forms.Form):
    """A form that carries its own number, so that sending it twice is sending it once."""

    client_uid = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("client_uid", uuid.uuid4())
        self.label_suffix = ""

    def uid(self) -> uuid.UUID:
        """The number sent along; a fresh one where a robot left it out."""
        return self.cleaned_data["client_uid"] or uuid.uuid4()


class ReportForm(Once):
    """One tap, with the position when the worker lets it come along."""

    code = forms.ChoiceField(choices=Report.CODES)
    lat = forms.CharField(required=False)
    lon = forms.CharField(required=False)

    def position(self) -> tuple[float, float] | None:
        """(lat, lon) or nothing."""
        return pair(self.cleaned_data["lat"], self.cleaned_data["lon"])


class ThanksForm(Once):
    """A few words for a banner."""

    text = forms.CharField(
        label=_("锦旗上写什么"),
        max_length=BANNER_LIMIT,
        help_text=_("最多 24 个字，用逗号或空格分列，例如“漂泊千里，温暖如家”。"),
        error_messages={"required": _("写几个字吧。"), "max_length": _("锦旗上最多 24 个字，请改短一点。")},
    )
    signed = forms.CharField(
        label=_("落款"),
        max_length=SIGNED_LIMIT,
        required=False,
        help_text=_("写个称呼就行，例如“豫A车队”。不用写真名。"),
    )


class ComplaintForm(Once):
    """What went wrong."""

    text = forms.CharField(
        label=_("哪里不好"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("说说什么时候、哪里、怎么了。最多 300 个字。"),
        error_messages={"required": _("请说说哪里不好。"), "max_length": _("最多 300 个字，请改短一点。")},
    )


class FaultForm(Once):
    """What is broken."""

    facility = forms.ChoiceField(label=_("什么坏了"), required=False, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("怎么坏的"),
        max_length=TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("最多 300 个字，请改短一点。")},
    )

    def __init__(self, *args: Any, there: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facility"].choices = [*there, ("", _("别的东西"))]  # type: ignore[attr-defined]


class MediaForm(Once):
    """A photo or a short video, with the yes to showing it."""

    file = forms.FileField(
        label=_("照片或短视频"),
        help_text=_("照片 25 兆以内；视频 20 秒、30 兆以内。拍摄的位置和手机型号会去掉。"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,video/mp4,video/quicktime"}),
        error_messages={"required": _("请选一张照片或一段短视频。"), "empty": _("这个文件是空的，请重新选一个。")},
    )
    caption = forms.CharField(label=_("说明"), max_length=100, required=False)
    consent = forms.BooleanField(
        label=_("我同意把它展示在驿站页面上"),
        error_messages={"required": _("要展示，先要您同意。不同意就不用传。")},
    )


class LengthForm(forms.Form):
    """How long somebody's truck is."""

    truck = forms.CharField(label=_("您的车多长"), help_text=_("挂车连车头一起算。只记在这台手机上，下次不用再填。"))
