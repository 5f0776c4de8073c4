"""Sites at the desk: their people and their gates."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from xinlian.credentials.actions import listeners
from xinlian.credentials.actions import sites as acts
from xinlian.credentials.forms.desk import GateForm, PeopleForm, SiteForm
from xinlian.credentials.models import Gate, Site
from xinlian.credentials.queries import desk, interface
from xinlian.credentials.who import READERS, RUNNERS
from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt
from xinlian.people.queries.desk import union_choices, unions
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence

HOME, ONE = "credentials:desk_sites", "credentials:desk_site"
LAST = 30


def _find(request: HttpRequest, uid: str) -> Site:
    return get_object_or_404(desk.sites(viewer(request)), uid=uid)


def _tried(request: HttpRequest, act: Callable[[], str]) -> bool:
    try:
        said = act()
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        messages.error(request, sentence(refused))
        return False
    messages.success(request, said)
    return True


@staff(*READERS)
def home(request: HttpRequest) -> HttpResponse:
    """The sites; a new one."""
    who = viewer(request)
    form = SiteForm(request.POST or None, unions=union_choices(who))
    if request.method == "POST" and form.is_valid():
        data, by, now = form.cleaned_data, the_person(request), timezone.now()
        union = get_object_or_404(unions(who, RUNNERS), uid=data["union"])
        said = {"name": data["name"], "fresh_hours": data["fresh_hours"], "by": by, "at": now}
        if _tried(request, lambda: _opened(acts.open_site(union=union, **said))):
            return redirect(HOME)
    context = {
        "sites": desk.sites(who),
        "form": form,
        "officer": bool(who.paths(RUNNERS)),
        "listeners": interface.seen_by(who),
    }
    return render(request, "credentials/desk/sites.html", context, status=422 if form.errors else 200)


@staff(*RUNNERS)
@require_POST
def block_listener(request: HttpRequest, uid: str) -> HttpResponse:
    """A system of others is told nothing more."""
    found = get_object_or_404(interface.seen_by(viewer(request)), uid=uid)
    by, now = the_person(request), timezone.now()
    return attempt(
        request, lambda: listeners.block(listener=found, by=by, at=now), _("停用了。它收不到变化，也问不到了。"), HOME
    )


@staff(*READERS)
def one(request: HttpRequest, uid: str) -> HttpResponse:
    """A site: who works there, its gates, what they scanned last."""
    site = _find(request, uid)
    context = {
        "site": site,
        "workers": desk.workers(site),
        "gates": desk.gates(site),
        "scans": desk.scans(site)[:LAST],
        "inside": desk.inside(site),
        "officer": viewer(request).holds(RUNNERS, site.union_path),
        "people_form": PeopleForm(),
        "gate_form": GateForm(),
        "gate_url": request.build_absolute_uri(reverse("credentials:gate")),
        "crumbs": [(_("工地和门"), reverse(HOME)), (site.name, "")],
    }
    return render(request, "credentials/desk/site.html", context)


@staff(*RUNNERS)
@require_POST
def people(request: HttpRequest, uid: str) -> HttpResponse:
    """More people, by their phones; which were not found is said."""
    site, form, who = _find(request, uid), PeopleForm(request.POST), viewer(request)
    if form.is_valid():
        phones = [line.strip() for line in form.cleaned_data["phones"].splitlines() if line.strip()]
        found = {phone: desk.somebody(who, phone) for phone in phones}
        missing = [phone for phone, person in found.items() if person is None]
        several = [person for person in found.values() if person is not None]
        team, by, now = form.cleaned_data["team"], the_person(request), timezone.now()

        def act() -> str:
            n = acts.add_people(site=site, people=several, team=team, by=by, at=now)
            return ngettext("加了 %(n)d 个人。", "加了 %(n)d 个人。", n) % {"n": n}

        _tried(request, act)
        if missing:
            messages.error(request, _("这些手机号没有人登记：%(phones)s") % {"phones": "、".join(missing[:20])})
    return redirect(ONE, uid)


@staff(*RUNNERS)
@require_POST
def leave(request: HttpRequest, uid: str) -> HttpResponse:
    """Somebody works there no more."""
    found = get_object_or_404(desk.all_workers(viewer(request)), uid=uid)
    by, now = the_person(request), timezone.now()
    _tried(request, lambda: acts.let_go(worker=found, by=by, at=now) or _("已经从这个工地去掉。"))
    return redirect(ONE, found.site.uid)


@staff(*RUNNERS)
@require_POST
def make_gate(request: HttpRequest, uid: str) -> HttpResponse:
    """A gate, and its code."""
    site, form = _find(request, uid), GateForm(request.POST)
    by, now = the_person(request), timezone.now()
    if form.is_valid():
        data = form.cleaned_data
        _tried(
            request,
            lambda: _coded(acts.make_gate(site=site, name=data["name"], way=data["way"], by=by, at=now)[1]),
        )
    return redirect(ONE, uid)


def _gate(request: HttpRequest, uid: str) -> Gate:
    return get_object_or_404(desk.all_gates(viewer(request)), uid=uid)


@staff(*RUNNERS)
@require_POST
def code(request: HttpRequest, uid: str) -> HttpResponse:
    """A new code for a gate."""
    found, by, now = _gate(request, uid), the_person(request), timezone.now()
    _tried(request, lambda: _coded(acts.renew_code(gate=found, by=by, at=now)))
    return redirect(ONE, found.site.uid)


@staff(*RUNNERS)
@require_POST
def block(request: HttpRequest, uid: str) -> HttpResponse:
    """Shut a device out."""
    found, by, now = _gate(request, uid), the_person(request), timezone.now()
    _tried(request, lambda: acts.block(gate=found, by=by, at=now) or _("停用了。这台设备再也取不到名单。"))
    return redirect(ONE, found.site.uid)


def _opened(site: Site) -> str:
    return _("“%(name)s”登记好了。接着加人、设门。") % {"name": site.name}


def _coded(code: str) -> str:
    return _("登记码：%(code)s。三十分钟内在门上的设备里输进去，只显示这一次。") % {"code": code}
