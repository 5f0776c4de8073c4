"""Short messages that are kept, so that a test can read the code somebody was sent."""

import re
from dataclasses import dataclass, field

from django.test import Client
from django_tasks_db.models import DBTaskResult

from xinlian.people.tasks import send_code


@dataclass
class Kept:
    """What was sent: (phone, text)."""

    sent: list[tuple[str, str]] = field(default_factory=list)

    def send(self, phone: str, text: str) -> None:
        """Keep it."""
        self.sent.append((phone, text))


POST = Kept()


def gateway() -> Kept:
    """The sender that settings name in tests."""
    return POST


@dataclass
class Post:
    """The messages of one test; running what waits is what the worker process does."""

    def deliver(self) -> None:
        """Send what was enqueued."""
        rows = DBTaskResult.objects.filter(status="READY", task_path=send_code.module_path)
        for waiting in rows.order_by("enqueued_at"):
            send_code.call(*waiting.args_kwargs["args"])
            DBTaskResult.objects.filter(pk=waiting.pk).update(status="SUCCEEDED")

    def code_for(self, phone: str) -> str:
        """The digits in the newest message to a phone."""
        self.deliver()
        texts = [text for to, text in POST.sent if to == phone]
        return re.findall(r"\d{6}", texts[-1])[0]

    @property
    def count(self) -> int:
        """How many messages went out."""
        self.deliver()
        return len(POST.sent)


def sign_in(client: Client, post: Post, phone: str, **more: str) -> None:
    """Through the pages, as a worker does."""
    client.post("/sign-in/", {"phone": phone, **more})
    client.post("/sign-in/code/", {"code": post.code_for(phone), **more})
