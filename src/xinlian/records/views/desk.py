"""Clients of a union's store at the desk: given a key, renewed, blocked; and what they sent last."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt, kept
from xinlian.people.queries.desk import union_choices, unions
from xinlian.records.actions import clients as acts
from xinlian.records.forms import ClientForm
from xinlian.records.models import Client
from xinlian.records.queries import desk as queries
from xinlian.records.who import KEEPERS, READERS
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence

HOME, ONE = "records:desk", "records:desk_client"


def _find(request: HttpRequest, uid: uuid.UUID) -> Client:
    return get_object_or_404(queries.clients(viewer(request)), uid=uid)


def _key_page(request: HttpRequest, client: Client, key: str) -> HttpResponse:
    """The key, this once; never kept by a browser."""
    context = {
        "client": client,
        "key": key,
        "address": f"{settings.SITE_URL}/xapi/",
        "crumbs": [(_("记录接口"), reverse(HOME)), (client.name, reverse(ONE, args=[client.uid])), (_("密钥"), "")],
    }
    return render(request, "records/desk/key.html", context)


@staff(*READERS)
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """The clients; a new one."""
    who = viewer(request)
    form = ClientForm(request.POST or None, unions=union_choices(who))
    if request.method == "POST" and form.is_valid():
        data, by, now = form.cleaned_data, the_person(request), timezone.now()
        union = get_object_or_404(unions(who, KEEPERS), uid=data["union"])
        made: list[tuple[Client, str]] = []
        said = {"union": union, "name": data["name"], "may": data["may"], "by": by, "at": now}
        if kept(form, lambda: made.append(acts.make(**said))):
            return _key_page(request, *made[0])
    context = {
        "clients": queries.clients(who),
        "form": form,
        "officer": bool(who.paths(KEEPERS)),
        "address": f"{settings.SITE_URL}/xapi/",
    }
    return render(request, "records/desk/home.html", context, status=422 if form.errors else 200)


@staff(*READERS)
def one(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A client and what it sent last."""
    client = _find(request, uid)
    context = {
        "client": client,
        "lines": queries.lines(client),
        "officer": viewer(request).holds(KEEPERS, client.union_path),
        "crumbs": [(_("记录接口"), reverse(HOME)), (client.name, "")],
    }
    return render(request, "records/desk/client.html", context)


@staff(*READERS)
def statement(request: HttpRequest, uid: uuid.UUID, statement: uuid.UUID) -> HttpResponse:
    """One statement whole."""
    client = _find(request, uid)
    row = queries.statement(client, statement)
    if row is None:
        raise Http404
    context = {
        "client": client,
        "row": row,
        "text": queries.whole(row),
        "crumbs": [(_("记录接口"), reverse(HOME)), (client.name, reverse(ONE, args=[client.uid])), (_("一条记录"), "")],
    }
    return render(request, "records/desk/statement.html", context)


@staff(*KEEPERS)
@require_POST
@never_cache
def renew(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Another key."""
    client = _find(request, uid)
    try:
        key = acts.renew(client=client, by=the_person(request), at=timezone.now())
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        messages.error(request, sentence(refused))
        return redirect(ONE, uid)
    return _key_page(request, client, key)


@staff(*KEEPERS)
@require_POST
def block(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Its key opens nothing any more."""
    client, by, now = _find(request, uid), the_person(request), timezone.now()
    return attempt(
        request,
        lambda: acts.block(client=client, by=by, at=now),
        _("停用了。它的密钥不能再用，送来过的记录都在。"),
        ONE,
        uid,
    )
