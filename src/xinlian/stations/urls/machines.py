"""Addresses for machines, below /api/v1/ and /open/."""

from django.urls import URLPattern, URLResolver, include, path

from xinlian.people.access import public
from xinlian.stations.api import api
from xinlian.stations.views import machines

hsds_patterns, _app, _namespace = api.urls
for pattern in hsds_patterns:
    if isinstance(pattern, URLPattern):
        pattern.callback = public(machines.marked(pattern.callback))

urlpatterns: list[URLPattern | URLResolver] = [
    path("open/", machines.about, name="open"),
    path("open/stations.geojson", machines.geojson, name="open_geojson"),
    path("open/stations.csv", machines.csv, name="open_csv"),
    path("api/v1/hsds/", include((hsds_patterns, "hsds"), namespace="hsds")),
]
