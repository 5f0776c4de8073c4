"""Addresses for machines, below /api/v1/ and /open/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
