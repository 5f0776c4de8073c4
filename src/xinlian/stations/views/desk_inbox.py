"""What workers said and sent: complaints answered, thanks and pictures let through."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt
from xinlian.places.actions import media as media_actions
from xinlian.stations.actions import answering
from xinlian.stations.forms.desk import AnswerForm
from xinlian.stations.queries import inbox
from xinlian.stations.queries.pictures import shown

DECIDERS = inbox.DECIDERS
MOST = 60


@staff(*DECIDERS)
def voices(request: HttpRequest, kind: str) -> HttpResponse:
    """Complaints or thanks in one state."""
    who = viewer(request)
    state = request.GET.get("state", "pending")
    if state not in inbox.STATES[kind]:
        state = "pending"
    context = {
        "kind": kind,
        "state": state,
        "tabs": inbox.tabs(who, kind),
        "segments": inbox.segments(kind, state),
        "voices": inbox.voices(who, kind, state)[:MOST],
        "form": AnswerForm(),
    }
    return render(request, "stations/desk/voices.html", context)


@staff(*DECIDERS)
@require_POST
def decide_voice(request: HttpRequest, uid: str) -> HttpResponse:
    """Answer, show or turn down one voice."""
    found = get_object_or_404(inbox.voice(viewer(request), uid))
    by, now, to = the_person(request), timezone.now(), request.POST.get("to", "")
    text = request.POST.get("text", "").strip()[:300]
    acts = {
        "answered": lambda: answering.answer(by=by, at=now, voice=found, text=text),
        "shown": lambda: answering.show(by=by, at=now, voice=found),
        "refused": lambda: answering.refuse(by=by, at=now, voice=found, reason=text),
    }
    page = "stations:desk_thanks" if found.kind == "thanks" else "stations:desk_complaints"
    if to not in acts:
        return redirect(page)
    done = {"answered": _("答复了，他会看到。"), "shown": _("展示出来了。"), "refused": _("没有通过，他会看到原因。")}
    return attempt(request, acts[to], done[to], page)


@staff(*DECIDERS)
def media(request: HttpRequest) -> HttpResponse:
    """Photos and videos in one state."""
    who = viewer(request)
    state = request.GET.get("state", "pending")
    if state not in ("pending", "shown", "refused"):
        state = "pending"
    context = {
        "state": state,
        "tabs": inbox.tabs(who, "media"),
        "segments": inbox.segments("media", state),
        "rows": [{"media": one, **shown(one)} for one in inbox.media(who, state)[:MOST]],
    }
    return render(request, "stations/desk/media.html", context)


@staff(*DECIDERS)
@require_POST
def decide_media(request: HttpRequest, uid: str) -> HttpResponse:
    """Let one picture be seen, or not and why."""
    found = get_object_or_404(inbox.picture(viewer(request), uid))
    by, now, show = the_person(request), timezone.now(), request.POST.get("to") == "shown"
    reason = request.POST.get("text", "")
    return attempt(
        request,
        lambda: media_actions.decide(media=found, show=show, reason=reason, by=by, at=now),
        _("展示出来了。") if show else _("没有通过，他会看到原因。"),
        "stations:desk_media",
    )
