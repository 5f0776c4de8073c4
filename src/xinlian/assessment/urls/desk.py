"""Addresses of assessment at the desk."""

from django.urls import URLPattern, path

from xinlian.assessment.views import (
    desk_banks,
    desk_board,
    desk_exams,
    desk_items,
    desk_papers,
    desk_practicals,
    desk_results,
)

_BANK = "desk/banks/<uuid:uid>"
_EXAM = "desk/exams/<uuid:uid>"
_PRACTICAL = "desk/practicals/<uuid:uid>"
urlpatterns: list[URLPattern] = [
    path("desk/banks/", desk_banks.banks, name="desk_banks"),
    path("desk/banks/new/", desk_banks.new, name="desk_bank_new"),
    path("desk/banks/files/<uuid:uid>/", desk_banks.file, name="desk_bank_file"),
    path("desk/banks/questions/<uuid:uid>/", desk_items.item, name="desk_item"),
    path("desk/banks/questions/<uuid:uid>/edit/", desk_items.edit, name="desk_item_edit"),
    path(f"{_BANK}/", desk_banks.bank, name="desk_bank"),
    path(f"{_BANK}/new/", desk_items.new, name="desk_item_new"),
    path(f"{_BANK}/import/", desk_banks.upload, name="desk_bank_upload"),
    path(f"{_BANK}/pictures/", desk_items.pictures, name="desk_pictures"),
    path(f"{_BANK}/review/", desk_banks.review, name="desk_review"),
    path(f"{_BANK}/approve/", desk_banks.approve_all, name="desk_approve_all"),
    path(f"{_BANK}/practice/", desk_banks.practice, name="desk_practice"),
    path(f"{_BANK}/export/", desk_banks.exports, name="desk_exports"),
    *(
        path(f"{_BANK}/export/{form}/", desk_banks.export, {"form": form}, name=f"desk_export_{form}")
        for form in ("excel", "moodle", "gift", "qti")
    ),
    path("desk/papers/", desk_papers.papers, name="desk_papers"),
    path("desk/papers/new/", desk_papers.new, name="desk_paper_new"),
    path("desk/papers/<uuid:uid>/", desk_papers.paper, name="desk_paper"),
    path("desk/papers/<uuid:uid>/retire/", desk_papers.retire, name="desk_paper_retire"),
    path("desk/exams/", desk_exams.exams, name="desk_exams"),
    path("desk/exams/new/", desk_exams.new, name="desk_exam_new"),
    path("desk/exams/sittings/<uuid:uid>/", desk_results.sitting, name="desk_sitting"),
    path(f"{_EXAM}/", desk_exams.exam, name="desk_exam"),
    path(f"{_EXAM}/people/", desk_exams.add, name="desk_add"),
    path(f"{_EXAM}/times/", desk_exams.times, name="desk_times"),
    path(f"{_EXAM}/wall/", desk_exams.wall, name="desk_wall"),
    path(f"{_EXAM}/board/", desk_board.opened, name="desk_board"),
    path(f"{_EXAM}/step/", desk_exams.step, name="desk_step"),
    path(f"{_EXAM}/room/", desk_exams.room, name="desk_room"),
    path(f"{_EXAM}/note/", desk_exams.note, name="desk_note"),
    path(f"{_EXAM}/seats/<uuid:candidate>/", desk_exams.seat, name="desk_seat"),
    path(f"{_EXAM}/results/", desk_results.results, name="desk_results"),
    path(f"{_EXAM}/results/excel/", desk_results.excel, name="desk_results_excel"),
    path(f"{_EXAM}/short/", desk_results.short, name="desk_short"),
    path(f"{_EXAM}/questions/", desk_results.items, name="desk_exam_items"),
    path(f"{_EXAM}/questions/<uuid:item>/", desk_results.item, name="desk_exam_item"),
    path(f"{_EXAM}/appeals/", desk_results.appeal_list, name="desk_appeals"),
    path("desk/practicals/", desk_practicals.practicals, name="desk_practicals"),
    path("desk/practicals/new/", desk_practicals.new, name="desk_practical_new"),
    path("desk/practicals/sheets/new/", desk_practicals.sheet_new, name="desk_sheet_new"),
    path("desk/practicals/sheets/<uuid:uid>/", desk_practicals.sheet, name="desk_sheet"),
    path(f"{_PRACTICAL}/", desk_practicals.practical, name="desk_practical"),
    path(f"{_PRACTICAL}/people/", desk_practicals.people, name="desk_practical_people"),
    path(f"{_PRACTICAL}/panel/", desk_practicals.panel, name="desk_panel"),
    path(f"{_PRACTICAL}/recuse/", desk_practicals.recuse, name="desk_recuse"),
    path(f"{_PRACTICAL}/act/", desk_practicals.act, name="desk_practical_act"),
    path(f"{_PRACTICAL}/excel/", desk_practicals.excel, name="desk_practical_excel"),
]
