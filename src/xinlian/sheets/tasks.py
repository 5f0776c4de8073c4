"""What is done outside a request."""

from django.utils import timezone
from django_tasks import task

from xinlian.sheets.actions import taking


@task()
def check_upload(upload_id: int) -> None:
    """Check a file that was brought."""
    taking.check(upload_id=upload_id, by=None, at=timezone.now())


@task()
def take_upload(upload_id: int) -> None:
    """Take a file that was confirmed."""
    taking.take(upload_id=upload_id, by=None, at=timezone.now())


def begin(upload_id: int, state: str) -> None:
    """Put the work that a state asks for on the queue; part of the caller's transaction."""
    {"checking": check_upload, "taking": take_upload}[state].enqueue(upload_id)
