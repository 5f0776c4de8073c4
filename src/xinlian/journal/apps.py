"""Django application of the journal."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "xinlian.journal"
    label = "journal"
