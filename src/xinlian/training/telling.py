"""What builders are told, within the action that gave the reason. No medical value leaves the house."""

import datetime

from django.urls import reverse

from xinlian.notices.actions import tell
from xinlian.training.models import Medical


def medical_ends_soon(medical: Medical, *, at: datetime.datetime) -> None:
    """A check runs out within thirty days."""
    facts = {"day": medical.valid_until.isoformat()}
    key, url = f"medical_ends_soon:{medical.uid}", reverse("training:my_medicals")
    to = medical.builder.person
    tell(to=to, kind="training.medical_ends_soon", facts=facts, key=key, url=url, by=None, at=at)
