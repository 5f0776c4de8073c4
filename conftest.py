"""For every test: a data folder of its own, plain static files, and the cast."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

if "PYTEST_XDIST_WORKER" not in os.environ:  # workers inherit all of it
    DATA = Path(tempfile.mkdtemp(prefix="xinlian-test-"))
    (DATA / "static").mkdir()
    os.environ["XINLIAN_DATA"] = str(DATA)
    os.environ["XINLIAN_HASHED_STATIC"] = "no"
    os.environ["DJANGO_SETTINGS_MODULE"] = "xinlian.web.settings"
    atexit.register(shutil.rmtree, DATA, ignore_errors=True)

# Named here and not in pyproject: there pytest-django would read the settings before this file could say where to.
from django.conf import settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as properties

assert str(settings.DATA) == os.environ["XINLIAN_DATA"], (
    "unset DJANGO_SETTINGS_MODULE: it makes pytest read settings early"
)

pytest_plugins = ["xinlian.testing.races"]

# Others work on the same machine: a case that takes long is no fault of the code under test.
properties.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("patient")


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    """Every test begins in Chinese, whatever language the one before it left switched on."""
    translation.activate("zh-hans")
    yield
    translation.activate("zh-hans")
