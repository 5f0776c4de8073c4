"""Addresses of the desk."""

from django.urls import URLPattern, path

from xinlian.credentials.views import desk, papers, sites

PASSES, SITES = "desk/passes/", "desk/sites/"
urlpatterns: list[URLPattern] = [
    path(PASSES, desk.home, name="desk"),
    path(f"{PASSES}new/", desk.new, name="desk_new"),
    path(f"{PASSES}appeals/", desk.appeals, name="desk_appeals"),
    path(f"{PASSES}appeals/<uuid:uid>/", desk.answer, name="desk_answer"),
    path("desk/keys/", desk.keys, name="desk_keys"),
    path(f"{PASSES}sheet.pdf", papers.sheet, name="desk_sheet"),
    path(f"{PASSES}<uuid:uid>/", desk.one, name="desk_pass"),
    path(f"{PASSES}<uuid:uid>/step/", desk.step, name="desk_step"),
    path(f"{PASSES}<uuid:uid>/renew/", desk.renew, name="desk_renew"),
    path(f"{PASSES}<uuid:uid>/<slug:form>.pdf", papers.one, name="desk_paper"),
    path(SITES, sites.home, name="desk_sites"),
    path(f"{SITES}<uuid:uid>/", sites.one, name="desk_site"),
    path(f"{SITES}<uuid:uid>/people/", sites.people, name="desk_site_people"),
    path(f"{SITES}<uuid:uid>/gates/", sites.make_gate, name="desk_gate_new"),
    path(f"{SITES}people/<uuid:uid>/leave/", sites.leave, name="desk_site_leave"),
    path(f"{SITES}gates/<uuid:uid>/code/", sites.code, name="desk_gate_code"),
    path(f"{SITES}gates/<uuid:uid>/block/", sites.block, name="desk_gate_block"),
]
