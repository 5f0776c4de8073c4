"""The WSGI door that the server calls."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from django.utils import translation

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinlian.web.settings")

application = get_wsgi_application()

# Else each process would load all pages at its first request, a second or two while somebody waits.
for language, _name in settings.LANGUAGES:
    with translation.override(language):
        reverse("home")

# What is loaded now stays until the process ends, and need not be looked through for garbage again and again; and the usual
# 700 new objects are soon made by a request that reads a batch of statements.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 10, 10)
