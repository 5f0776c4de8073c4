"""Addresses for phones without a network."""

from django.urls import URLPattern, path

from xinlian.stations.views import offline as views

urlpatterns: list[URLPattern] = [
    path("stations/ahead/", views.ahead, name="ahead"),
    path("stations/saved/", views.saved, name="saved"),
    path("stations/packs/road/<uuid:uid>.json", views.road_pack, name="road_pack"),
    path("stations/packs/area/<uuid:uid>.json", views.area_pack, name="area_pack"),
    path("stations/packs/around/<str:lat>/<str:lon>/<int:km>.json", views.around_pack, name="around_pack"),
]
