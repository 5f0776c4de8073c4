"""What to tell somebody for each refusal about people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

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
    "role_officer": gettext_lazy("您在这个工会没有做这件事的权限。需要的话，请找上级工会的干部给您开通。"),
    "not_to_oneself": gettext_lazy("不能给自己开通角色，请让另一位干部来办。"),
}

