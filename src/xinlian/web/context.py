"""What every page of the shell needs: the bottom bar, the desk's navigation, language and type size."""

from django.http import HttpRequest

from xinlian.web import navigation


def shell(request: HttpRequest) -> dict[str, object]:
    """Context for base.html and desk.html."""
    return {
        "places_bar": navigation.bar(request),
        "desk_nav": navigation.desk(request),
        "large_type": request.COOKIES.get("type") == "large",
        "theme": request.COOKIES.get("theme", ""),
        "new_uid": navigation.new_uid,
    }
