"""Violations on the site: a page that works with no network, its data, the same without scripts; and one's own points."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xinlian.people.access import public, signed_in, staff, the_person, today, viewer
from xinlian.people.offline import kept_offline
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.rows.uids import uid_of
from xinlian.training import offline_words
from xinlian.training.actions import violations
from xinlian.training.models import Builder
from xinlian.training.queries import points as own
from xinlian.training.queries import violations as queries
from xinlian.training.sync.clearing import whom
from xinlian.training.who import WATCHERS

PLAIN = "training:violation_plain"


@public
@require_safe
@kept_offline
def shell(request: HttpRequest) -> HttpResponse:
    """Note a violation with or without a network; the page names nobody."""
    return render(request, "training/clearing/violation.html", {"words": offline_words.words()})


@signed_in
@never_cache
@require_safe
def data(request: HttpRequest) -> JsonResponse:
    """The rules of the projects where I note what I see, for the phone; and who a code belongs to."""
    who = viewer(request)
    if not who.paths(WATCHERS):
        raise Http404
    rules = queries.rules_for_phone(who, today())
    return JsonResponse({"rules": rules})


@staff(*WATCHERS)
@never_cache
@require_safe
def found(request: HttpRequest) -> JsonResponse:
    """Whom a code or a name means, while there is a network."""
    who, code, name = viewer(request), request.GET.get("code", ""), request.GET.get("name", "")
    one = queries.by_code(who, code) if code.strip() else None
    several = [one] if one else queries.by_name(who, name)
    return JsonResponse({"people": [queries.brief(each) for each in several]})


@staff(*WATCHERS)
def plain(request: HttpRequest) -> HttpResponse:
    """The same without scripts: find somebody, then say what they did."""
    who, q = viewer(request), request.GET.get("q", "")
    chosen = uid_of(request.GET.get("builder", ""))
    builder = queries.builders_seen(who).filter(uid=chosen).first() if chosen else None
    if request.method == "POST" and _noted(request):
        return redirect(PLAIN)
    one = queries.by_code(who, q) if q else None
    context = {
        "q": q,
        "builder": builder,
        "people": [one] if one else queries.by_name(who, q),
        "rules": queries.rules_on(builder.project, today()) if builder else [],
    }
    return render(request, "training/clearing/violation_plain.html", context)


def _noted(request: HttpRequest) -> bool:
    given, now = request.POST, timezone.now()
    try:
        builder: Builder = whom(viewer(request), uid=given.get("builder", ""), code=given.get("code", ""), name="")
        rule = queries.rule_named(builder.project, uid) if (uid := uid_of(given.get("rule", ""))) else None
        number = uid_of(given.get("client_uid", ""))
        if rule is None or number is None:
            raise Refused("violation_rule_unknown")
        made = violations.note(
            builder=builder,
            rule=rule,
            seen_at=now,
            where=given.get("where", ""),
            words=given.get("words", ""),
            client_uid=number,
            by=the_person(request),
            at=now,
        )
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        messages.error(request, sentence(refused))
        return False
    messages.success(
        request, _("记下了：%(rule)s，%(n)d 分。本人收到了通知。") % {"rule": made.rule.name, "n": made.points}
    )
    return True


@signed_in
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My points: what was seen, what counts, what I said to it."""
    context = {**own.of(the_person(request), today()), "back": reverse("training:my_work")}
    return render(request, "training/clearing/points.html", context)


@signed_in
@require_POST
def appeal(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say why one of them is wrong."""
    person = the_person(request)
    violation = get_object_or_404(queries.own(person), uid=uid)
    try:
        violations.appeal(violation=violation, words=request.POST.get("text", ""), by=person, at=timezone.now())
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("申诉交上去了，会由另外的人答复您。"))
    return redirect("training:my_points")
