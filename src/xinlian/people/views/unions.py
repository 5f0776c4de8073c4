"""The tree of unions and the firms in it."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.actions import keeping, tree
from xinlian.people.forms.desk import FirmForm, UnionForm
from xinlian.people.models import Firm, Union
from xinlian.people.queries import desk as queries
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence

KEEPERS = queries.KEEPERS
PER_PAGE = 50


@staff(*KEEPERS)
@never_cache
def unions(request: HttpRequest) -> HttpResponse:
    """The top of one's part of the tree; straight to it where there is one."""
    tops = queries.counted(queries.tops(viewer(request)))
    if len(tops) == 1:
        return redirect("people:union", tops[0].uid)
    return render(request, "people/desk/unions.html", {"table": _table([_row(one) for one in tops])})


def _row(union: Union) -> dict[str, Any]:
    state = {"text": _("已关闭"), "state": "off"} if union.closed_on else {"text": _("在用"), "state": "ok"}
    cells = {
        "name": union.name,
        "level": union.get_level_display(),
        "aliases": "、".join(union.aliases),
        "heads": union.heads,  # type: ignore[attr-defined]
        "state": state,
    }
    return {"id": union.uid, "url": reverse("people:union", args=[union.uid]), "cells": cells}


def _table(rows: list[dict[str, Any]]) -> dict[str, Any]:
    columns = [
        {"key": "name", "label": _("工会"), "zh": True},
        {"key": "level", "label": _("层级")},
        {"key": "aliases", "label": _("别名"), "zh": True},
        {"key": "heads", "label": _("人数（含下级）"), "num": True},
        {"key": "state", "label": _("状态")},
    ]
    words = _("在右边加一个，街道、园区、企业工会都可以。")
    return {
        "title": _("下级工会"),
        "columns": columns,
        "rows": rows,
        "empty": _("还没有下级工会"),
        "empty_words": words,
    }


def _union(request: HttpRequest, uid: uuid.UUID, roles: tuple[str, ...] = KEEPERS) -> Union:
    return get_object_or_404(queries.unions(viewer(request), roles), uid=uid)


@staff(*KEEPERS)
@never_cache
def union(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One union: what lies above and below it, its names."""
    return render(request, "people/desk/union.html", _page(request, _union(request, uid)))


def _page(request: HttpRequest, found: Union, **more: Any) -> dict[str, Any]:
    above = queries.chain(viewer(request), found)
    crumbs = [(one.name, reverse("people:union", args=[one.uid])) for one in above]
    return {
        "union": found,
        "crumbs": [*crumbs, (found.name, "")] if crumbs else [],
        "table": _table([_row(one) for one in queries.members(found)]),
        "officer": viewer(request).holds(("officer",), found.union_path),
        "may_close": found.parent_id is not None and viewer(request).holds(("officer",), found.union_path[:-4]),
        "left": queries.still_in(found),
        "add_form": UnionForm(prefix="add"),
        "edit_form": UnionForm(union=found),
        **more,
    }


@staff("officer")
@require_POST
def add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A union right below this one."""
    parent = _union(request, uid, ("officer",))
    form = UnionForm(request.POST, prefix="add")
    if form.is_valid():
        try:
            made = tree.add_union(parent=parent, **form.cleaned_data, by=the_person(request), at=timezone.now())
        except Refused as no:
            form.add_error("name", sentence(no))
        else:
            messages.success(request, _("已经加上“%(name)s”。") % {"name": made.name})
            return redirect("people:union", uid)
    return render(request, "people/desk/union.html", _page(request, parent, add_form=form), status=422)


@staff("officer")
@require_POST
def edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Other names or phone."""
    found = _union(request, uid, ("officer",))
    form = UnionForm(request.POST, union=found)
    if form.is_valid():
        try:
            tree.correct_union(union=found, **form.cleaned_data, by=the_person(request), at=timezone.now())
        except Refused as no:
            form.add_error("name", sentence(no))
        else:
            messages.success(request, _("已经改好。"))
            return redirect("people:union", uid)
    return render(request, "people/desk/union.html", _page(request, found, edit_form=form), status=422)


@staff("officer")
@require_POST
def close(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """No longer in use, or in use again."""
    found = _union(request, uid, ("officer",))
    act = tree.open_union if found.closed_on else tree.close_union
    act(union=found, by=the_person(request), at=timezone.now())
    messages.success(request, _("已经重新启用。") if found.closed_on else _("已经关闭，不会再被选到。"))
    return redirect("people:union", uid)


@staff(*KEEPERS)
@never_cache
def firms(request: HttpRequest) -> HttpResponse:
    """Employers and platforms."""
    q = request.GET.get("q", "").strip()[:60]
    page = Paginator(queries.firms(viewer(request), q), PER_PAGE).get_page(request.GET.get("page"))
    columns = [
        {"key": "name", "label": _("名称"), "zh": True},
        {"key": "kind", "label": _("种类")},
        {"key": "credit_code", "label": _("统一社会信用代码")},
        {"key": "union", "label": _("登记在"), "zh": True},
        {"key": "heads", "label": _("人数"), "num": True},
    ]
    table = {
        "title": _("单位和平台"),
        "columns": columns,
        "rows": [_firm_row(firm) for firm in page.object_list],
        "empty": _("没有找到单位"),
        "empty_words": _("导入人员时，表里写的单位会自动登记；也可以自己加。"),
    }
    return render(request, "people/desk/firms.html", {"page": page, "q": q, "table": table})


def _firm_row(firm: Firm) -> dict[str, Any]:
    cells = {
        "name": firm.name,
        "kind": firm.get_kind_display(),
        "credit_code": firm.credit_code,
        "union": firm.union.name,
        "heads": firm.heads,  # type: ignore[attr-defined]
    }
    return {"id": firm.uid, "url": reverse("people:firm", args=[firm.uid]), "cells": cells}


@staff("officer")
def firm(request: HttpRequest, uid: uuid.UUID | None = None) -> HttpResponse:
    """A new firm, or another name for one."""
    found = get_object_or_404(queries.firms(viewer(request), ""), uid=uid) if uid else None
    form = FirmForm(request.POST or None, viewer=viewer(request), firm=found)
    if request.method == "POST" and form.is_valid():
        who: dict[str, Any] = {"by": the_person(request), "at": timezone.now()}
        try:
            if found:
                keeping.correct_firm(firm=found, **form.cleaned_data, **who)
            else:
                keeping.add_firm(**form.cleaned_data, **who)
        except Refused as no:
            form.add_error("name", sentence(no))
        else:
            messages.success(request, _("已经存好。"))
            return redirect("people:firms")
    context = {"form": form, "firm": found}
    return render(request, "people/desk/firm.html", context, status=422 if form.errors else 200)
