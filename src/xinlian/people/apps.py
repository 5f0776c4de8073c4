"""Django application of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "xinlian.people"
    label = "people"
    verbose_name = "人员"

    def ready(self) -> None:
        """Make the table of people known to the floor below."""
        from xinlian.people.importing import KIND
        from xinlian.sheets.kinds import register

        register(KIND)
