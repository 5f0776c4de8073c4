"""Documents agree with the program, and the check that says so can fail."""

from pathlib import Path

import pytest

from xinlian.web.cli import documents


def test_documents_agree_with_the_program() -> None:
    assert documents.problems() == []


def test_lock_files_hold_names_versions_and_hashes_alone() -> None:
    for name in documents.LOCKS:
        text = (documents.ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text  # aiohttp is a name, not an address
        assert '"resolved"' not in text
        assert "sha256:" in text or '"integrity": "sha512-' in text


def test_every_dependency_is_locked() -> None:
    import tomllib

    project = tomllib.loads((documents.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run = (documents.ROOT / "requirements.lock").read_text(encoding="utf-8").lower()
    test = (documents.ROOT / "requirements-test.lock").read_text(encoding="utf-8").lower()
    for wanted, lock in ((project["dependencies"], run), (project["optional-dependencies"]["test"], test)):
        names = [line.split("[")[0].split(">")[0].split("=")[0].lower() for line in wanted]
        assert [name for name in names if f"\n{name}==" not in f"\n{lock}"] == []
    pinned = {line.split()[0] for line in run.splitlines() if "==" in line and not line.startswith((" ", "#"))}
    assert [pin for pin in pinned if pin not in test] == []


@pytest.mark.parametrize(
    "line",
    ['"resolved": "x"', "--index-url https://mirror.example/simple", "# from packages.example.org", "--find-links dir"],
)
def test_an_address_in_a_lock_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    for name in documents.LOCKS:
        (tmp_path / name).write_text("django==5.2.19 \\\n    --hash=sha256:00\n", encoding="utf-8")
    (tmp_path / "package-lock.json").write_text(line, encoding="utf-8")
    monkeypatch.setattr(documents, "ROOT", tmp_path)
    assert len(documents._locks()) == 1


def test_a_dead_link_and_a_missing_option_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.md"
    page.write_text("[here](page.md) [gone](gone.md) [out](https://example.org/x)\n## `fly`\n", encoding="utf-8")
    monkeypatch.setattr(documents, "ROOT", tmp_path)
    monkeypatch.setattr(documents, "COMMANDS_PAGE", page)
    assert documents._links() == ["page.md: no file gone.md"]
    found = documents._commands()
    assert "docs/commands.md: there is no command `fly`" in found
    assert "docs/commands.md: no section for `run`" in found
    assert "docs/commands.md: `--port` of `run` is not described" in found
