"""Django application of simulators."""

from django.apps import AppConfig


class SimulatorsConfig(AppConfig):
    name = "xinlian.simulators"
    label = "simulators"
    verbose_name = "模拟机"

    def ready(self) -> None:
        """Make the table of runs known, and hear of statements."""
        from xinlian.records import listening
        from xinlian.sheets import kinds
        from xinlian.simulators.importing import KIND
        from xinlian.simulators.statements import heard

        kinds.register(KIND)
        listening.register(heard)
