"""Every text colour on every ground it is used on is at least 7:1, and every edge 3:1, in both themes."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[1] / "static" / "web" / "tokens.css").read_text(encoding="utf-8")
GROUNDS = ("paper", "card", "sunk")
TEXT = [(ink, ground) for ink in ("ink", "ink-2") for ground in GROUNDS]
TEXT += [(ink, ground) for ink in ("act", "red") for ground in ("paper", "card")]
TEXT += [(state, f"{state}-soft") for state in ("ok", "warn", "bad", "off", "act")]
TEXT += [("on-act", "act"), ("on-bad", "bad"), ("gold", "silk"), ("gold", "silk-2"), ("bad", "card"), ("warn", "card")]
HEAT = [(f"on-h{n}", f"h{n}") for n in range(1, 5)]


def theme(name: str) -> dict[str, str]:
    blocks = {"light": r":root\{(.*?)\n\}", "dark": r":root\[data-theme=dark\]\{(.*?)\n\}"}
    tokens: dict[str, str] = {}
    for wanted in ("light", name):
        found = re.search(blocks[wanted], TOKENS, re.S)
        assert found, wanted
        tokens |= dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})", found.group(1)))
    return tokens


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself():
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read_outdoors(name, ink, ground):
    tokens = theme(name)
    assert ratio(tokens[ink], tokens[ground]) >= 7, (name, ink, ground)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), HEAT)
def test_figures_on_a_heat_strip_can_be_read(name, ink, ground):
    tokens = theme(name)
    assert ratio(tokens[ink], tokens[ground]) >= 4.5, (name, ink, ground)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_what_can_be_touched_has_an_edge(name, ground):
    tokens = theme(name)
    assert ratio(tokens["edge"], tokens[ground]) >= 3


def test_dark_is_the_same_whether_the_phone_or_the_reader_asks_for_it():
    asked = re.search(r":root\[data-theme=dark\]\{(.*?)\n\}", TOKENS, re.S)
    phone = re.search(r":root:not\(\[data-theme=light\]\)\{(.*?)\n\}\}", TOKENS, re.S)
    assert asked
    assert phone
    assert asked.group(1) == phone.group(1)
