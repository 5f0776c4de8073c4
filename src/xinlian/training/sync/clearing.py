"""Violations, as inspectors note them on the site."""

from django.utils.functional import Promise

from xinlian.people.handlers import Handler, Limits

HANDLERS: dict[str, Handler] = {}
LIMITS: dict[str, Limits] = {}
WORDS: dict[str, "str | Promise"] = {}
