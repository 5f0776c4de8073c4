"""Banks at the desk: their questions, files in and out, reviews."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xinlian.assessment import exporting, fault_texts, tables
from xinlian.assessment.actions import banks as actions
from xinlian.assessment.actions import files
from xinlian.assessment.forms.banks import BankForm, FileForm
from xinlian.assessment.models import Bank, Item
from xinlian.assessment.queries import desk as queries
from xinlian.assessment.shown import KIND_NAMES
from xinlian.assessment.who import KEEPERS, READERS
from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt, kept
from xinlian.sheets.writing import excel

PAGE = 50
ONE, FILE = "assessment:desk_bank", "assessment:desk_bank_file"


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here."""
    return [(_("题库"), reverse("assessment:desk_banks")), *more]


def find(request: HttpRequest, uid: uuid.UUID) -> Bank:
    """A bank that the reader may see."""
    return get_object_or_404(queries.banks(viewer(request)), uid=uid)


@staff(*READERS)
def banks(request: HttpRequest) -> HttpResponse:
    """All banks."""
    who = viewer(request)
    context = {"table": tables.banks_table(list(queries.banks(who))), "keeper": bool(who.paths(KEEPERS))}
    return render(request, "assessment/desk/banks.html", context)


@staff(*KEEPERS)
def new(request: HttpRequest) -> HttpResponse:
    """A new bank."""
    who = viewer(request)
    form = BankForm(request.POST or None, unions=queries.union_choices(who))
    if request.method == "POST" and form.is_valid():
        union = get_object_or_404(queries.union(who, form.cleaned_data["union"]))
        made: list[Bank] = []
        name, by, now = form.cleaned_data["name"], the_person(request), timezone.now()
        if kept(form, lambda: made.append(actions.make(union=union, name=name, by=by, at=now))):
            return redirect(ONE, made[0].uid)
    context = {"form": form, "crumbs": crumbs((_("新题库"), ""))}
    return render(request, "assessment/desk/bank_new.html", context, status=422 if form.errors else 200)


@staff(*READERS)
@never_cache
def bank(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The questions of a bank, filtered."""
    found, asked = find(request, uid), request.GET
    wanted = {name: asked.get(name, "") for name in ("q", "kind", "topic", "review")}
    page = Paginator(queries.items(found, **wanted), PAGE).get_page(asked.get("page"))
    keeper = viewer(request).holds(KEEPERS, found.union_path)
    context = {
        "bank": found,
        "page": page,
        "table": tables.items_table(page, page.paginator.count, keeper=keeper),
        "wanted": wanted,
        "kinds": Item.KINDS,
        "reviews": Item.REVIEWS,
        "topics": queries.topics(found),
        "stock": [(KIND_NAMES[kind], good, draft) for kind, good, draft in queries.stock(found)],
        "files": queries.latest_files(found),
        "keeper": keeper,
        "crumbs": crumbs((found.name, "")),
    }
    return render(request, "assessment/desk/bank.html", context)


@staff(*KEEPERS)
@require_POST
def review(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Approve, send back or retire the questions that are ticked."""
    found, to = find(request, uid), request.POST.get("act", "")
    if to not in dict(Item.REVIEWS):
        raise Http404
    rows = queries.chosen(viewer(request), found, request.POST.getlist("ids"))
    by, now = the_person(request), timezone.now()
    return attempt(request, lambda: actions.review(items=rows, to=to, by=by, at=now), _("改好了。"), ONE, uid)


@staff(*KEEPERS)
@require_POST
def approve_all(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Approve every draft of the bank."""
    found = find(request, uid)
    rows = list(queries.items(found, "", "", "", "draft"))
    by, now = the_person(request), timezone.now()
    done = _("都审过了，可以用来出卷。")
    return attempt(request, lambda: actions.review(items=rows, to="approved", by=by, at=now), done, ONE, uid)


@staff(*KEEPERS)
@require_POST
def practice(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Let workers practise with it, or no more."""
    found, on = find(request, uid), request.POST.get("on") == "1"
    by, now = the_person(request), timezone.now()
    done = _("工人可以练习这个题库了。") if on else _("不再给工人练习了。")
    return attempt(request, lambda: actions.set_practice(bank=found, practice=on, by=by, at=now), done, ONE, uid)


@staff(*KEEPERS)
def upload(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Bring a file; it is read at once and nothing changes yet."""
    found = find(request, uid)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        brought = form.cleaned_data["file"]
        by, now, made = the_person(request), timezone.now(), []
        said = {"bank": found, "name": brought.name, "pieces": brought.chunks()}
        if kept(form, lambda: made.append(files.bring(**said, by=by, at=now))):
            return redirect(FILE, made[0].uid)
    context = {"form": form, "bank": found, "crumbs": crumbs((found.name, reverse(ONE, args=[uid])), (_("导入"), ""))}
    return render(request, "assessment/desk/bank_upload.html", context, status=422 if form.errors else 200)


@staff(*KEEPERS)
@never_cache
def file(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What is in a file, every question that is not taken named with its reason; then yes or no."""
    found = get_object_or_404(queries.file(viewer(request), uid))
    if request.method == "POST":
        act = files.take if request.POST.get("act") == "take" else files.cancel
        by, now = the_person(request), timezone.now()
        return attempt(request, lambda: act(brought=found, by=by, at=now), "", FILE, uid)
    faults = [(where, fault_texts.words(code, facts), taken) for where, code, facts, taken in found.faults]
    context = {
        "file": found,
        "refused": [one for one in faults if not one[2]],
        "partly": [one for one in faults if one[2]],
        "crumbs": crumbs((found.bank.name, reverse(ONE, args=[found.bank.uid])), (found.file_name, "")),
    }
    return render(request, "assessment/desk/bank_file.html", context)


@staff(*READERS)
@require_safe
def export(request: HttpRequest, uid: uuid.UUID, form: str) -> HttpResponseBase:
    """The bank as a file."""
    found = find(request, uid)
    actions.note_taken(bank=found, form=form, by=the_person(request), at=timezone.now())
    several = exporting.questions(found)
    if form == "excel":
        headers, rows, _lost = exporting.excel(several)
        return excel(found.name, headers, rows)
    write, ending, kind = exporting.FORMATS[form]
    answer = HttpResponse(write(several)[0], content_type=kind, headers={"Cache-Control": "no-store"})
    name = f"{found.name}.{ending}"
    answer["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=name))
    return answer


@staff(*READERS)
@require_safe
def exports(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The formats, and of each which questions it cannot hold."""
    found = find(request, uid)
    several = exporting.questions(found)
    names = [("excel", "Excel"), ("moodle", "Moodle XML"), ("gift", "GIFT"), ("qti", "QTI 2.2")]
    told: list[dict[str, Any]] = []
    for form, name in names:
        whole, parts = exporting.lost(several, form)
        stems = [one.stem[:60] for one in whole[:50]]
        url = reverse(f"assessment:desk_export_{form}", args=[uid])
        told.append({"url": url, "name": name, "count": len(whole), "lost": stems, "parts": parts.items()})
    context = {
        "bank": found,
        "count": len(several),
        "forms": told,
        "crumbs": crumbs((found.name, reverse(ONE, args=[uid])), (_("导出"), "")),
    }
    return render(request, "assessment/desk/bank_export.html", context)
