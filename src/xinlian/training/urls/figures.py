"""Addresses of the base in numbers."""

from django.urls import URLPattern, path

from xinlian.training.views import figures

DESK = "desk/base/figures/"

urlpatterns: list[URLPattern] = [
    path(DESK, figures.figures, name="desk_figures"),
    path(f"{DESK}<uuid:uid>/<int:year>-<int:month>/", figures.month, name="desk_month"),
    path(f"{DESK}<uuid:uid>/<int:year>-<int:month>/<slug:form>/", figures.export, name="desk_month_export"),
]
