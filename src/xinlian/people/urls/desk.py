"""Addresses of the desk: people, unions, roles, firms, imports, the journal."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
