"""Starts the site: prepares the database, loads the demo world on the first start, serves until stopped.

The address and who can log in are printed when it answers. Stop it with Ctrl-C.
"""

import argparse
import fcntl
import os
import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from rich.cells import cell_len, set_cell_size

from xinlian.web.cli import boot, demo, preparing
from xinlian.web.cli.exits import OK, Missing, Usage
from xinlian.web.cli.processes import Group

HELP = "start the site, with a demo world on the first start"
EPILOG = """examples:
  ./xinlian run
  ./xinlian run --host 0.0.0.0 --port 8080     reachable from other devices; set XINLIAN_HOSTS too
  ./xinlian run --no-demo                      an empty installation"""
# Waits for the database overlap; more threads only fight for the interpreter. Of SQLite, who waits for the interpreter
# while holding the one write lock makes every other process wait too.
THREADS = {"sqlite": 2, "postgresql": 3}
SECONDS_TO_ANSWER = 60
LIVE_PORTS = 50
LIVE_FILES = 20_000  # a screen holds a line open


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (default: one per core)")
    parser.add_argument(
        "--live-port", type=int, help="port of the live address of boards (default: the next free one; 0: none)"
    )
    parser.add_argument("--no-demo", action="store_true", help="do not load the demo world on the first start")
    parser.add_argument("--no-worker", action="store_true", help="no background worker; start ./xinlian worker apart")


def run(options: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT."""
    if not 1 <= options.port <= 65535 or options.workers < 1:
        raise Usage("--port is a number from 1 to 65535, --workers at least 1")
    if options.live_port is None:
        options.live_port = _free_after(options.host, options.port)
    if not 0 <= options.live_port <= 65535 or options.live_port == options.port:
        raise Usage("--live-port is another number from 1 to 65535, or 0")
    _port_is_free(options.host, options.port)
    _port_is_free(options.host, options.live_port)
    if options.live_port and os.environ.get("XINLIAN_MODE") != "production":  # there a proxy stands before both
        os.environ.setdefault("XINLIAN_LIVE_URL", f":{options.live_port}")
    with _in_use():
        preparing.prepare()
        logins = [] if options.no_demo else demo.on_first_start()
        _serve(options, logins)
    return OK


def _serve(options: argparse.Namespace, logins: list[tuple[str, str]]) -> None:
    group = Group()
    group.stop_on_signals()
    try:
        group.start("server", _server(options))
        if options.live_port:
            group.start("live", _live(options))
        if not options.no_worker:
            group.start("worker", boot.child("worker"))
            group.start("messages", boot.child("worker", "--messages"))
        if group.wait_for_answer(options.host, options.port, SECONDS_TO_ANSWER):
            _welcome(options, logins)
            group.wait()
    finally:
        group.end()


def _server(options: argparse.Namespace) -> list[str]:
    from django.db import connection

    threads = THREADS[connection.vendor]
    words = ["--interface", "wsgi", "--host", options.host, "--port", str(options.port), "--no-ws"]
    words += ["--workers", str(options.workers), "--blocking-threads", str(threads)]
    words += ["--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", "warning"]
    return [*boot.python("granian"), *words, "xinlian.web.wsgi:application"]


def _live(options: argparse.Namespace) -> list[str]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(LIVE_FILES, hard) if hard != resource.RLIM_INFINITY else LIVE_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return live_server(options.host, options.live_port)


def live_server(host: str, port: int) -> list[str]:
    """The command of the live address. The server would let 1,024 lines in at once, and leave the others waiting."""
    words = ["--interface", "asginl", "--host", host, "--port", str(port), "--no-ws", "--log-level", "warning"]
    words += ["--backlog", "4096", "--backpressure", str(LIVE_FILES)]
    words += ["--workers", "1", "--respawn-failed-workers", "--workers-kill-timeout", "2"]
    return [*boot.python("granian"), *words, "xinlian.boards.asgi:application"]


def _free_after(host: str, port: int) -> int:
    """The first free port after another; 0 when there is none near."""
    for near in range(port + 1, min(port + LIVE_PORTS, 65536)):
        try:
            _bind(host, near)
        except OSError:
            continue
        return near
    return 0


def _bind(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


def _port_is_free(host: str, port: int) -> None:
    if port:
        try:
            _bind(host, port)
        except OSError as error:
            raise Missing(
                f"port {port} of {host} cannot be used ({error.strerror}). Stop what uses it, or choose another: "
                f"./xinlian run --port {port + 1 if port < 65535 else 8000}"
            ) from error


@contextmanager
def _in_use() -> Iterator[None]:
    """Hold the data folder while the site runs; `restore` looks at it."""
    with boot.lock_file().open("w") as lock:
        try:
            # Shared: several sites may serve one data folder; `restore` asks for it alone.
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Missing("a restore is under way on this data folder; start again when it is done") from error
        yield


def _welcome(options: argparse.Namespace, logins: list[tuple[str, str]]) -> None:
    host = "localhost" if options.host in ("127.0.0.1", "0.0.0.0", "::", "::1") else options.host  # noqa: S104
    print(f"\n心连 Xinlian is at http://{host}:{options.port}/", flush=True)
    if logins:
        print("\nWho can log in:")
        width = max(cell_len(who) for who, _ in logins)
        for who, how in logins:
            print(f"  {set_cell_size(who, width)}  {how}")
    print("\nStop with Ctrl-C.", flush=True)
