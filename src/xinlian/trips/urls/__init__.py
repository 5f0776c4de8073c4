"""Addresses of trips."""

from xinlian.trips.urls import desk, worker

app_name = "trips"
urlpatterns = [*desk.urlpatterns, *worker.urlpatterns]
