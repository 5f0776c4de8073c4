"""Photos and short videos: handed in, and served to those who may see them."""

import re
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from xinlian.people.access import public, signed_in, the_person, viewer
from xinlian.people.actions import consent
from xinlian.people.purposes import BY_CODE
from xinlian.places.actions import media as actions
from xinlian.places.models import Media
from xinlian.places.stock import path
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.stations import guard
from xinlian.stations.forms.worker import MediaForm
from xinlian.stations.queries.station import picture
from xinlian.stations.views.worker import station_or_404

SIZES = (480, 960, 1600)
RANGE = re.compile(r"bytes=(\d*)-(\d*)")
CHUNK = 64 * 1024
DAY = 86400


@signed_in
def add_media(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A photo or a short video with the sender's yes; it is seen after somebody of the union looked at it."""
    station, now = station_or_404(request, uid), timezone.now()
    form = MediaForm(request.POST or None, request.FILES or None)
    back = reverse("stations:station", args=[uid])
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            guard.count(request, "media", now)
            consent.give(purpose="media", by=the_person(request), at=now)
            actions.add(
                place=station.place,
                file=file,
                size=file.size,
                caption=form.cleaned_data["caption"],
                client_uid=form.uid(),
                by=the_person(request),
                at=now,
            )
        except Refused as refused:
            form.add_error("file" if refused.code.startswith(("picture", "clip")) else None, sentence(refused))
        else:
            return redirect(f"{back}?done=media")
    context = {"form": form, "station": station, "place": station.place, "back": back, "purpose": BY_CODE["media"]}
    return render(request, "stations/media.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def withdraw_media(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take one's own picture back."""
    found = picture(uid, viewer(request))
    if found is None:
        raise Http404
    try:
        actions.withdraw(media=found, by=the_person(request), at=timezone.now())
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise PermissionDenied from refused
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("撤下来了，文件也删了。"))
    back = request.POST.get("next", "")
    return redirect(back if back.startswith("/stations/") else "stations:near")


@public
@require_safe
def image(request: HttpRequest, uid: uuid.UUID, size: int) -> HttpResponseBase:
    """A photo or a video's still, as WebP where the phone reads it."""
    found = picture(uid, viewer(request))
    if found is None or size not in SIZES:
        raise Http404
    webp = "image/webp" in request.headers.get("Accept", "")
    file = path(found.stem, f"-{size}.{'webp' if webp else 'jpg'}")
    if not file.exists():
        raise Http404
    response = HttpResponse(file.read_bytes(), content_type="image/webp" if webp else "image/jpeg")
    response["Vary"] = "Accept"
    return _kept(response, found)


@public
@require_safe
def clip(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """A video, whole or the part that a player asks for (RFC 9110, one range)."""
    found = picture(uid, viewer(request))
    file = path(found.stem, ".mp4") if found else None
    if found is None or file is None or not file.exists():
        raise Http404
    size = file.stat().st_size
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    first, last = _part(asked, size) if asked else (0, size - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(_read(file, first, last), content_type="video/mp4")
    response["Content-Length"] = str(last - first + 1)
    response["Accept-Ranges"] = "bytes"
    if asked:
        response.status_code = 206
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return _kept(response, found)


def _part(asked: re.Match[str], size: int) -> tuple[int, int]:
    """First and last byte asked for; first beyond last when there is no such part."""
    start, end = asked.groups()
    if not start:
        return (max(0, size - int(end)), size - 1) if end and int(end) else (1, 0)
    return int(start), min(int(end), size - 1) if end else size - 1


def _read(file: Path, first: int, last: int) -> Iterator[bytes]:
    with file.open("rb") as source:
        source.seek(first)
        left = last - first + 1
        while left > 0:
            part = source.read(min(CHUNK, left))
            if not part:
                return
            left -= len(part)
            yield part


def _kept(response: HttpResponseBase, found: Media) -> HttpResponseBase:
    """Shown pictures may lie in caches for a day, others nowhere."""
    shown = found.state == "shown"
    response["Cache-Control"] = f"public, max-age={DAY}" if shown else "private, no-store"
    if shown:
        response["ETag"] = f'"{found.sha256[:16]}-{response["Content-Type"][-4:]}"'
    return response
