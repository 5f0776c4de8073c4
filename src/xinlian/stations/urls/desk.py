"""Addresses for the desk, below /desk/stations/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
