"""Django application of notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "xinlian.notices"
    label = "notices"
    verbose_name = "公告和短信"
