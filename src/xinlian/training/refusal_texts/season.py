"""What to tell somebody for each refusal: the labour contest."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, "str | Promise"] = {
    "season_title": _("给竞赛季起个名字。"),
    "season_known": _("这个项目已经有一个同名的竞赛季。请换个名字。"),
    "season_days": _("最后一天不能早于第一天。"),
    "season_long": _("一个竞赛季最多 24 个月。"),
    "season_items_number": _("至少一项，最多八项。"),
    "season_item_name": _("每一项都要有名字，不超过 20 个字。"),
    "season_item_twice": _("有两项同名。请改一个。"),
    "season_source_twice": _("基地自己算的数，一样只能用在一项里。"),
    "season_item_weight": _("每一项占 1 到 100 的整数。"),
    "season_item_target": _("“人均学时”要写几学时满分，“违章记分”要写几分扣完；别的不用写。"),
    "season_weights": _("各项加起来要正好 100。请先改各项占多少。"),
    "season_not_draft": _("这个竞赛季已经开始了，不能再改。"),
    "season_runs": _("这个项目已经有一个竞赛季正在比。先结束那一个。"),
    "season_not_running": _("这个竞赛季没有在比。"),
    "season_not_going": _("还没有开始，或者已经公布了，不能打分。要改，先收回公布。"),
    "season_month": _("这个月不在竞赛季里。"),
    "season_month_begun": _("这个月还没有到。"),
    "season_mark_elsewhere": _("这一格不在这个竞赛季里。请刷新页面。"),
    "season_mark_range": _("分数在 0 到 100 之间，最多一位小数。"),
    "season_mark_evidence": _("写上依据，不超过 60 个字；或者填“这个月的依据”。"),
    "season_row_evidence": _("在“依据”一列写上这个分的依据，不超过 60 个字。"),
    "season_unknown": _("不知道这张表是哪个竞赛季的。请从竞赛季的页面点“从 Excel 打分”。"),
    "season_item_unknown": _("没有“%(value)s”这一项要打分。要打分的：%(known)s。"),
    "season_mark_nobody": _("“%(value)s”这个月没有人，不用打分。"),
    "season_mark_there": _(
        "这里已经是 %(mark)s 分（%(evidence)s），和“原来的分”不一样。请重新下载表，或者在网页上改。"
    ),
    "season_marks_changed": _("您填的时候，别人改了其中 %(n)s 格，所以一格都没有存。请看看红字的地方，再存一次。"),
    "season_not_ended": _("比完了才能公布。"),
    "season_holes": _("还有 %(n)s 个分没有打：%(words)s。打齐了再公布。"),
    "season_nobody": _("没有一个班组有人，没有可以公布的。"),
    "season_why": _("写清楚为什么收回，不超过 200 个字。"),
    "season_not_published": _("这个竞赛季没有公布。"),
}
