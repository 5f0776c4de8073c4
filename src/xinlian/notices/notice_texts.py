"""What people are told about themselves: roles given, requests answered. Their floor lies below this one."""

from django.utils.translation import gettext_lazy as _

from xinlian.notices.kinds import NoticeKind
from xinlian.people.models import DataRequest, Grant

NOTICES = [
    NoticeKind(
        code="people.role_given",
        name=_("有了新的角色"),
        title=_("您现在是%(union)s的%(role)s"),
        body=_("工会给您开通了“%(role)s”的角色，在%(union)s和下级都有效。打开“我的”就能看到。"),
        words={"role": dict(Grant.ROLES)},
        example={"union": "试验县总工会", "role": "keeper"},
        everyone=False,
    ),
    NoticeKind(
        code="people.request_answered",
        name=_("资料请求有了答复"),
        title=_("您请工会更正资料的事：%(state)s"),
        body=_("工会答复了您的要求，结果是“%(state)s”。打开“我的资料”，能看到为什么。"),
        words={"state": dict(DataRequest.STATES)},
        example={"state": "done"},
    ),
]
