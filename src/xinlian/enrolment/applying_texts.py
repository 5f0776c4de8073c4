"""What to tell somebody for each refusal about applying and withdrawing, conditions, offerings."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ELIGIBILITY: dict[str, "str | Promise"] = {
    "not_of_occupation": _("这一次只收几种职业的人，您登记的职业不在里面。职业登记错了，到“我的”里改。"),
    "not_of_union": _("这一次只收指定工会的人，您登记的工会不在里面。"),
    "age_unknown": _("不知道您的年龄：没有登记居民身份证。请到“我的”里补上，或者找工会登记。"),
    "too_young": _("要满 %(least)s 岁。"),
    "too_old": _("不超过 %(most)s 岁。"),
    "been_already": _("您 %(last)s 参加过，%(again)s 起可以再报。"),
    "missed_before": _("您有 %(times)s 次报了没来，%(again)s 起可以再报。"),
    "proof_missing": _("还缺一样证明（%(fact)s）。请找工会补上。"),
    "proof_ends": _("证明（%(fact)s）%(until)s 到期，等不到活动结束。请先续上。"),
}

TABLE: dict[str, "str | Promise"] = {
    "batch_number": _("“%(value)s”不是批次。请写第几批的数字，几批用顿号隔开，如：3、5、7。"),
    "offering_unknown": _("不知道这张表是给哪一项报名的。请从那一项的页面点“从 Excel 导入报名”。"),
    "applied_by_phone": _("本人已经在手机上报了别的日期，以本人的为准，没有改。"),
}

TEXTS: dict[str, "str | Promise"] = {
    **ELIGIBILITY,
    **TABLE,
    "offering_open": _("现在不在报名时间里。请看看报名页面上写的时间。"),
    "offering_begun": _("还没有开始报名，到时候再来。"),
    "offering_not_over": _("报名已经截止。"),
    "list_unsealed": _("名单已经封存，改不了了。"),
    "application_standing": _("这份报名已经撤回，或者不符合条件，不在名单里了。"),
    "dates_some": _("还没有选日期。在想去的那一天点“想去”。"),
    "dates_known": _("有一个日期已经取消或没有了，请再看一遍日期。"),
    "dates_once": _("同一个日期选了两次，请再看一遍。"),
    "dates_one": _("先到先得的，只能选一个日期。"),
    "parties_offered": _("这一次不能结伴。"),
    "party_unknown": _("没有结伴码 %(code)s。请工友再念一遍，字母和数字都要对。"),
    "party_full": _("这个结伴码已经满 %(most)s 个人了。"),
    "party_no_day": _("您选的日期和他们的没有一天是一样的。先把日期改成有一天相同，再加入。"),
    "party_codes_out": _("没有取到结伴码，请再试一次。"),
    "condition_kind": _("没有这一种条件。"),
    "condition_params": _("条件没有填完整，请看看数字和选项。"),
    "condition_fact": _("系统里没有这一项信息，判断不了。"),
    "condition_source": _("请写清楚依据：哪份文件的哪一条。"),
    "condition_twice": _("同一天已经有一条这样的条件，请先停掉它或换个日期。"),
    "condition_ends_early": _("停用的日期不能早于生效的日期。"),
}
