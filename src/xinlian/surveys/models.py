"""Questionnaires, the surveys that ask them, who may answer, and what was answered: two tables that nothing joins."""

import secrets
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xinlian.people.models import Person, Union
from xinlian.rows.models import Row

ID_BITS = 53


class Questionnaire(Row):
    """Questions as data, in the shape of `rules.questions`. Once a survey asks them they never change again."""

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="questionnaires")
    name = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    questions = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0, help_text="counts changes, so that two editors do not overwrite")
    used = models.BooleanField(default=False, help_text="a survey asks it: nothing about it changes any more")
    effective_on = models.DateField()
    retired_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["union", "name", "version"], name="questionnaire_version_once"),
            models.CheckConstraint(
                name="questionnaire_retired_after_it_began",
                condition=Q(retired_on=None) | Q(retired_on__gte=F("effective_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Survey(Row):
    """A questionnaire put to some people about one thing, of which this floor knows the UUID and a label.

    `series` ties those that are compared, such as all batches of a year's trips. The two counts are kept here, so
    that they stay true when tickets end.
    """

    STATES = [("open", _("可以答")), ("closed", _("已结束"))]

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="surveys")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="surveys")
    title = models.CharField(max_length=80)
    about_uid = models.UUIDField(null=True, blank=True, db_index=True)
    about_label = models.CharField(max_length=80, blank=True)
    series = models.CharField(max_length=60, blank=True, db_index=True)
    anonymous = models.BooleanField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=6, choices=STATES, default="open")
    invited = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-opens_at", "-id"]
        constraints = [
            models.CheckConstraint(name="survey_closes_after_it_opens", condition=Q(closes_at__gt=F("opens_at"))),
            models.CheckConstraint(name="survey_state_known", condition=Q(state__in=("open", "closed"))),
            models.CheckConstraint(name="survey_answers_only_of_the_invited", condition=Q(answered__lte=F("invited"))),
        ]
        indexes = [models.Index(fields=["closes_at"], condition=Q(state="open"), name="survey_to_close")]

    def __str__(self) -> str:
        return self.title


class Ticket(Row):
    """That somebody may answer, and whether they did; never what.

    It also holds the UUID that the phone sent, since on a sheet it would lead from the phone to what was answered.
    """

    own = "person"

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="tickets")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tickets")
    anonymous = models.BooleanField(help_text="as the survey: without a time")
    invited_at = models.DateTimeField()
    answered = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    client_uid = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["survey", "id"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "person"], name="ticket_once"),
            models.CheckConstraint(
                name="ticket_of_anonymous_has_no_time", condition=Q(anonymous=False) | Q(answered_at=None)
            ),
            models.CheckConstraint(
                name="ticket_time_only_when_answered", condition=Q(answered=True) | Q(answered_at=None)
            ),
        ]
        indexes = [models.Index(fields=["person"], condition=Q(answered=False), name="ticket_waiting")]

    def __str__(self) -> str:
        return f"ticket {self.uid}"


class Sheet(Row):
    """What was answered. An anonymous one has no person, no day, and an id that says nothing: ADR 0010."""

    own = "person"

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="sheets")
    anonymous = models.BooleanField(help_text="as the survey")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    answers = models.JSONField()
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["survey", "id"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "person"], name="sheet_once"),
            models.CheckConstraint(
                name="sheet_anonymous_names_nobody",
                condition=Q(anonymous=False) | Q(person=None, answered_on=None),
            ),
        ]

    def __str__(self) -> str:
        return f"sheet {self.uid}"

    @classmethod
    def unsigned(cls, survey: Survey, answers: dict[str, Any]) -> "Sheet":
        """A sheet that carries nothing of when and by whom, not saved; its id is chance and not the clock."""
        return cls(
            id=secrets.randbits(ID_BITS),
            survey=survey,
            anonymous=True,
            answers=answers,
            union_path=survey.union_path,
            shard=survey.shard,
        )
