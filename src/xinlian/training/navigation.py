"""Where the training base is found in the bars."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from xinlian.training.who import MEDICS, READERS

_GROUP = _("培训基地")
INTAKE: list[dict[str, Any]] = [
    {
        "order": 30,
        "name": "training:desk_base",
        "icon": "hard-hat",
        "label": _("项目和基地"),
        "roles": READERS,
        "group": _GROUP,
    },
    {
        "order": 31,
        "name": "training:desk_builders",
        "icon": "users-round",
        "label": _("工人"),
        "roles": READERS,
        "group": _GROUP,
    },
    {
        "order": 32,
        "name": "training:desk_medicals",
        "icon": "stethoscope",
        "label": _("上岗体检"),
        "roles": MEDICS,
        "group": _GROUP,
    },
]
ME = [{"order": 25, "name": "training:my_medicals", "icon": "stethoscope", "label": _("我的体检")}]
DESK: list[dict[str, Any]] = [*INTAKE]
