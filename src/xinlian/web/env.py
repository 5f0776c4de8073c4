"""Typed reading of environment variables; a wrong value stops the start with what to do."""

import datetime
import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from xinlian.notices.rules import Quiet

PREFIX = "XINLIAN_"


def text(name: str, default: str = "") -> str:
    """XINLIAN_<name> as text."""
    return os.environ.get(PREFIX + name, default).strip()


def flag(name: str, default: bool) -> bool:
    """XINLIAN_<name> as yes or no."""
    value = text(name, "yes" if default else "no").lower()
    if value in ("yes", "true", "on", "1"):
        return True
    if value in ("no", "false", "off", "0"):
        return False
    raise ImproperlyConfigured(f"{PREFIX}{name} is '{value}': write yes or no")


def number(name: str, default: int) -> int:
    """XINLIAN_<name> as a whole number."""
    value = text(name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"{PREFIX}{name} is '{value}': write a whole number")
    return int(value)


def choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    """XINLIAN_<name> as one of a few words."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{PREFIX}{name} is '{value}': write one of {', '.join(allowed)}")
    return value


def words(name: str, default: str = "") -> list[str]:
    """XINLIAN_<name> as a list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def hours(value: str) -> Quiet:
    """`22:00-07:00` as hours of the day; equal ends are no hours at all."""
    begins, _, ends = value.partition("-")
    try:
        return Quiet(datetime.time.fromisoformat(begins.strip()), datetime.time.fromisoformat(ends.strip()))
    except ValueError as error:
        raise ImproperlyConfigured(f"{PREFIX}QUIET_HOURS is '{value}': write two times such as 22:00-07:00") from error


def folder(name: str, default: Path) -> Path:
    """XINLIAN_<name> as a folder, made when missing."""
    path = Path(text(name) or default).resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def database(url: str, data: Path) -> dict[str, object]:
    """Django's settings for `sqlite:FILE` or `postgresql://user:password@host:port/name`."""
    if not url or url.startswith("sqlite:"):
        name = url.removeprefix("sqlite:") or str(data / "xinlian.sqlite3")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "TEST": {"NAME": str(data / "test.sqlite3")},
            "CONN_MAX_AGE": None,  # opening the file and its pragmas anew is a quarter of a short request
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # Pages are brought from the journal (then 160 MB) into the file every 40,000 pages, not every 1,000: those that
                # every write touches once for many writes.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
                "PRAGMA wal_autocheckpoint=40000;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured(
            f"{PREFIX}DATABASE begins with '{parts.scheme}': write sqlite:FILE or postgresql://…"
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": str(parts.port or query.get("port", "")),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}, **_planned(query.get("prepare", "yes"))},
    }


def _planned(said: str) -> dict[str, object]:
    """Plans are kept for what asks for it (`rows.planned`), and are the same for all values; `prepare=no` is for poolers that cannot."""
    if said not in ("yes", "no"):
        raise ImproperlyConfigured(f"{PREFIX}DATABASE says prepare={said}: write yes or no")
    return {"prepare_threshold": 5, "options": "-c plan_cache_mode=force_generic_plan"} if said == "yes" else {}
