"""What to tell somebody for each refusal about people."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinlian.rows.refusals import Refused

TEXTS: dict[str, "str | Promise"] = {
    "phone_shape": gettext_lazy("请填 11 位手机号，以 1 开头。"),
    "code_wait": gettext_lazy("验证码刚发出，请等 %(seconds)s 秒再要一次。"),
    "code_sendings": gettext_lazy("这个验证码已经发了三次。收不到的话，请过 5 分钟重新填手机号。"),
    "code_over": gettext_lazy("这个验证码不能用了：过了 5 分钟，或者填错太多次。请重新要一个。"),
    "code_wrong": gettext_lazy("验证码不对。请看最近一条短信，再填一次。"),
    "limit_reached": gettext_lazy("试的次数太多了，请过 %(minutes)s 分钟再来。"),
    "sms_off": gettext_lazy("这里还没有接通短信，暂时不能用手机号登录。请联系您的工会。"),
    "id_shape": gettext_lazy("证件号码的位数或字符不对，请照证件上的填。"),
    "id_date": gettext_lazy("证件号码里的出生日期不存在，请再核对一遍。"),
    "id_checksum": gettext_lazy("证件号码最后几位对不上，请再核对一遍。"),
    "id_type": gettext_lazy("请选一种证件。"),
    "attach_none": gettext_lazy("没有找到同名同证件、还没有人用过的登记。请核对姓名和证件号码，或者请工会帮您查。"),
    "attach_by_union": gettext_lazy("这份登记要请工会帮您合到一起。请带上证件联系您的工会。"),
    "phone_taken": gettext_lazy("这个手机号已经有人在用。要合到一起，请联系您的工会。"),
    "role_held": gettext_lazy("您还在担任工会的工作。请先请上级工会结束您的角色，再来删除资料。"),
    "username_taken": gettext_lazy("这个登录名已经有人用了，请换一个。"),
    "password_not_now": gettext_lazy("要换密码，请先用手机验证码重新登录一次。"),
    "request_closed": gettext_lazy("这个要求已经办完了。"),
    "role_approver": gettext_lazy("完整的号码只有审核人可以导出。"),
    "role_above": gettext_lazy("这个人在更高或别的工会也有角色，请那里的干部来办。"),
    "grant_needed": gettext_lazy("请先给一个角色，再开通登录名。"),
    "role_there": gettext_lazy("这个人在这个工会已经有这个角色了。"),
    "role_over": gettext_lazy("这个角色已经结束了。"),
    "day_past": gettext_lazy("结束的日期不能在今天以前。"),
    "reason_needed": gettext_lazy("请写一句为什么需要。"),
    "phone_or_id_needed": gettext_lazy("手机和证件号码至少要填一样，不然以后认不出是同一个人。"),
    "person_conflict": gettext_lazy("手机是“%(phone_name)s”的，证件号码是“%(id_name)s”的，是两个不同的人。请核对。"),
    "person_elsewhere": gettext_lazy("这个人登记在别的工会。要转到您这里，请联系上级工会。"),
    "phone_has_other_id": gettext_lazy("这个手机号登记在“%(name)s”名下，但证件号码不同。请核对。"),
    "id_has_other_phone": gettext_lazy("“%(name)s”已经用另一个手机号登录过。换号请本人在“我的”里办。"),
    "name_differs": gettext_lazy("这个手机号登记的姓名是“%(name)s”，和表里的不同。是同一个人的话，请先在人员页面改名。"),
    "phone_is_theirs": gettext_lazy("本人用这个号登录，只有本人能换。"),
    "id_taken": gettext_lazy("这个证件号码已经登记在另一个人名下。"),
    "person_just_added": gettext_lazy("就在刚才，有人登记了同一个手机号或证件号码。请刷新再看看。"),
    "row_same_person": gettext_lazy("和“%(sheet)s”第 %(row)s 行是同一个人。"),
    "number_rounded": gettext_lazy("Excel 把这个号码变成了科学计数法，后面几位丢了。请把这一列设成“文本”，重新填。"),
    "id_rounded_by_excel": gettext_lazy(
        "Excel 只留了前 15 位，后面几位变成了 0。请把这一列设成“文本”，照证件重新填。"
    ),
    "id_type_missing": gettext_lazy("这不是 18 位身份证号，请写明证件类型。"),
    "occupation_unknown": gettext_lazy("不认识的职业“%(value)s”。可以填：%(allowed)s。"),
    "union_unknown": gettext_lazy("没有叫“%(value)s”的工会。请写登记过的名称，或者先在“工会”里加上。"),
    "union_outside": gettext_lazy("“%(value)s”不归您管，这一行请由那里的干部导入。"),
    "union_ambiguous": gettext_lazy("叫“%(value)s”的工会不止一个。请写成“上级工会/工会”。"),
    "union_closed": gettext_lazy("“%(value)s”已经关闭，请换一个在用的工会。"),
    "union_there": gettext_lazy("这里已经有一个同名的工会。"),
    "union_open": gettext_lazy("这个工会正在使用。"),
    "union_not_empty": gettext_lazy("还有 %(unions)s 个下级工会和 %(people)s 个人在里面，要先转走才能关闭。"),
    "tree_too_deep": gettext_lazy("工会最多十级，这里不能再往下加了。"),
    "firm_there": gettext_lazy("这个工会已经登记过同名的单位。"),
    "role_officer": gettext_lazy("您在这个工会没有做这件事的权限。需要的话，请找上级工会的干部给您开通。"),
    "not_to_oneself": gettext_lazy("不能给自己开通角色，请让另一位干部来办。"),
}


def said(refused: Refused) -> str:
    """The sentence for a refusal of this room, for beside a field."""
    text = TEXTS.get(refused.code)
    if text is None:
        return _("这一步没有办成（%(code)s）。请把这个代码告诉工会干部。") % {"code": refused.code}
    return str(text) % dict(refused.facts) if refused.facts else str(text)


def words(code: str) -> str:
    """The sentence for a code that carries no facts."""
    return said(Refused(code))
