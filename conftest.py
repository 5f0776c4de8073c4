"""For every test: a data folder of its own, plain static files, and the cast."""

import os
import tempfile

os.environ["XINLIAN_DATA"] = tempfile.mkdtemp(prefix="xinlian-test-")
os.environ["XINLIAN_HASHED_STATIC"] = "no"

os.makedirs(os.path.join(os.environ["XINLIAN_DATA"], "static"))  # noqa: PTH103, PTH118 (before anything is loaded)
