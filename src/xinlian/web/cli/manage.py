"""Django's own commands, for developers: ./xinlian manage makemigrations, shell, createsuperuser …"""

import argparse
import os

from xinlian.web.cli import boot
from xinlian.web.cli.exits import OK

HELP = "Django's own commands, for developers"
EPILOG = """examples:
  ./xinlian manage help
  ./xinlian manage makemigrations --check
  ./xinlian manage createsuperuser"""


def add(parser: argparse.ArgumentParser) -> None:
    """Its options: all that follows is Django's."""
    parser.add_argument("arguments", nargs="*", help="a Django command and its options")


def run(options: argparse.Namespace) -> int:
    """Hand over to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinlian.web.settings")
    from django.core.management import ManagementUtility

    boot.assets_and_words()
    utility = ManagementUtility(["./xinlian manage", *(options.arguments or ["help"])])
    utility.prog_name = "./xinlian manage"
    utility.execute()
    return OK
