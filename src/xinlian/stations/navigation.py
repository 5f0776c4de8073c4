"""Where the station room is found in the bars."""

from django.utils.translation import gettext_lazy

BAR = [{"order": 10, "name": "stations:near", "icon": "map-pin", "label": gettext_lazy("找驿站")}]
