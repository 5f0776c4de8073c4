"""Addresses for phones without a network."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
