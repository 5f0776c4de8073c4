"""The WSGI door that the server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinlian.web.settings")

application = get_wsgi_application()

# What is loaded now stays until the process ends, and need not be looked through for garbage again and again; and the usual
# 700 new objects are soon made by a request that reads a batch of statements.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 10, 10)
