"""A module has one address: imports between our modules carry the hashed names."""

import re
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage

from xinlian.web.storage import Hashed


def stored(folder: Path, files: dict[str, str]) -> dict[str, str]:
    """What the storage makes of `files`, by name without its hash."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    storage = Hashed(location=str(folder), base_url="/static/")
    plain = FileSystemStorage(location=str(folder))
    for _name, _hashed, processed in storage.post_process({name: (plain, name) for name in files}):
        if isinstance(processed, Exception):
            raise processed
    return {name: (folder / storage.stored_name(name)).read_text(encoding="utf-8") for name in files}


@pytest.mark.parametrize("line", ['import { a, b } from "./b.js";', 'export * from "./b.js";', 'import "./b.js";'])
def test_imports_are_hashed(tmp_path, line):
    made = stored(tmp_path, {"stations/a.js": line + "\n", "stations/b.js": "export const a = 1, b = 2;\n"})
    assert re.search(r'"\./b\.[0-9a-f]{12}\.js"', made["stations/a.js"])


def test_a_changed_module_changes_who_imports_it(tmp_path):
    line = 'import { a } from "./b.js";\n'
    one = stored(tmp_path / "one", {"stations/a.js": line, "stations/b.js": "export const a = 1;\n"})
    two = stored(tmp_path / "two", {"stations/a.js": line, "stations/b.js": "export const a = 2;\n"})
    assert one["stations/a.js"] != two["stations/a.js"]


def test_what_others_wrote_is_left_alone(tmp_path):
    text = "/** @type {import('./gone')} */\nimport { x } from './gone.js';\n"
    assert stored(tmp_path, {"django_htmx/a.js": text})["django_htmx/a.js"] == text
