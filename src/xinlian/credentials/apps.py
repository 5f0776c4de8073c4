"""Django application of credentials."""

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "xinlian.credentials"
    label = "credentials"
    verbose_name = "证和码"
