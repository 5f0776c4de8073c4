"""Django application of the lowest floor."""

from django.apps import AppConfig


class RowsConfig(AppConfig):
    name = "xinlian.rows"
    label = "rows"
