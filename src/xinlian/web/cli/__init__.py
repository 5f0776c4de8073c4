"""The commands behind ./xinlian: one module each, with HELP, add(parser) and run(options) -> exit code."""

import argparse
import importlib
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType, ModuleType

from xinlian import __version__
from xinlian.web.cli import paths
from xinlian.web.cli.exits import FAILED, OK, Stop, Usage

COMMANDS = {
    "run": "serve",
    "worker": "worker",
    "test": "tests",
    "fast": "fast",
    "check": "check",
    "bench": "bench",
    "draw": "draw",
    "keys": "keys",
    "bank": "bank",
    "rank": "rank",
    "simulate": "simulate",
    "listeners": "listeners",
    "vectors": "vectors",
    "demo": "demo",
    "import": "take_in",
    "export": "give_out",
    "backup": "backup",
    "restore": "restore",
    "doctor": "doctor",
    "manage": "manage",
}
PASSED_ON = ("test", "manage")  # what follows these is for pytest and for Django

EPILOG = """exit codes: 0 done; 1 a check, test or bar failed; 2 wrong usage; 3 something is missing on this machine
./xinlian COMMAND --help tells more; docs/commands.md has examples. Django's own commands: ./xinlian manage NAME"""


def module_of(command: str) -> ModuleType:
    """The module that carries a command."""
    return importlib.import_module(f"xinlian.web.cli.{COMMANDS[command]}")


def parser_of(command: str) -> argparse.ArgumentParser:
    """The argument parser of one command."""
    module = module_of(command)
    parser = argparse.ArgumentParser(
        prog=f"./xinlian {command}",
        description=module.__doc__,
        epilog=getattr(module, "EPILOG", None),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    module.add(parser)
    return parser


def overview() -> str:
    """What `./xinlian --help` prints."""
    lines = [f"心连 Xinlian {__version__}", "", "usage: ./xinlian COMMAND [options]", ""]
    lines += [f"  {name:9} {module_of(name).HELP}" for name in COMMANDS]
    return "\n".join([*lines, "", EPILOG])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in ("-h", "--help", "help"):
        print(overview())
        return OK if words else Usage.code
    if words[0] == "--version":
        print(__version__)
        return OK
    signal.signal(signal.SIGTERM, _end)  # so that what we started and made is ended and removed
    try:
        return _run(words[0], words[1:])
    except Stop as stop:
        print(f"xinlian: {stop}", file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        print("xinlian: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away, as in `| head`
        return FAILED


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _run(command: str, rest: list[str]) -> int:
    if command not in COMMANDS:
        raise Usage(f"there is no command '{command}'. There are: {', '.join(COMMANDS)}")
    # Named once for us and every child: what a process keeps beside the database lies there too.
    os.environ["XINLIAN_DATA"] = str(paths.data())
    parser = parser_of(command)
    if command in PASSED_ON and rest[:1] not in (["-h"], ["--help"]):
        options = argparse.Namespace(arguments=rest)
    else:
        options = parser.parse_args(rest)
    code: int = module_of(command).run(options)
    return code
