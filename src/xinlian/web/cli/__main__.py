"""python -m xinlian.web.cli"""

import sys

from xinlian.web.cli import main

if __name__ == "__main__":
    sys.exit(main())
