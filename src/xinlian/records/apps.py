"""Django application of records."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    name = "xinlian.records"
    label = "records"
    verbose_name = "学习记录"

    def ready(self) -> None:
        """What a process remembers of a database ends when the framework empties or changes it, as it does between tests."""
        post_migrate.connect(_forget, sender=self)


def _forget(**_told: Any) -> None:
    from xinlian.records import things

    things.forget()
