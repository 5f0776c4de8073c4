"""Django application of simulators."""

from django.apps import AppConfig


class SimulatorsConfig(AppConfig):
    name = "xinlian.simulators"
    label = "simulators"
    verbose_name = "模拟机"

    def ready(self) -> None:
        """Make the table of runs known."""
        from xinlian.sheets.kinds import register
        from xinlian.simulators.importing import KIND

        register(KIND)
