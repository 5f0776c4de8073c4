"""Django application of credentials."""

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "xinlian.credentials"
    label = "credentials"
    verbose_name = "证和码"

    def ready(self) -> None:
        """Make the table of certificates known."""
        from xinlian.credentials.importing import KIND
        from xinlian.sheets.kinds import register

        register(KIND)
