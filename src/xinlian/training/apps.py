"""Django application of the training base."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "xinlian.training"
    label = "training"
    verbose_name = "产业工人培训基地"
