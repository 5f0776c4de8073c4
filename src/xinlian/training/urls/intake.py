"""Addresses of the training base: intake."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
