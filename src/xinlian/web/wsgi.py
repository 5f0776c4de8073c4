"""The WSGI door that the server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinlian.web.settings")

application = get_wsgi_application()

# What is loaded now stays until the process ends. Looked through again and again for garbage, it would cost a tenth of a
# request that makes thousands of objects; and 700 new ones are soon made here.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 10, 10)
