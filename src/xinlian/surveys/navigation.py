"""Where surveys stand on the desk."""

from django.utils.translation import gettext_lazy as _

from xinlian.surveys.who import READERS

DESK = [
    {
        "order": 25,
        "name": "surveys:desk",
        "icon": "clipboard-list",
        "label": _("问卷调查"),
        "roles": READERS,
        "group": _("报名和活动"),
    },
]
