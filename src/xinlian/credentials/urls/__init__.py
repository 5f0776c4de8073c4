"""Addresses of credentials."""

from xinlian.credentials.urls import desk, gate, machines, worker

app_name = "credentials"
urlpatterns = [*worker.urlpatterns, *desk.urlpatterns, *gate.urlpatterns, *machines.urlpatterns]
