"""Addresses for everybody: signing in, one's own page, one's own data, privacy."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
