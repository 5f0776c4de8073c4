"""The public page of a draw, its files, and one's own receipt."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from xinlian.enrolment.queries import draws, outcomes, receipts, results
from xinlian.enrolment.queries.draw_steps import public_steps
from xinlian.people.access import person_of, public, signed_in, the_person, viewer

ROWS = 50


@public
def page(request: HttpRequest, uid: str) -> HttpResponse:
    """What was sealed, who witnesses, the seed, the files, how to check them, and the masked list."""
    draw = get_object_or_404(draws.by_uid(viewer(request), uid))
    person, several = person_of(request), draws.witnesses(draw)
    own = draws.mine(draw, person.pk) if person and draw.state != "void" else None
    wanted = request.GET.get("find", "").strip()[:40]
    published = draw.state == "published"
    context = {
        "draw": draw,
        "offering": draw.offering,
        "steps": public_steps(draw, several),
        "witnesses": several,
        "files": draws.files(draw),
        "own": own,
        "result": results.result_of(own) if own else None,
        "published": published,
        "levels": outcomes.levels(draw) if published else None,
        "rows": Paginator(draws.table(draw, wanted), ROWS).get_page(request.GET.get("page")) if published else None,
        "find": wanted,
        "void_ones": draws.void_ones(draw.offering),
        "witness": draws.witnessed(draw, person.pk) if person else None,
        "address": request.build_absolute_uri(request.path),
    }
    return render(request, "enrolment/draw.html", context)


@public
def file(request: HttpRequest, uid: str, kind: str) -> HttpResponse:
    """A published file, byte for byte."""
    draw = get_object_or_404(draws.by_uid(viewer(request), uid))
    content = draws.published(draw, kind)
    if content is None:
        raise Http404
    return _json(content, f"{kind}.json")


@signed_in
def receipt(request: HttpRequest, uid: str) -> HttpResponse:
    """The receipt of one's own entry."""
    draw = get_object_or_404(draws.by_uid(viewer(request), uid))
    own = draws.mine(draw, the_person(request).pk)
    content = receipts.receipt(draw, own) if own and draw.state != "void" else None
    if content is None:
        raise Http404
    return _json(content, "receipt.json")


def _json(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/json; charset=utf-8", headers=headers)
