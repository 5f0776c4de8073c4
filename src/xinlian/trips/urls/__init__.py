"""Addresses of trips."""

from xinlian.trips.urls import worker

app_name = "trips"
urlpatterns = [*worker.urlpatterns]
