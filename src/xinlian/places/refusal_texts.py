"""What to tell somebody for each refusal about places, routes, hours, visits and pictures."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, "str | Promise"] = {
    "place_listed": _("这个地方还没有公布或已经撤除，记不了。"),
    "visit_way_known": _("没看懂这是扫码还是计数，请重新扫一次。"),
    "heads_counted": _("人数要在 1 到 500 之间；扫门口的码一次算一个人。"),
    "came_not_in_future": _("手机上的时间比现在还晚，记不了。请把手机时间调准，再试一次。"),
    "came_not_too_long_ago": _("这次到访是两个星期以前的，没有记。"),
    "media_turn_allowed": _("这张已经有人处理过了，刷新一下就能看到结果。"),
    "hiding_reason_needed": _("不展示要写明原因，好让传的人知道。"),
    "role_publisher": _("这件事要由管这个地方的工会干部或审核人来办。"),
    "role_sender": _("只有传的人自己能撤下来。"),
    "picture_too_big": _("这张照片有 %(megabytes)s 兆，最多 %(limit)s 兆。请用手机拍的原图，或者先压缩一下。"),
    "picture_too_many_pixels": _(
        "这张图片有 %(megapixels)s 百万像素，最多收 %(limit)s 百万。没有打开它，什么也没丢。请传一张普通的手机照片。"
    ),
    "picture_unknown": _(
        "这个文件不是能看的照片。请传 JPEG、PNG 或 WebP；苹果手机请在“设置、相机、格式”里选“兼容性最佳”。"
    ),
    "picture_broken": _("这张照片没有传完整，打不开。请再传一次。"),
    "picture_too_small": _("这张照片只有 %(width)s × %(height)s，太小看不清。每边至少要 %(limit)s 像素。"),
    "clip_too_big": _("这段视频有 %(megabytes)s 兆，最多 %(limit)s 兆。请拍短一点，或者调低清晰度。"),
    "clip_unknown": _("这个文件不是能放的视频。请传手机拍的 MP4。"),
    "clip_broken": _("这段视频没有传完整，放不出来。请再传一次。"),
    "clip_in_parts": _("这种分段的视频收不了。请用手机自带的相机拍。"),
    "clip_coding": _("这段视频的编码很多手机放不出来。请在相机设置里选 H.264（“兼容性最佳”）再拍。"),
    "clip_too_long": _("这段视频超过 20 秒了。请剪短一点再传。"),
    "route_too_big": _("这个路线文件太大，最多 %(megabytes)s 兆。请导出简单一点的路线。"),
    "route_broken": _("这个路线文件读不了，不是完整的 GPX 或 GeoJSON。请重新导出一次。"),
    "route_no_coordinates": _("这个路线文件里一个坐标也没有。请重新导出一次。"),
    "route_not_a_line": _("这个文件里只有点或区域，没有路线。请在导航软件里导出“路线”或“轨迹”。"),
    "route_one_point": _("这条路线只有一个点，连不成路。请导出完整的路线。"),
    "route_out_of_range": _("这个路线文件里有不在地球上的坐标（%(detail)s）。请重新导出一次。"),
    "route_start_far": _("起点离登记过的路都超过 10 公里。请写路边的县或镇，或者用路线文件。"),
    "route_end_far": _("终点离登记过的路都超过 10 公里。请写路边的县或镇，或者用路线文件。"),
    "route_no_way": _("起点和终点不在连得起来的路上。请用路线文件。"),
    "mark_unreadable": _("“%(text)s”不像公里桩。请照这样写：K2425+300。"),
    "hours_unreadable": _("开放时间从第 %(position)s 个字符起读不懂：“%(near)s”。"),
    "hours_unsupported": _("开放时间从第 %(position)s 个字符起用了没有的日历：“%(near)s”。"),
}
