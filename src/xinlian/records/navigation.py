"""Where the store's clients are found in the desk's bar."""

from django.utils.translation import gettext_lazy as _

from xinlian.records.who import READERS

DESK = [
    {
        "order": 38,
        "name": "records:desk",
        "icon": "database",
        "label": _("记录接口"),
        "roles": READERS,
        "group": _("考核"),
    },
]
