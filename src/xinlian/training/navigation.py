"""Where the training base is found in the bars."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from xinlian.training.who import READERS

GROUP = _("培训基地")
DESK: list[dict[str, Any]] = [
    {
        "order": 49,
        "name": "training:desk_figures",
        "icon": "chart-column",
        "label": _("培训统计"),
        "roles": READERS,
        "group": GROUP,
    },
]
