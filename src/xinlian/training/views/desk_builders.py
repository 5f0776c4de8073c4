"""Builders at the desk: the list, one by one, one's page, moving and leaving, Excel in and out."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, today, viewer
from xinlian.people.views import uploads
from xinlian.sheets.writing import excel
from xinlian.training import tables_intake as tables
from xinlian.training.actions import exports, intake
from xinlian.training.forms.intake import BirthdayForm, DeskBuilderForm, FilterForm, LeaveForm, MoveForm
from xinlian.training.models import Builder, Project
from xinlian.training.queries import base, cases
from xinlian.training.queries import builders as queries
from xinlian.training.reason_texts.intake import lacks
from xinlian.training.rules import ages
from xinlian.training.views.acting import crumbs, keeps, kept
from xinlian.training.who import KEEPERS, READERS

PAGE = 50
LIST, ONE = "training:desk_builders", "training:desk_builder"


def _filter(request: HttpRequest) -> tuple[FilterForm, queries.Wanted]:
    form = FilterForm(request.GET, projects=base.projects(viewer(request)))
    said = form.cleaned_data if form.is_valid() else {}
    rows = {name: str(said[name].uid) for name in ("project", "trade") if said.get(name)}
    return form, queries.Wanted(q=said.get("q") or "", state=said.get("state") or "", **rows)


@staff(*READERS)
def builders(request: HttpRequest) -> HttpResponse:
    """The list, fifty a page."""
    form, wanted = _filter(request)
    found = queries.narrowed(queries.found(viewer(request), wanted), wanted.state, today())
    page = Paginator(found.keys, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    who = viewer(request)
    context = {
        "form": form,
        "page": page,
        "found": found,
        "table": tables.builders_table(queries.page_lines(page, today()), page.paginator.count, wanted.state),
        "filtered": any(form.cleaned_data.values()) if form.is_valid() else True,
        "query": query.urlencode(),
        "kept": list(queries.kept_project(who)),
        "crumbs": crumbs((_("工人"), "")),
    }
    return render(request, "training/desk/builders.html", context)


@staff(*KEEPERS)
@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """What is filtered as Excel, with a line in the journal; without numbers and without what checks found."""
    _form, wanted = _filter(request)
    rows = queries.exactly(queries.found(viewer(request), wanted), wanted.state, today())
    kept_rows = [one for one in rows if keeps(request, one.union_path)]
    exports.take_builders(builders=kept_rows, by=the_person(request), at=timezone.now())
    answer = excel(_("工人名单"), queries.HEADERS, queries.table_rows(kept_rows, today()))
    answer["Cache-Control"] = "no-store"
    return answer


@staff(*KEEPERS)
def new(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One by one at the desk; the answer says at once what is missing, and the next form is there."""
    project = get_object_or_404(queries.kept_project(viewer(request)), uid=uid)
    form = DeskBuilderForm(request.POST or None, project=project)
    if request.method == "POST" and form.is_valid():
        done = _registered(request, project, form)
        if done is not None:
            return redirect(f"{reverse('training:desk_builder_new', args=[uid])}?done={done.builder.uid}")
    context = {
        "project": project,
        "form": form,
        "done": _done(request),
        "crumbs": crumbs((_("工人"), reverse(LIST)), (_("登记一个人"), "")),
    }
    return render(request, "training/desk/builder_new.html", context)


def _registered(request: HttpRequest, project: Project, form: DeskBuilderForm) -> intake.Registered | None:
    said, made = form.cleaned_data, list[intake.Registered]()
    by, now = the_person(request), timezone.now()
    kept(
        form,
        lambda: made.append(
            intake.register(
                project=project,
                told=form.told(),
                team=said["team"],
                trade=said["trade"],
                way="desk",
                client_uid=said["client_uid"],
                by=by,
                at=now,
            )
        ),
    )
    return made[0] if made else None


def _done(request: HttpRequest) -> queries.Line | None:
    """Who was registered a moment ago, with what they lack."""
    try:
        uid = uuid.UUID(request.GET.get("done", ""))
    except ValueError:
        return None
    found = queries.one(viewer(request), uid, KEEPERS).first()
    return queries.line_of(found, today()) if found else None


@staff(*READERS)
def builder(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One builder: where, since when, what is missing."""
    found = get_object_or_404(queries.one(viewer(request), uid))
    officer = keeps(request, found.union_path)
    context = {
        "line": queries.line_of(found, today()),
        "builder": found,
        "facts": tables.facts_of(found),
        "officer": officer,
        "move": MoveForm(builder=found) if officer else None,
        "leave": LeaveForm(initial={"on": today()}) if officer else None,
        "birthday": BirthdayForm(initial={"born": cases.born_on(found)}) if officer and _asks_birthday(found) else None,
        "crumbs": crumbs((_("工人"), reverse(LIST)), (found.person.name, "")),
    }
    return render(request, "training/desk/builder.html", context)


def _asks_birthday(found: Builder) -> bool:
    """Whether they have a document whose number does not say when they were born."""
    return bool(found.person.id_key) and ages.birthday(cases.number_of(found)) is None


def _kept_one(request: HttpRequest, uid: uuid.UUID) -> Builder:
    return get_object_or_404(queries.one(viewer(request), uid, KEEPERS))


@staff(*KEEPERS)
@require_POST
def move(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Another team or trade."""
    found = _kept_one(request, uid)

    def words() -> str:
        missing = lacks(cases.verdict(found, today()).reasons)
        lacking = _("换好了。还差：%(what)s") % {"what": "、".join(missing)}
        return lacking if missing else _("换好了。什么都不差，可以上岗。")

    return _acted(request, found, MoveForm(request.POST, builder=found), intake.move_team, words)


@staff(*KEEPERS)
@require_POST
def birthday(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """When somebody was born, read off their document."""
    form = BirthdayForm(request.POST)
    return _acted(request, _kept_one(request, uid), form, intake.note_birthday, lambda: _("记下了。"))


@staff(*KEEPERS)
@require_POST
def leave(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Somebody left."""
    found, form = _kept_one(request, uid), LeaveForm(request.POST)
    return _acted(request, found, form, intake.leave, lambda: _("记下了。再来的话，重新登记一次，以前的都还在。"))


def _acted(
    request: HttpRequest, found: Builder, form: Form, act: Callable[..., object], words: Callable[[], str]
) -> HttpResponse:
    """Do with a builder what a form of their page says; back there with what came of it, or why not."""
    by, now = the_person(request), timezone.now()
    if form.is_valid() and kept(form, lambda: act(builder=found, by=by, at=now, **form.cleaned_data)):
        messages.success(request, words())
    for wrong in (wrong for several in form.errors.values() for wrong in several):
        messages.error(request, str(wrong))
    return redirect(ONE, found.uid)


@staff(*KEEPERS)
def bring(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """A table of builders for a project."""
    project = get_object_or_404(queries.kept_project(viewer(request)), uid=uid)
    preset = {"project": str(project.uid)}
    return uploads.new(request, kind="builders", preset=preset, about=project.name, back=reverse(LIST))
