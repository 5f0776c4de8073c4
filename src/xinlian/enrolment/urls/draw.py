"""Addresses of the draw: public below /draws/, for the desk below /desk/enrolment/."""

from django.urls import URLPattern, path

from xinlian.enrolment.views import desk_draw, draw, witness

DRAW = "draws/<uuid:uid>/"
DESK = "desk/enrolment/<uuid:uid>/draw/"

urlpatterns: list[URLPattern] = [
    path(DRAW, draw.page, name="draw"),
    path(f"{DRAW}commitment.json", draw.file, {"kind": "commitment"}, name="draw_commitment"),
    path(f"{DRAW}result.json", draw.file, {"kind": "result"}, name="draw_result"),
    path(f"{DRAW}receipt.json", draw.receipt, name="draw_receipt"),
    path(f"{DRAW}witness/", witness.page, name="draw_witness"),
    path(DESK, desk_draw.page, name="desk_draw"),
    path(f"{DESK}seal/", desk_draw.seal, name="desk_draw_seal"),
    path(f"{DESK}number/", desk_draw.number, name="desk_draw_number"),
    path(f"{DESK}publish/", desk_draw.publish, name="desk_draw_publish"),
    path(f"{DESK}void/", desk_draw.void, name="desk_draw_void"),
]
