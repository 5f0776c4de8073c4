"""Django application of the shell."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "xinlian.web"
    label = "web"
