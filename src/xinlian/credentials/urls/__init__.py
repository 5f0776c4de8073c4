"""Addresses of credentials."""

from xinlian.credentials.urls import desk, gate, worker

app_name = "credentials"
urlpatterns = [*worker.urlpatterns, *desk.urlpatterns, *gate.urlpatterns]
