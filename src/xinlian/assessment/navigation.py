"""Where exams are found in the bars."""

from django.utils.translation import gettext_lazy as _

from xinlian.assessment.who import READERS

_GROUP = _("考核")
ME = [{"order": 28, "name": "assessment:exams", "icon": "notebook-pen", "label": _("我的考试")}]
DESK = [
    {
        "order": 34,
        "name": "assessment:desk_exams",
        "icon": "notebook-pen",
        "label": _("考试"),
        "roles": READERS,
        "group": _GROUP,
    },
    {
        "order": 35,
        "name": "assessment:desk_papers",
        "icon": "file-text",
        "label": _("试卷"),
        "roles": READERS,
        "group": _GROUP,
    },
    {
        "order": 37,
        "name": "assessment:desk_practicals",
        "icon": "gavel",
        "label": _("实操考核"),
        "roles": READERS,
        "group": _GROUP,
    },
    {
        "order": 36,
        "name": "assessment:desk_banks",
        "icon": "library",
        "label": _("题库"),
        "roles": READERS,
        "group": _GROUP,
    },
]
