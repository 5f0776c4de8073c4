"""For every test: a data folder of its own, plain static files, and the cast."""

import os
import tempfile

os.environ["XINLIAN_DATA"] = tempfile.mkdtemp(prefix="xinlian-test-")
os.environ["XINLIAN_HASHED_STATIC"] = "no"
