"""Every command says how it is used and ends with a code that means something."""

import socket
from pathlib import Path

import pytest

from toolchain.conftest import Command, call
from xinlian.web.cli import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(command: Command, name: str) -> None:
    done = command(name, "--help")
    assert done.returncode == 0
    assert f"usage: ./xinlian {name}" in done.stdout


def test_help_lists_every_command(command: Command) -> None:
    done = command("--help")
    assert done.returncode == 0
    assert [name for name in COMMANDS if f"\n  {name} " not in done.stdout] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "usage: ./xinlian COMMAND"),
        (("fly",), "there is no command 'fly'"),
        (("doctor", "--loud"), "unrecognized arguments: --loud"),
        (("run", "--port", "99999"), "--port is a number from 1 to 65535"),
        (("bench", "nothing"), "no bench 'nothing'"),
        (("restore", "nowhere.tar.zst"), "there is no file nowhere.tar.zst"),
    ],
)
def test_wrong_usage_ends_with_2(command: Command, words: tuple[str, ...], said: str) -> None:
    done = command(*words)
    assert done.returncode == 2
    assert said in done.stdout + done.stderr


def test_a_taken_port_ends_with_3_and_names_another(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = call(tmp_path, "run", "--port", str(port))
    assert done.returncode == 3
    assert f"--port {port + 1}" in done.stderr


def test_a_wrong_setting_is_said_in_a_sentence(command: Command) -> None:
    done = command("doctor", XINLIAN_MODE="producton")
    assert done.returncode == 1
    assert "XINLIAN_MODE is 'producton'" in done.stderr
    assert "Traceback" not in done.stderr


def test_production_does_not_start_without_keys(command: Command) -> None:
    done = command("doctor", XINLIAN_MODE="production", XINLIAN_HOSTS="xinlian.example")
    assert done.returncode == 1
    assert "XINLIAN_SECRET_KEY" in done.stderr


def test_django_keeps_its_own_exit_codes(data: Path) -> None:
    assert call(data, "manage", "check").returncode == 0
    assert call(data, "manage", "nosuchcommand").returncode == 1


def test_the_demo_refuses_an_installation_with_data(data: Path) -> None:
    done = call(data, "demo")
    assert done.returncode == 1
    assert "has data already" in done.stderr
