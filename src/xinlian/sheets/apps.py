"""Django application of sheets."""

from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "xinlian.sheets"
    label = "sheets"
