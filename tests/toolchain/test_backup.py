"""What was backed up comes back whole, and nothing is lost on the way."""

import io
import os
import secrets
import sqlite3
import tarfile
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import zstandard

from toolchain.conftest import add_union, call, unions
from xinlian.web.cli import archive


def backup(data: Path, **more: str) -> Path:
    file = data / "kept.tar.zst"
    done = call(data, "backup", str(file), **more)
    assert done.returncode == 0, done.stderr
    assert "verified" in done.stdout
    return file


def test_sqlite_comes_back_with_its_files(data: Path) -> None:
    (data / "media" / "photos").mkdir(parents=True)
    (data / "media" / "photos" / "门.jpg").write_bytes(b"door")
    file = backup(data)
    assert file.stat().st_mode & 0o077 == 0
    add_union(data, "乙")
    (data / "media" / "photos" / "门.jpg").write_bytes(b"changed")

    refused = call(data, "restore", str(file))
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    assert unions(data) == "乙 甲"

    done = call(data, "restore", str(file), "--force")
    assert done.returncode == 0, done.stderr
    assert unions(data) == "甲"
    assert (data / "media" / "photos" / "门.jpg").read_bytes() == b"door"
    kept = next(data.glob("before-restore-*"))
    assert (kept / "media" / "photos" / "门.jpg").read_bytes() == b"changed"
    with sqlite3.connect(kept / "xinlian.sqlite3") as old:
        assert old.execute("SELECT count(*) FROM people_union").fetchone() == (2,)


def test_it_goes_into_an_empty_folder_without_force(data: Path, tmp_path: Path) -> None:
    file = backup(data)
    other = tmp_path / "other"
    other.mkdir()
    assert call(other, "restore", str(file)).returncode == 0
    assert unions(other) == "甲"


def test_a_backup_while_others_write_is_whole(data: Path) -> None:
    with sqlite3.connect(data / "xinlian.sqlite3", isolation_level=None) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE people_union SET name = '没有提交'")
        file = backup(data)
        writer.execute("ROLLBACK")
    assert call(data, "restore", str(file), "--check").returncode == 0


@pytest.mark.parametrize("harm", ["cut", "flip", "empty"])
def test_a_damaged_file_changes_nothing(data: Path, harm: str) -> None:
    file = backup(data)
    content = bytearray(file.read_bytes())
    if harm == "cut":
        content = content[: len(content) // 2]
    elif harm == "empty":
        content = bytearray()
    else:
        content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)
    done = call(data, "restore", str(file), "--force")
    assert done.returncode == 1
    assert "Nothing was changed" in done.stderr
    assert "Traceback" not in done.stderr
    assert unions(data) == "甲"
    assert list(data.glob("before-restore-*")) == []


def test_a_database_that_is_damaged_is_not_backed_up_as_if_whole(data: Path) -> None:
    with (data / "xinlian.sqlite3").open("r+b") as file:
        file.seek(40 * 4096)
        file.write(b"\xa5" * 40 * 4096)
    done = call(data, "backup", str(data / "kept.tar.zst"))
    assert done.returncode == 1
    assert not (data / "kept.tar.zst").exists()


def test_nothing_to_back_up_is_said(tmp_path: Path) -> None:
    done = call(tmp_path, "backup")
    assert done.returncode == 1
    assert "nothing to back up" in done.stderr


@pytest.mark.postgres
def test_postgres_comes_back(tmp_path: Path) -> None:
    server = os.environ["XINLIAN_TEST_POSTGRES"]
    name = f"backup_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    address = urlsplit(server)._replace(path=f"/{name}").geturl()
    try:
        assert call(tmp_path, "manage", "migrate", "--verbosity=0", XINLIAN_DATABASE=address).returncode == 0
        add_union(tmp_path, "甲", XINLIAN_DATABASE=address)
        file = backup(tmp_path, XINLIAN_DATABASE=address)
        add_union(tmp_path, "乙", XINLIAN_DATABASE=address)
        assert call(tmp_path, "restore", str(file), XINLIAN_DATABASE=address).returncode == 1
        for _ in range(2):
            done = call(tmp_path, "restore", str(file), "--force", XINLIAN_DATABASE=address)
            assert done.returncode == 0, done.stderr
            assert unions(tmp_path, XINLIAN_DATABASE=address) == "甲"
        assert len(list(tmp_path.glob("before-restore-*/database"))) >= 1
        other = call(tmp_path, "restore", str(file), "--force")
        assert other.returncode == 1
        assert "this backup is of postgresql" in other.stderr
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_backup_that_writes_outside_its_folder_is_refused(tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.tar.zst"
    with zstandard.open(hostile, "wb") as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
        info = tarfile.TarInfo("../outside.txt")
        info.size = 3
        tar.addfile(info, io.BytesIO(b"bad"))
    target = tmp_path / "target"
    target.mkdir()
    with pytest.raises(archive.Damaged, match="no plain file"):
        archive.read(hostile, target, lambda *_: None)
    assert not (tmp_path / "outside.txt").exists()
