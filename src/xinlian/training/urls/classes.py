"""Addresses of the training base: classes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
