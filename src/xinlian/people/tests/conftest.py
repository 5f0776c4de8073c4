"""For tests of people. Models are imported inside, since pytest reads this before Django is set up."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from pytest_django import Settings

if TYPE_CHECKING:
    from xinlian.people.tests.post import Post


@pytest.fixture(autouse=True)
def fast_passwords(settings: Settings) -> None:
    """A hash that costs nothing: what is tested is who comes in, not how long it takes to guess."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_memory() -> None:
    """allauth counts requests in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def post(settings: Settings) -> Iterator["Post"]:
    """Short messages that can be read."""
    from xinlian.people.tests.post import POST, Post

    settings.SMS_SENDER = "xinlian.people.tests.post.gateway"
    POST.sent.clear()
    yield Post()
    POST.sent.clear()
