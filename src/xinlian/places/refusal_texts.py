"""What to tell somebody for each refusal about places, routes and hours."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

TEXTS: dict[str, "str | Promise"] = {
    "hours_unreadable": gettext_lazy(
        "开放时间从第 %(position)s 个字“%(near)s”起看不懂。请写成 Mo-Fr 08:00-18:00 这样，或者 24/7。"
    ),
    "hours_unsupported": gettext_lazy(
        "开放时间第 %(position)s 个字起的“%(near)s”这里算不了：我们没有寒暑假的日历。请写出具体日期。"
    ),
    "mark_unreadable": gettext_lazy("“%(text)s”不像里程桩号。请写成 K2425+300 这样。"),
    "route_too_big": gettext_lazy("这个路线文件太大了，最多 %(megabytes)s MB、二十万个点。请截短一些再传。"),
    "route_broken": gettext_lazy(
        "这个文件读不出来，可能传错了，也可能下载时断了。请重新导出 GPX 或 GeoJSON，再传一次。"
    ),
    "route_no_coordinates": gettext_lazy("这个文件里没有坐标。请导出带轨迹或路线的 GPX 或 GeoJSON。"),
    "route_not_a_line": gettext_lazy("这个文件里只有地点，没有路线。请导出轨迹或路线再传。"),
    "route_one_point": gettext_lazy("这条路线只有一个点，看不出往哪里走。请选一条至少两个点的路线。"),
    "route_out_of_range": gettext_lazy("路线里有不在地球上的坐标（%(detail)s）。可能经度和纬度写反了。"),
    "route_start_far": gettext_lazy("起点十公里以内没有我们记录的公路。请换一个靠近公路的起点。"),
    "route_end_far": gettext_lazy("终点十公里以内没有我们记录的公路。请换一个靠近公路的终点。"),
    "route_no_way": gettext_lazy("我们记录的公路还连不上这两个地方。可以选一条公路，或者上传您的路线文件。"),
}
