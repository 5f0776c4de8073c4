"""What to tell somebody for each refusal about offerings, groups, quotas, and an officer's no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, "str | Promise"] = {
    "closes_after_it_opens": _("报名截止要在开始报名之后。"),
    "ends_after_it_starts": _("回来要在出发之后。"),
    "offering_unsealed": _("名单已经封存或已经结束，这些不能再改了。确实要改，请先作废抽签。"),
    "mode_settled": _("报名已经开始，怎么定人不能再换了。"),
    "capacity_under_taken": _("已经有 %(taken)s 个人排上了，座位不能比这少。"),
    "groups_named": _("每一组都要有名字。"),
    "groups_open_end": _("只有最后一组可以不选职业，它收其余的人。"),
    "groups_apart": _("一种职业只能在一组里。"),
    "group_in_use": _("已经有人在这一组里报名，不能去掉。可以改它的名字和职业。"),
    "quota_one_kind": _("名额只能给一个工会或者一个优先组。"),
    "quota_ceiling": _("上限不能比保底少。"),
    "offering_step": _("现在不能这样做。请刷新页面，看看到哪一步了。"),
    "offering_batches": _("还没有批次，不能开始报名。请先加批次。"),
    "application_seated": _("这个人已经有座位。要不同意，请先收回座位。"),
    "application_step": _("这份报名已经变了。请刷新页面，看看现在是什么情况。"),
}
