"""Django application of enrolment."""

from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "xinlian.enrolment"
    label = "enrolment"
    verbose_name = "报名"
