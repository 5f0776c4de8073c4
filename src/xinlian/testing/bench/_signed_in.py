"""People who are signed in, many at once, for benches over HTTP."""

import time
import uuid
from typing import Any

CLOSED = "!"  # no password opens it


def signed_in(union: Any, numbers: range) -> list[tuple[str, Any]]:
    """People of one union with a session each, as they would have after signing in: (session key, person)."""
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from xinlian.people.models import Person

    now = timezone.now()
    shared = {"password": CLOSED, "union": union, "union_path": union.union_path, "made_at": now}
    people = [Person(name=f"试验{n}", username=f"bench{n}", **shared) for n in numbers]
    Person.objects.bulk_create(people)
    proof = people[0].get_session_auth_hash()
    sessions = [_session(person.pk, proof) for person in people]
    Session.objects.bulk_create(sessions)
    return [(session.session_key, person) for session, person in zip(sessions, people, strict=True)]


def _session(person_id: int, proof: str) -> Any:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    from xinlian.web.middleware import SEEN

    store = SessionStore()
    held = {
        SESSION_KEY: str(person_id),
        BACKEND_SESSION_KEY: "allauth.account.auth_backends.AuthenticationBackend",
        HASH_SESSION_KEY: proof,
        SEEN: time.time() + 86400,
    }
    return Session(session_key=uuid.uuid4().hex, session_data=store.encode(held), expire_date=store.get_expiry_date())
