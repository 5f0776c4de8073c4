"""Addresses for workers and keepers, below /stations/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
