"""What is done about one station at the desk: publish, remove, keepers, the code at the door, confirmations."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person
from xinlian.people.answering import attempt
from xinlian.stations.actions import keeping, publishing
from xinlian.stations.forms.desk import KeeperForm, ReasonForm
from xinlian.stations.queries import desk_station as queries
from xinlian.stations.queries.door import sheet
from xinlian.stations.views.desk_station import find

PAGE = "stations:desk_station"
PUBLISHERS = ("officer", "approver")


@staff(*PUBLISHERS)
@require_POST
def publish(request: HttpRequest, uid: str) -> HttpResponse:
    """Show the station to everybody."""
    found, by, now = find(request, uid), the_person(request), timezone.now()
    done = _("公布了，大家现在就能找到这个驿站。")
    return attempt(request, lambda: publishing.publish(by=by, at=now, station=found), done, PAGE, uid)


@staff(*PUBLISHERS)
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take the station away, with the reason that stays on its page."""
    found, by, now = find(request, uid), the_person(request), timezone.now()
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "stations/desk/remove.html", {"station": found, "form": form})
    why = form.cleaned_data["reason"]
    done = _("撤除了。它的页面还在，写着原因，找到它的人不会白跑。")
    return attempt(request, lambda: publishing.remove(by=by, at=now, station=found, why=why), done, PAGE, uid)


@staff("officer")
@require_POST
def ask(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask the keeper to look."""
    found, by, now = find(request, uid), the_person(request), timezone.now()
    done = _("已经请管理员去看一看，他打开“我管的驿站”就会看到。")
    return attempt(request, lambda: publishing.ask_to_confirm(by=by, at=now, station=found), done, PAGE, uid)


@staff("officer")
@require_POST
def confirm(request: HttpRequest, uid: str) -> HttpResponse:
    """All is as described: an officer went and saw."""
    found, by, now = find(request, uid), the_person(request), timezone.now()
    done = _("记下了：今天看过，都和写的一样。")
    return attempt(request, lambda: keeping.confirm(by=by, at=now, station=found), done, PAGE, uid)


@staff(*PUBLISHERS)
def door(request: HttpRequest, uid: str) -> HttpResponse:
    """The sheet for the door, to print on A4 or A5."""
    found = find(request, uid)
    size = "a5" if request.GET.get("size") == "a5" else "a4"
    return render(request, "stations/desk/door.html", {"station": found, "size": size, **sheet(found)})


@staff(*PUBLISHERS)
@require_POST
def rotate(request: HttpRequest, uid: str) -> HttpResponse:
    """A new code for the door."""
    found, by, now = find(request, uid), the_person(request), timezone.now()
    done = _("换了新的码。旧的那张从现在起没用了，请打印新的贴上。")
    to = "stations:desk_station_door"
    return attempt(request, lambda: publishing.rotate_door_key(by=by, at=now, station=found), done, to, uid)


@staff(*PUBLISHERS)
def keepers(request: HttpRequest, uid: str) -> HttpResponse:
    """Who keeps the station; one more by phone."""
    found, by, now = find(request, uid), the_person(request), timezone.now()
    form = KeeperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = queries.person_by_phone(form.cleaned_data["phone"])
        if person is not None:
            publishing.appoint(by=by, at=now, station=found, keeper=person)
            messages.success(request, _("好了。他登录以后，首页上就有“我管的驿站”。"))
            return redirect("stations:desk_station_keepers", uid)
        form.add_error("phone", _("没有人用这个手机号登记过。请先在“人员”里登记，或者让他自己登录一次。"))
    context = {"station": found, "form": form, "keepings": queries.keepings(found, queries.today())}
    return render(request, "stations/desk/keepers.html", context)


@staff(*PUBLISHERS)
@require_POST
def dismiss(request: HttpRequest, uid: str, keeping_uid: str) -> HttpResponse:
    """End somebody's keeping."""
    found, by, now = find(request, uid), the_person(request), timezone.now()
    kept = get_object_or_404(queries.keeping(found, keeping_uid))
    done = _("他不再管这个驿站了。")
    to = "stations:desk_station_keepers"
    return attempt(request, lambda: publishing.dismiss(by=by, at=now, keeping=kept), done, to, uid)
