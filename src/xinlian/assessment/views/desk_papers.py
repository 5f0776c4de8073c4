"""Papers at the desk: a blueprint in rows, and a paper as it would be drawn."""

import secrets
import uuid
from decimal import Decimal

from django.contrib import messages
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.assessment import tables
from xinlian.assessment.actions import papers as actions
from xinlian.assessment.forms.papers import ROWS, ChooseBankForm, PaperForm, RowForm
from xinlian.assessment.models import Bank, Paper
from xinlian.assessment.queries import desk as queries
from xinlian.assessment.queries.drawing import approved
from xinlian.assessment.queries.results import full_of
from xinlian.assessment.rules import papers as rules
from xinlian.assessment.shown import KIND_NAMES, question_shown
from xinlian.assessment.who import KEEPERS, READERS
from xinlian.engines.exams.papers import Row, draw
from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt, kept
from xinlian.rows.uids import uid_of

ONE = "assessment:desk_paper"


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here."""
    return [(_("试卷"), reverse("assessment:desk_papers")), *more]


@staff(*READERS)
def papers(request: HttpRequest) -> HttpResponse:
    """All papers."""
    who = viewer(request)
    context = {"table": tables.papers_table(list(queries.papers(who))), "keeper": bool(who.paths(KEEPERS))}
    return render(request, "assessment/desk/papers.html", context)


@staff(*KEEPERS)
def new(request: HttpRequest) -> HttpResponse:
    """First from which bank, then what."""
    who = viewer(request)
    old = _old(request)
    choose = ChooseBankForm(request.GET if "bank" in request.GET else None, banks=queries.usable_banks(who))
    way = crumbs((_("新试卷"), ""))
    if not choose.is_bound or not choose.is_valid():
        return render(request, "assessment/desk/paper_bank.html", {"form": choose, "crumbs": way})
    bank = choose.banks[choose.cleaned_data["bank"]]
    several = formset_factory(RowForm, extra=ROWS)(
        request.POST or None,
        prefix="row",
        form_kwargs={"topics": queries.topics(bank)},
        initial=old.blueprint if old else None,
    )
    form = PaperForm(request.POST or None, unions=queries.union_choices(who), initial=_start(old) if old else None)
    if request.method == "POST" and form.is_valid() and several.is_valid():
        made = _made(request, bank, form, [one for one in (row.row() for row in several) if one])
        if made is not None:
            messages.success(request, _("试卷出好了。看看抽出来的样子。"))
            return redirect(ONE, made.uid)
    stock = [(KIND_NAMES[kind], good, draft) for kind, good, draft in queries.stock(bank)]
    context = {"form": form, "rows": several, "bank": bank, "stock": stock, "crumbs": way}
    return render(request, "assessment/desk/paper_new.html", context, status=422 if form.errors else 200)


def _old(request: HttpRequest) -> Paper | None:
    """The paper that a new one begins from."""
    number = uid_of(request.GET.get("from", ""))
    return get_object_or_404(queries.papers(viewer(request)), uid=number) if number else None


def _start(old: Paper) -> dict[str, object]:
    names = ("minutes", "pass_marks", "drawn", "shuffled", "multiple", "parts")
    return {name: getattr(old, name) for name in names} | {
        "union": str(old.union.uid),
        "step": f"{old.step.normalize():f}",
    }


def _made(request: HttpRequest, bank: Bank, form: PaperForm, rows: list[Row]) -> Paper | None:
    said = dict(form.cleaned_data)
    union = get_object_or_404(queries.union(viewer(request), said.pop("union")))
    said["step"] = Decimal(said["step"])
    by, now, made = the_person(request), timezone.now(), []
    if kept(form, lambda: made.append(actions.draw_up(union=union, bank=bank, rows=rows, **said, by=by, at=now))):
        return made[0]
    return None


@staff(*READERS)
@never_cache
def paper(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The blueprint, and one paper as somebody would get it."""
    found = get_object_or_404(queries.papers(viewer(request)), uid=uid)
    bank = approved(found.bank)
    seed = request.GET.get("seed") or secrets.token_hex(4)
    drawn = draw(bank, rules.rows(found.blueprint), seed[:40], shuffled=found.shuffled)
    shown = [
        question_shown(place, bank[one.key], f"{one.marks:f}", one.options, None) for place, one in enumerate(drawn)
    ]
    context = {
        "paper": found,
        "full": full_of(found),
        "count": sum(row["count"] for row in found.blueprint),
        "rows": [
            {**row, "kind": KIND_NAMES.get(row["kind"], _("不限")), "topic": row["topic"] or _("不限")}
            for row in found.blueprint
        ],
        "questions": shown,
        "keeper": viewer(request).holds(KEEPERS, found.union_path),
        "crumbs": crumbs((found.title, "")),
    }
    return render(request, "assessment/desk/paper.html", context)


@staff(*KEEPERS)
@require_POST
def retire(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """No new exam uses it."""
    found = get_object_or_404(queries.papers(viewer(request)), uid=uid)
    by, now = the_person(request), timezone.now()
    return attempt(request, lambda: actions.retire(paper=found, by=by, at=now), _("停用了。"), ONE, uid)
