"""Settings start with nothing set, and refuse to start unsafe."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

SAFE = {
    "XINLIAN_MODE": "production",
    "XINLIAN_SECRET_KEY": "s" * 60,
    "XINLIAN_SENSITIVE_KEYS": "1:" + base64.b64encode(b"k" * 32).decode(),
    "XINLIAN_HOSTS": "xinlian.example",
    "XINLIAN_SITE_URL": "https://xinlian.example",
    "XINLIAN_SMS_SENDER": "gateway.Sender",
}


def start(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    env = {"PYTHONPATH": "src", "PATH": os.environ["PATH"], "XINLIAN_DATA": str(tmp_path), **variables}
    code = "import xinlian.web.settings as s; print(s.STAFF_SECOND_FACTOR, s.SECURE_SSL_REDIRECT, s.DATABASES['default']['ENGINE'])"
    return subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)


def test_starts_with_nothing_set(tmp_path: Path) -> None:
    ran = start(tmp_path)
    assert ran.stdout.split() == ["offered", "False", "django.db.backends.sqlite3"]
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0


def test_keys_stay_the_same(tmp_path: Path) -> None:
    start(tmp_path)
    first = (tmp_path / "keys.json").read_text()
    start(tmp_path)
    assert (tmp_path / "keys.json").read_text() == first


def test_production_with_everything_given(tmp_path: Path) -> None:
    ran = start(tmp_path, **SAFE, XINLIAN_DATABASE="postgresql://u:p@db.example/x")
    assert ran.stdout.split() == ["required", "True", "django.db.backends.postgresql"]
    assert not (tmp_path / "keys.json").exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"XINLIAN_SECRET_KEY": ""}, "XINLIAN_SECRET_KEY"),
        ({"XINLIAN_SENSITIVE_KEYS": "1:short"}, "base64 of 32 bytes"),
        ({"XINLIAN_HOSTS": ""}, "XINLIAN_HOSTS"),
        ({"XINLIAN_SITE_URL": "http://xinlian.example"}, "https://"),
        ({"XINLIAN_DEBUG": "yes"}, "XINLIAN_DEBUG"),
        ({"XINLIAN_DEBUG": "perhaps"}, "write yes or no"),
        ({"XINLIAN_IDLE_MINUTES_STAFF": "soon"}, "write a whole number"),
        ({"XINLIAN_DATABASE": "mysql://x"}, "postgresql://"),
        ({"XINLIAN_QUIET_HOURS": "at night"}, "22:00-07:00"),
        ({"XINLIAN_SMS_SENDER": "xinlian.people.sms.Console"}, "XINLIAN_SMS_SENDER"),
    ],
)
def test_refuses_and_says_what_to_do(tmp_path: Path, change: dict[str, str], says: str) -> None:
    ran = start(tmp_path, **{**SAFE, **change})
    assert ran.returncode != 0
    assert says in ran.stderr.splitlines()[-1]
