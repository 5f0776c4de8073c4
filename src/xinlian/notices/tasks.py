"""What is done outside a request: sending what waits, as soon as the action that told it is committed."""

from django_tasks import task

from xinlian.notices.sending import send_what_waits


@task()
def send_waiting() -> int:
    """Send what is due now; how many went. The task names nobody."""
    return send_what_waits()
