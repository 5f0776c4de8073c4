"""Django application of the training base."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "xinlian.training"
    label = "training"
    verbose_name = "产业工人培训基地"

    def ready(self) -> None:
        """Make the tables of builders and of medical checks known."""
        from xinlian.sheets import kinds
        from xinlian.training import importing, importing_marks, importing_medicals

        kinds.register(importing.KIND)
        kinds.register(importing_medicals.KIND)
        kinds.register(importing_marks.KIND)
