"""The yearly review: the campaign, one review, checklists and their versions."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, today, viewer
from xinlian.people.answering import attempt
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.stations.actions import reviews as actions
from xinlian.stations.forms.reviews import ChecklistForm, ReviewForm, base_of
from xinlian.stations.queries import checklists, desk, reviews
from xinlian.stations.queries import desk_station as station
from xinlian.stations.rules.review import missing
from xinlian.stations.tables import reviews_table
from xinlian.stations.who import READERS, may_grade, may_inspect

PAGE = 50


def _year(request: HttpRequest) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdigit() and len(asked) == 4 else today().year


@staff(*READERS)
def campaign(request: HttpRequest) -> HttpResponse:
    """A year's reviews at a glance."""
    who, year = viewer(request), _year(request)
    page = Paginator(reviews.campaign(who, year), PAGE).get_page(request.GET.get("page"))
    figures = reviews.figures(who, year)
    context = {
        "year": year,
        "years": [
            {"url": f"?year={one}", "label": str(one), "active": one == year}
            for one in range(today().year, today().year - 4, -1)
        ],
        "figures": figures,
        "begun": figures["draft"] + figures["signed"],
        "page": page,
        "table": reviews_table(page, figures["draft"] + figures["signed"]),
        "stars": [(_("%(n)d 星") % {"n": n} if n else _("没有评星"), count) for n, count in reviews.star_counts(who)],
        "checklists": checklists.visible(who)[:6],
        "officer": bool(who.paths(("officer", "inspector"))),
    }
    return render(request, "stations/desk/reviews.html", context)


@staff(*READERS)
def review(request: HttpRequest, uid: str) -> HttpResponse:
    """One review: filled in item by item, and what it comes to."""
    who, now = viewer(request), timezone.now()
    found = get_object_or_404(reviews.one(who, uid))
    may = {
        "fill": found.state == "draft" and may_inspect(who, found.union_path).ok,
        "sign": found.state == "draft" and may_grade(who, found.union_path).ok,
    }
    items = found.checklist.items
    form = ReviewForm(request.POST or None, items=items, answers=found.answers)
    if request.method == "POST" and form.is_valid():
        by = the_person(request)
        return attempt(
            request,
            lambda: actions.fill(by=by, at=now, review=found, answers=form.answers()),
            _("存好了。"),
            "stations:desk_review",
            uid,
        )
    outcome = reviews.outcome(found, now) if found.state == "draft" else None
    context = {
        "review": found,
        "station": found.station,
        "form": form,
        "may": may,
        "open": missing(items, found.answers),
        "outcome": outcome,
        "reasons": [reviews.reason_words(dict(one)) for one in (outcome.reasons if outcome else found.reasons)],
        "history": reviews.history(found.station),
    }
    return render(request, "stations/desk/review.html", context)


@staff("officer", "approver")
@require_POST
def sign(request: HttpRequest, uid: str) -> HttpResponse:
    """Sign the review; stars follow."""
    found = get_object_or_404(reviews.one(viewer(request), uid))
    by, now = the_person(request), timezone.now()
    done = _("定级了。新的星级和原因，大家在驿站页面上看得到。")
    return attempt(request, lambda: actions.sign(by=by, at=now, review=found), done, "stations:desk_review", uid)


@staff(*READERS)
def checklist(request: HttpRequest, uid: str) -> HttpResponse:
    """One version of a checklist: its items, star lines, limits, source."""
    found = get_object_or_404(checklists.visible(viewer(request)), uid=uid)
    context = {
        "checklist": found,
        "total": sum(item["points"] for item in found.items),
        "stars": list(enumerate(found.stars, 1)),
        "demotions": [reviews.rule_words(row) for row in found.rules.get("demote", ())],
        "officer": may_grade(viewer(request), found.union_path).ok,
    }
    return render(request, "stations/desk/checklist.html", context)


@staff("officer", "approver")
def new_checklist(request: HttpRequest) -> HttpResponse:
    """A new version, begun from the one that `from` names."""
    who = viewer(request)
    known = (
        checklists.visible(who).filter(uid=request.GET["from"]).first()
        if len(request.GET.get("from", "")) == 36
        else None
    )
    form = ChecklistForm(
        request.POST or None, base=base_of(known) if known else checklists.beginning(who), unions=desk.unions(who)
    )
    if request.method == "POST" and form.is_valid():
        made = _make(request, form)
        if made is not None:
            messages.success(request, _("新版本存好了，从写的那天起执行。以前的评价还按以前的版本。"))
            return redirect("stations:desk_checklist", made.uid)
    return render(request, "stations/desk/checklist_new.html", {"form": form, "known": known})


def _make(request: HttpRequest, form: ChecklistForm) -> Any:
    """The new version, or None with the reason on the form."""
    union = station.union_at(form.cleaned_data["union"])
    if union is None:
        form.add_error("union", _("没有这个工会。"))
        return None
    try:
        return actions.new_checklist(by=the_person(request), at=timezone.now(), union=union, **form.version())
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        form.add_error(None, sentence(refused))
        return None
