"""Public UUIDs as pages, phones and files write them."""

import uuid


def uid_of(text: str) -> uuid.UUID | None:
    """The UUID that a text names; None when it names none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
