"""Where simulators are found in the bars."""

from django.utils.translation import gettext_lazy as _

from xinlian.simulators.who import READERS

ME = [{"order": 27, "name": "simulators:mine", "icon": "joystick", "label": _("我的模拟机")}]
DESK = [
    {
        "order": 38,
        "name": "simulators:desk",
        "icon": "joystick",
        "label": _("模拟机"),
        "roles": READERS,
        "group": _("考核"),
    },
]
