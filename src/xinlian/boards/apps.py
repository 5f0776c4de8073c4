"""Django application of boards."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "xinlian.boards"
    label = "boards"
    verbose_name = "排行榜"
