"""The verbs and objects of places, in words."""

from django.utils.translation import gettext_lazy as _

from xinlian.journal.words import Text

VERBS: dict[str, Text] = {
    "add_media": _("上传照片或短视频"),
    "check_in": _("签到"),
    "media_pending": _("照片或短视频重新待审"),
    "media_refused": _("不展示照片或短视频"),
    "media_shown": _("展示照片或短视频"),
    "media_withdrawn": _("撤下照片或短视频"),
    "place_by_roads": _("推算地点在路上的里程"),
    "rebuild_stops": _("重算一条路上的停靠点"),
}
OBJECTS: dict[str, Text] = {
    "places.photo": _("照片"),
    "places.place": _("地点"),
    "places.road": _("道路"),
    "places.video": _("短视频"),
    "places.visit": _("来访"),
}
FACTS: dict[str, Text] = {
    "heads": _("人数"),
    "place": _("地点"),
    "roads": _("道路数"),
    "stops": _("停靠点数"),
    "way": _("方式"),
}
VALUES: dict[str, Text] = {"photo": _("照片"), "video": _("短视频")}
