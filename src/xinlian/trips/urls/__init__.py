"""Addresses of trips: for the desk, for workers and leaders."""

from xinlian.trips.urls import desk, worker

app_name = "trips"
urlpatterns = [*desk.urlpatterns, *worker.urlpatterns]
