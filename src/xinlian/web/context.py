"""What every page of the shell needs: the bottom bar, the desk's navigation, language and type size."""

from django.http import HttpRequest

from xinlian.people.access import viewer
from xinlian.web import navigation
from xinlian.web.queries import union_name


def shell(request: HttpRequest) -> dict[str, object]:
    """Context for base.html and desk.html."""
    seen = viewer(request)
    return {
        "union_name": union_name(seen),
        "places_bar": navigation.bar(request),
        "desk_nav": navigation.desk(request),
        "desk_menu": navigation.menu(request),
        "new_uid": navigation.new_uid,
    }
