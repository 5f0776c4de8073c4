"""What the shell itself keeps."""

from django.db import models


class Tick(models.Model):
    """When a job that comes round ran last and is due next (web/clock.py). Belongs to the installation, to no union."""

    name = models.CharField(primary_key=True, max_length=60)
    due_at = models.DateTimeField()
    ran_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.due_at:%Y-%m-%d %H:%M}"
