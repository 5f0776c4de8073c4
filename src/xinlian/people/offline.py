"""Which pages a phone may keep for roads without a network: only what a stranger was shown."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponseBase

from xinlian.people.access import person_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
HEADER = "X-Offline"


def kept_offline(view: View[P]) -> View[P]:
    """Lets the service worker keep this page, unless somebody is signed in or it carries a word for one reader."""

    @wraps(view)
    def marked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        alone = person_of(request) is None and not getattr(get_messages(request), "used", False)
        if alone and response.status_code == 200:
            response[HEADER] = "keep"
        return response

    return cast(View[P], marked)
