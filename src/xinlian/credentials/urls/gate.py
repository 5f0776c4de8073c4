"""Addresses of gates: the page, and what their devices say and fetch."""

from django.urls import URLPattern, path

from xinlian.credentials.views import gate

urlpatterns: list[URLPattern] = [
    path("gate/", gate.shell, name="gate"),
    path("gate/enrol/", gate.enrol, name="gate_enrol"),
    path("gate/sync.json", gate.sync, name="gate_sync"),
    path("gate/photos/<str:digest>.jpg", gate.photo, name="gate_photo"),
    path("gate/scans/", gate.scans, name="gate_scans"),
]
