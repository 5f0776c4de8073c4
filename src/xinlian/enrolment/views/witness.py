"""A witness's page on the phone: bind oneself to a number, open it later."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.enrolment.actions import drawing
from xinlian.enrolment.forms.draw import PromiseForm, RevealForm
from xinlian.enrolment.models import Witness
from xinlian.enrolment.queries import draws
from xinlian.enrolment.rules.drawing import NUMBER_DIGITS
from xinlian.people.access import signed_in, the_person, viewer
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence


@signed_in
def page(request: HttpRequest, uid: str) -> HttpResponse:
    """The step that is due for this witness. The number itself stays on the phone until it is opened."""
    draw = get_object_or_404(draws.by_uid(viewer(request), uid))
    witness = draws.witnessed(draw, the_person(request).pk)
    if witness is None:
        raise Http404
    if request.method == "POST":
        return _said(request, witness)
    steps = draws.steps(draw)
    context = {
        "draw": draw,
        "offering": draw.offering,
        "witness": witness,
        "now": steps,
        "late": timezone.now() >= draw.source_due_at,
        "promise_form": PromiseForm(),
        "reveal_form": RevealForm(),
        "digits": NUMBER_DIGITS,
    }
    return render(request, "enrolment/witness.html", context)


def _said(request: HttpRequest, witness: Witness) -> HttpResponse:
    by, now = the_person(request), timezone.now()
    opening = request.POST.get("act") == "reveal"
    form = RevealForm(request.POST) if opening else PromiseForm(request.POST)
    data = form.cleaned_data if form.is_valid() else {}
    number = data.get("number", "")
    try:
        if opening:
            drawing.reveal(witness=witness, number=number, by=by, at=now)
            done = _("您的号公开了，谢谢您作见证。")
        else:
            digest = data.get("digest", "")
            drawing.promise(witness=witness, number="" if digest else number, digest=digest, by=by, at=now)
            done = _("指纹交好了。请留好您的号，开签时要用。")
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, done)
    return redirect("enrolment:draw_witness", witness.draw.uid)
