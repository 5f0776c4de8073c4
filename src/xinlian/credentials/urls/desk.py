"""Addresses of the desk."""

from django.urls import URLPattern, path

from xinlian.credentials.views import desk, desk_outside, papers, sites
from xinlian.credentials.views import desk_certificates as certificates

PASSES, SITES = "desk/passes/", "desk/sites/"
CERTIFICATES, OUTSIDE = "desk/certificates/", "desk/certificates/others/"
TEMPLATES = "desk/certificates/templates/"
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
    path(f"{SITES}listeners/<uuid:uid>/block/", sites.block_listener, name="desk_listener_block"),
    path(CERTIFICATES, certificates.home, name="desk_certificates"),
    path(f"{CERTIFICATES}award/", certificates.award, name="desk_award"),
    path(TEMPLATES, certificates.template_list, name="desk_templates"),
    path(f"{TEMPLATES}new/", certificates.template_new, name="desk_template_new"),
    path(f"{TEMPLATES}<uuid:uid>/", certificates.template_edit, name="desk_template"),
    path(f"{TEMPLATES}<uuid:uid>/retire/", certificates.template_retire, name="desk_template_retire"),
    path(f"{TEMPLATES}<uuid:uid>/import/", certificates.bring, name="desk_template_import"),
    path(OUTSIDE, desk_outside.home, name="desk_outside"),
    path(f"{OUTSIDE}new/", desk_outside.new, name="desk_outside_new"),
    path(f"{OUTSIDE}<uuid:uid>/", desk_outside.one, name="desk_outside_one"),
    path(f"{OUTSIDE}<uuid:uid>/strike/", desk_outside.strike, name="desk_outside_strike"),
    path(f"{CERTIFICATES}<uuid:uid>/", certificates.one, name="desk_certificate"),
    path(f"{CERTIFICATES}<uuid:uid>/revoke/", certificates.revoke, name="desk_certificate_revoke"),
    path(f"{CERTIFICATES}<uuid:uid>/certificate.pdf", certificates.pdf, name="desk_certificate_pdf"),
    path(f"{CERTIFICATES}<uuid:uid>/certificate.json", certificates.json, name="desk_certificate_json"),
]
