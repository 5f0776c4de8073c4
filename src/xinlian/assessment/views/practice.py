"""Practising: a question at a time, at once whether it was right and why; a book of one's mistakes."""

import secrets
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from xinlian.assessment.actions import practising
from xinlian.assessment.models import Bank
from xinlian.assessment.queries import practice as queries
from xinlian.assessment.queries.results import practice_banks
from xinlian.assessment.shown import question_shown
from xinlian.assessment.solved import given_words, right_words
from xinlian.assessment.views.sitting import pictures_shown
from xinlian.engines.exams import fields
from xinlian.engines.exams.papers import shown_order
from xinlian.people.access import signed_in, the_person
from xinlian.people.models import Person


@signed_in
@never_cache
def practice(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """GET: the next question, `?book=1` out of my mistakes; POST: whether it was right, and why."""
    person = the_person(request)
    bank = get_object_or_404(practice_banks(person), uid=uid)
    book = request.GET.get("book") == "1"
    if request.method == "POST":
        return _checked(request, bank, book=book)
    item = queries.next_item(bank, person, book=book)
    context = _context(bank, person, book=book) | {"item": item}
    if item is not None:
        seed = secrets.token_hex(4)
        order = shown_order(item.question, str(item.pk), seed)
        shown = question_shown(0, item.question, f"{item.question.marks:f}", order, None)
        context |= {"q": shown, "seed": seed, "pictures": pictures_shown(shown, bank), "client_uid": uuid.uuid4()}
    return render(request, "assessment/practice.html", context)


def _checked(request: HttpRequest, bank: Bank, *, book: bool) -> HttpResponse:
    person = the_person(request)
    try:
        number, wanted = uuid.UUID(request.POST.get("client_uid", "")), uuid.UUID(request.POST.get("item", ""))
    except ValueError as error:
        raise Http404 from error
    item = get_object_or_404(queries.items(bank), uid=wanted)
    order = shown_order(item.question, str(item.pk), request.POST.get("seed", "")[:40])
    answer = fields.answer(item.question, order, {name: request.POST.getlist(name) for name in request.POST})
    right = practising.practise(item=item, answer=answer, client_uid=number, by=person, at=timezone.now())
    shown = question_shown(0, item.question, f"{item.question.marks:f}", order, answer)
    context = _context(bank, person, book=book) | {
        "item": item,
        "q": shown,
        "checked": True,
        "was_right": right,
        "given": given_words(item.question, answer),
        "right": right_words(item.question),
        "pictures": pictures_shown(shown, bank),
    }
    return render(request, "assessment/practice.html", context)


def _context(bank: Bank, person: Person, *, book: bool) -> dict[str, object]:
    return {
        "bank": bank,
        "book": book,
        "figures": queries.figures(bank, person),
        "back": reverse("assessment:exams"),
    }
