"""Addresses of records."""

from xinlian.records.urls import desk, machines

app_name = "records"
urlpatterns = [*machines.urlpatterns, *desk.urlpatterns]
