"""The stock admin with our own door (apart from console.py, since Django loads this before any model)."""

from django.contrib.admin.apps import AdminConfig


class ConsoleConfig(AdminConfig):
    default_site = "xinlian.people.console.Console"
