"""Both languages are complete: every text has its English, with the same placeholders."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[2] / "src" / "xinlian"
CALLS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "_n": 2, "ngettext": 2, "ngettext_lazy": 2}
CONTEXT_CALLS = {"pgettext": 1, "pgettext_lazy": 1}
CHINESE = re.compile("[一-鿿]")
HOLE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
APPS = sorted(path.name for path in SOURCE.iterdir() if (path / "apps.py").exists())


def _python(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        wanted = node.args[: CALLS[name]] if name in CALLS else node.args[1:2] if name in CONTEXT_CALLS else []
        for argument in wanted:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


def _template(text: str) -> Iterator[str]:
    for call in re.findall(r"n?gettext\((.*?)\) ", templatize(text) + " ", re.DOTALL):
        for literal in re.findall(r"u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\"|u?'''.*?'''", call, re.DOTALL):
            yield ast.literal_eval(literal)
    for literal in re.findall(r"\s_\((u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\")\)", templatize(text)):
        yield ast.literal_eval(literal)


def texts(app: str) -> set[str]:
    found: set[str] = set()
    for path in (SOURCE / app).rglob("*.py"):
        if not {"tests", "migrations"} & set(path.parts):
            found |= set(_python(path.read_text(encoding="utf-8")))
    for path in (SOURCE / app).rglob("*.html"):
        found |= set(_template(path.read_text(encoding="utf-8")))
    return {text for text in found if CHINESE.search(text)}


def catalogue() -> dict[str, polib.POEntry]:
    entries: dict[str, polib.POEntry] = {}
    for path in SOURCE.glob("*/locale/en/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(path)):
            entries.setdefault(entry.msgid, entry)
    return entries


def test_a_text_has_one_english_in_all_apps() -> None:
    """The catalogues lie over each other: of two, every page shows the same one, whichever app it belongs to."""
    told: dict[str, set[str]] = {}
    for path in SOURCE.glob("*/locale/en/LC_MESSAGES/django.po"):
        entries = [entry for entry in polib.pofile(str(path)) if not entry.msgctxt]
        names = [entry.msgid for entry in entries]
        assert len(set(names)) == len(names), sorted(name for name in names if names.count(name) > 1)
        for entry in entries:
            told.setdefault(entry.msgid, set()).add(entry.msgstr or entry.msgstr_plural.get(0, ""))
    assert not {text: several for text, several in told.items() if len(several) > 1}


def _untold(entry: polib.POEntry | None) -> bool:
    return (
        entry is None
        or entry.fuzzy
        or entry.obsolete
        or not (entry.msgstr or all(entry.msgstr_plural.values() or [""]))
    )


@pytest.mark.parametrize("app", APPS)
def test_every_text_has_its_english(app: str) -> None:
    known = catalogue()
    assert sorted(text for text in texts(app) if _untold(known.get(text))) == []


def test_english_keeps_the_placeholders() -> None:
    wrong = []
    for text, entry in catalogue().items():
        for told in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
            if told and set(HOLE.findall(text)) != set(HOLE.findall(told)):
                wrong.append(f"{text} -> {told}")
    assert wrong == []


def test_the_finder_finds() -> None:
    assert set(_template("{% translate '您好' %}{% blocktranslate %}再见{% endblocktranslate %}")) == {"您好", "再见"}
    assert set(_python("x = _('甲'); y = ngettext('乙', '丙', 2)")) == {"甲", "乙", "丙"}


def test_templates_hold_no_bare_chinese() -> None:
    wrong = []
    for path in SOURCE.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"{% comment.*?endcomment %}|{#.*?#}", "", text, flags=re.DOTALL)
        text = re.sub(
            r"{% (?:blocktranslate|blocktrans)\b.*?{% (?:endblocktranslate|endblocktrans) %}", "", text, flags=re.DOTALL
        )
        text = re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.DOTALL)
        text = re.sub(r'<(\w+)[^>]*lang="zh[^"]*"[^>]*>.*?</\1>', "", text, flags=re.DOTALL)
        if CHINESE.search(text):
            wrong.append(f"{path.relative_to(SOURCE)}: {CHINESE.search(text).group()}")  # type: ignore[union-attr]
    assert wrong == []
