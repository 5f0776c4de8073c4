"""What places hold about somebody."""

import datetime

from django.utils.translation import gettext_lazy as _

from xinlian.people.holdings import Holding
from xinlian.people.models import Person
from xinlian.places.actions.media import withdraw
from xinlian.places.models import Media


def take_pictures_back(*, person: Person, by: Person, at: datetime.datetime) -> None:
    """Whoever takes back their yes to showing: every picture of theirs goes, files and all."""
    for picture in Media.objects.filter(person=person, state__in=("pending", "shown")):
        withdraw(media=picture, by=by, at=at)


ON_WITHDRAWN = {"media": take_pictures_back}

HOLDINGS = [
    Holding(
        model="places.Visit",
        person="person",
        fields=("place", "at", "way"),
        what=_("您登录以后在哪些驿站签过到"),
        purpose=_("数来了多少人，知道驿站开着"),
        basis=_("您扫码签到"),
        seen_by=_("只有您自己；工会只看到人次"),
        since="at",
        keep_days=90,
        at_end="unlink",
    ),
    Holding(
        model="places.Media",
        person="person",
        fields=("place", "kind", "caption", "taken_m", "made_at", "state"),
        what=_("您传的照片和短视频，拍摄处离驿站多远"),
        purpose=_("让后面的人认得门，看得到里面"),
        basis=_("您的同意"),
        seen_by=_("审核过的画面谁都看得到，看不到是谁传的"),
        since="made_at",
        keep_days=None,
        at_end="unlink",
    ),
]
