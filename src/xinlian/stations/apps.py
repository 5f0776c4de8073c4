"""Django application of the station room."""

from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "xinlian.stations"
    label = "stations"
    verbose_name = "驿站"

    def ready(self) -> None:
        """Make the table of stations known to the floor below."""
        from xinlian.sheets.kinds import register
        from xinlian.stations.importing import KIND

        register(KIND)
