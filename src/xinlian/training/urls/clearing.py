"""Addresses of the training base: clearing."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
