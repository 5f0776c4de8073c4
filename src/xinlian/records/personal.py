"""What the store of records holds about somebody.

A statement names its actor by an account, the worker number, inside its JSON. Rows cannot be told apart by person there;
whoever joins a number to a person (a room above) says so in its own inventory.
"""

from django.utils.translation import gettext_lazy as _

from xinlian.people.holdings import Holding

UNION = _("工会的干部、培训老师、审计人；工会给了密钥的系统")
LAW = _("履行职务，事后能查证")
SERVICE = _("向您提供工会服务所必需")
NUMBER = _("记录只写工号，不写姓名和证件号码；成绩有争议时要查得到原样。")

HOLDINGS = [
    Holding(
        model="records.Client",
        person="made_by",
        fields=("name", "made_at"),
        what=_("您给过哪些系统记录接口的密钥"),
        purpose=_("知道一把密钥是谁给的"),
        basis=LAW,
        seen_by=UNION,
        since="made_at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="records.Statement",
        person="",
        fields=(),
        what=_("模拟机等设备送来的记录：工号、做了什么、得分、用时"),
        purpose=_("成绩从这些记录里来"),
        basis=SERVICE,
        seen_by=UNION,
        since="stored_at",
        keep_days=None,
        at_end="keep",
        why_kept=NUMBER,
    ),
    Holding(
        model="records.Document",
        person="",
        fields=(),
        what=_("设备存的进度和设置，写在工号名下"),
        purpose=_("下次接着练"),
        basis=SERVICE,
        seen_by=UNION,
        since="changed_at",
        keep_days=None,
        at_end="keep",
        why_kept=NUMBER,
    ),
    Holding(
        model="records.Thing",
        person="",
        fields=(),
        what=_("记录里出现过的工号"),
        purpose=_("按工号找得到记录"),
        basis=SERVICE,
        seen_by=UNION,
        since="",
        keep_days=None,
        at_end="keep",
        why_kept=NUMBER,
    ),
    Holding(
        model="records.Attachment",
        person="",
        fields=(),
        what=_("跟着记录送来的文件，例如操作的截图、签名"),
        purpose=_("成绩有争议时能看"),
        basis=SERVICE,
        seen_by=UNION,
        since="made_at",
        keep_days=None,
        at_end="keep",
        why_kept=NUMBER,
    ),
]
