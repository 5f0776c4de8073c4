"""The settings of the peer's process: those of the site, with addresses of its own."""

from xinlian.web.settings import *  # noqa: F403

ROOT_URLCONF = "xinlian.testing.bench._xapi_peer"
