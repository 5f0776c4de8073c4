"""Django application of records."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "xinlian.records"
    label = "records"
    verbose_name = "学习记录"
