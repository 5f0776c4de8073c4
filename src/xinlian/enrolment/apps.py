"""Django application of enrolment."""

from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "xinlian.enrolment"
    label = "enrolment"
    verbose_name = "报名"

    def ready(self) -> None:
        """Make the table of applications known to the floor below."""
        from xinlian.enrolment.importing import KIND
        from xinlian.sheets.kinds import register

        register(KIND)
