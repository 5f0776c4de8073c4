"""Addresses of trips."""

from xinlian.trips.urls import desk

app_name = "trips"
urlpatterns = [*desk.urlpatterns]
