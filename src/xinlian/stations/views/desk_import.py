"""Stations brought from a table or from GeoJSON; checking, preview and taking are the shell's upload pages."""

from django.contrib import messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from xinlian.people.access import staff
from xinlian.people.views import uploads
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.stations import geojson

MOST_BYTES = 20 * 1024 * 1024
ENDINGS = (".geojson", ".json")


@staff("officer")
def bring(request: HttpRequest) -> HttpResponseBase:
    """Choose Excel, CSV or GeoJSON; a GeoJSON file becomes a table on its way in."""
    given = request.FILES.get("file") if request.method == "POST" else None
    if given is not None and (given.name or "").lower().endswith(ENDINGS):
        if (given.size or 0) > MOST_BYTES:
            return _again(request, _("文件太大了，请分成几个。"))
        try:
            content = geojson.table(given.read())
        except Refused as refused:
            return _again(request, sentence(refused))
        request.FILES["file"] = SimpleUploadedFile(f"{given.name}.csv", content, "text/csv")
    return uploads.new(request, kind="stations", also="," + ",".join(ENDINGS))


def _again(request: HttpRequest, words: str) -> HttpResponse:
    messages.error(request, words)
    return redirect("stations:desk_import")
