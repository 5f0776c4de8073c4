"""The sentences for what the desk, keepers and an import may be refused."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.stations.forms.describe import DOUBTS

TEXTS: dict[str, "str | Promise"] = {
    # who
    "role_approver": _("审核要由这个工会的审核人或上级干部来做。"),
    "role_second_person": _("这是您自己提的修改，要请另一位审核人来看。"),
    "role_inspector": _("填评价要由检查员或工会干部来做。"),
    "role_keeper": _("您现在不管这个驿站。要管的话，请工会干部在“管理员”里加上您的手机号。"),
    "role_filter_owner": _("这是别人存的筛选，只有他自己能删。"),
    # stations and changes
    "station_changed": _("您看的时候，别人刚改过这个驿站。请刷新看看现在的样子，再改一次。"),
    "station_code_taken": _("编号 %(code)s 已经有驿站在用了，请换一个。"),
    "station_step": _("这个驿站现在的状态做不了这一步。请刷新看看。"),
    "station_name": _("还没有名称，补上再公布。"),
    "station_hours": _("还没有开放时间，补上再公布。"),
    "station_facilities": _("还没有写有什么设施，至少写一样再公布。"),
    "station_position": _("位置可疑，改好再公布。"),
    "station_not_public": _("这个驿站还没有公布，或者已经撤除。"),
    "proposal_empty": _("没有改动，不用提交。"),
    "proposal_open": _("这条修改已经有人处理过了。请刷新看看。"),
    "reason_missing": _("请写上原因，别人要看。"),
    "filters_many": _("最多存 %(most)s 个筛选，请先删掉用不着的。"),
    # keepers
    "now_unknown": _("没有听懂现在怎么样。请重新点一次。"),
    "until_past": _("“到几点”已经过了，请写一个还没到的时间。"),
    "heads_range": _("一次最多记 %(most)s 人。"),
    # faults
    "fault_step": _("这个故障现在的状态做不了这一步，可能别人刚处理过。请刷新看看。"),
    "fault_step_officer": _("办结和退回要由工会干部来做。您修好以后点“修好了”，干部会来核实。"),
    "fault_outcome": _("请在“结果”里写一句：修了什么，或者为什么不属实。"),
    "fault_cost": _("花的钱写得太大了，最多 %(most)s 元。"),
    # voices
    "voice_step": _("这条留言别人刚处理过。请刷新看看。"),
    "voice_words": _("请写上要回复的话，或者没有通过的原因。"),
    # reviews and checklists
    "review_draft": _("这份评价已经定级，不能再改了。"),
    "review_complete": _("还有条目没有填，填完才能定级。"),
    "review_begun": _("今年的评价已经开始了。"),
    "checklist_none": _("这个工会和上级都还没有评价清单。请先建一份。"),
    "checklist_items": _("清单至少要有一条，每条都要有文字和大于 0 的分值。"),
    "checklist_codes_once": _("有两条用了同一个代码，请改一个。"),
    "checklist_five": _("1 到 5 星的分数线都要写。"),
    "checklist_rising": _("分数线要从低到高，一星最低，五星最高，不能相同。"),
    "checklist_reachable": _("五星的分数线比满分还高，没有驿站能得到。"),
    "checklist_demotions": _("降星规则里有看不懂的一条：超过几次、降几星都要写。"),
    "checklist_source": _("请写上依据的文件名和文号。"),
    "checklist_once": _("同名、同一天起执行的清单已经有了。请换一天。"),
    # tables
    "code_elsewhere": _("编号 %(value)s 是别的工会的驿站，不能在这里改。请换一个编号。"),
    "code_shape": _("编号“%(value)s”里只能有字母、数字和短横线。"),
    "station_phone_shape": _("电话“%(value)s”看不懂。请写手机号，或者带区号的座机。"),
    "hours_unclear": _("开放时间“%(value)s”看不懂。可以写：每天 7:00-22:00；周一至周五 8:30-17:30；24小时。"),
    "facility_unknown": _("没有“%(value)s”这种设施。请换成常用的说法，比如淋浴、床位、饮用水。"),
    "mark_unclear": _("公里桩“%(value)s”看不懂。请写成 K2425+300，或者 2425 公里 300 米。"),
    "union_of_station": _("这个编号的驿站属于“%(union)s”。表里写的是别的工会，请核对。"),
    "position_half": _("经度和纬度只写了一个。请两个都写上。"),
    "position_missing": _("新驿站要有经度和纬度。"),
    "position_other_datum": _(
        "您说是 %(declared)s，但和这个驿站原来的位置比，这对数更像 %(really)s。请重新选坐标系再导入。"
    ),
    "geojson_unreadable": _("这不是 GeoJSON 点文件。每个驿站要是一个 Point，属性里有 ref（编号）和 name（名称）。"),
    # positions
    **DOUBTS,
}
