"""The forms of the labour contest: a season with its items, the sheet of marks of a month, why a result is withdrawn."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinlian.rows.sentences import say
from xinlian.training.actions.season_marks import Change, Given, MarksChanged
from xinlian.training.forms.base import OFF, ZH, day, words
from xinlian.training.models import SeasonItem
from xinlian.training.queries.season import Cell, Sheet
from xinlian.training.rules import season as rules
from xinlian.training.rules.season import Item
from xinlian.training.rules.season_table import Unit

LONGEST_NUMBER = 8


class SeasonForm(forms.Form):
    """Its title and days."""

    title = words(gettext_lazy("名字"), 60)
    first_on = day(label=gettext_lazy("第一天"))
    last_on = day(label=gettext_lazy("最后一天"))


class DraftForm(SeasonForm):
    """The same with up to eight items, a line each; an empty line is none."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        fields: Any = self.fields
        for n in range(1, rules.MOST_ITEMS + 1):
            fields[f"name{n}"] = forms.CharField(
                label=_("比什么"), required=False, max_length=rules.LONGEST_NAME, widget=forms.TextInput({**OFF, **ZH})
            )
            fields[f"weight{n}"] = forms.IntegerField(label=_("占百分之几"), required=False, min_value=1, max_value=100)
            fields[f"source{n}"] = forms.ChoiceField(label=_("分从哪里来"), required=False, choices=SeasonItem.SOURCES)
            fields[f"target{n}"] = forms.DecimalField(
                label=_("几学时满分／几分扣完"),
                required=False,
                min_value=Decimal("0.1"),
                max_value=1000,
                decimal_places=1,
            )

    def lines(self) -> Iterator[list[forms.BoundField]]:
        """The fields of each item."""
        for n in range(1, rules.MOST_ITEMS + 1):
            yield [self[f"{name}{n}"] for name in ("name", "weight", "source", "target")]

    def clean(self) -> dict[str, Any]:
        """A line with a name is whole."""
        said = super().clean() or self.cleaned_data
        for n in range(1, rules.MOST_ITEMS + 1):
            if not said.get(f"name{n}"):
                if said.get(f"weight{n}"):
                    self.add_error(f"name{n}", _("写上比什么。"))
                continue
            if not said.get(f"weight{n}") and f"weight{n}" not in self.errors:
                self.add_error(f"weight{n}", _("写上占百分之几。"))
            aims = said.get(f"source{n}") in rules.TARGETED
            if aims and not said.get(f"target{n}") and f"target{n}" not in self.errors:
                self.add_error(f"target{n}", _("写上几学时满分，或者几分扣完。"))
        return said

    def items(self) -> list[Item]:
        """The lines that have a name, in their order."""
        said, found = self.cleaned_data, list[Item]()
        for n in range(1, rules.MOST_ITEMS + 1):
            if said[f"name{n}"]:
                source = said[f"source{n}"] or rules.MARKS
                target = said[f"target{n}"] if source in rules.TARGETED else None
                found.append(Item("", said[f"name{n}"], said[f"weight{n}"], source, target))
        return found


def as_typed(rows: list[SeasonItem]) -> dict[str, Any]:
    """The items as the form holds them."""
    return {f"{name}{row.place}": getattr(row, name) for row in rows for name in ("name", "weight", "source", "target")}


@dataclass(slots=True)
class Box:
    """A cell of the sheet as it was typed, and what is wrong with it."""

    unit: Unit
    cell: Cell
    mark: str
    evidence: str
    error: str = ""


class MarksForm:
    """The sheet of a month. `seen` is what stood there when the page was made, so that nobody overwrites what they did not see."""

    def __init__(self, sheet: Sheet, data: Mapping[str, Any] | None = None) -> None:
        self.sheet, self.error = sheet, ""
        self.usual = str(data.get("evidence", "")).strip() if data else ""
        cells = [(unit, cell) for unit, _section, several in sheet.rows for cell in several]
        standing = {cell.key: [cell.mark, cell.evidence] for _unit, cell in cells}
        self.seen = standing if data is None else _read(str(data.get("seen", "")), standing)
        self.boxes = {cell.key: self._box(unit, cell, data) for unit, cell in cells}

    def _box(self, unit: Unit, cell: Cell, data: Mapping[str, Any] | None) -> Box:
        """As it was typed; as it stands where the form does not have it."""
        if data is None or f"m-{cell.key}" not in data:
            return Box(unit, cell, *self.seen.get(cell.key, ["", ""]))
        return Box(unit, cell, str(data[f"m-{cell.key}"]).strip(), str(data.get(f"e-{cell.key}", "")).strip())

    @property
    def rows(self) -> list[tuple[Unit, bool, list[Box]]]:
        """The lines of the sheet."""
        return [(unit, section, [self.boxes[cell.key] for cell in cells]) for unit, section, cells in self.sheet.rows]

    @property
    def seen_text(self) -> str:
        """What was seen, for the form to carry."""
        return json.dumps({key: one for key, one in self.seen.items() if one[0]}, ensure_ascii=False)

    @property
    def wrong(self) -> list[Box]:
        """The cells that are wrong."""
        return [one for one in self.boxes.values() if one.error]

    def changes(self) -> list[Change]:
        """What is to be given; what cannot be read stands at its cell, and nothing is to be given then."""
        found = []
        for key, box in self.boxes.items():
            seen = _given(*self.seen.get(key, ["", ""]))
            if not box.mark:
                now = None
            else:
                now = self._now(box, seen)
                if now is None:
                    continue
            unit_key = key.partition("-")[2]
            found.append(Change(key, box.cell.item, self.sheet.units[unit_key], seen, now))
        return [] if self.wrong else found

    def _now(self, box: Box, seen: Given | None) -> Given | None:
        if not box.evidence:
            box.evidence = self.usual
        now = _given(box.mark, box.evidence)
        sound = rules.may_be_mark(*now) if now else None
        if sound is None:
            box.error = say("season_mark_range", {})
        elif not sound.ok:
            box.error = say(sound.missing[0], {})
        return now if not box.error else None

    def crossed(self, error: MarksChanged, sentence: str) -> None:
        """Somebody else was faster: what they gave stands at each cell, and counts as seen from now on."""
        self.error = sentence
        for key, row in error.cells.items():
            if row is None:
                self.boxes[key].error, self.seen[key] = _("别人刚刚去掉了这个分。"), ["", ""]
                continue
            who = row.noted_by.name if row.noted_by else "—"
            self.boxes[key].error = _("%(who)s 刚刚打了 %(mark)s（%(evidence)s）。") % {
                "who": who,
                "mark": row.mark,
                "evidence": row.evidence,
            }
            self.seen[key] = [str(row.mark), row.evidence]


def _read(text: str, standing: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """What the form says was seen; what cannot be read was nothing."""
    try:
        said = json.loads(text)
        return {key: [str(said[key][0]), str(said[key][1])] for key in standing if key in said}
    except (ValueError, TypeError, LookupError, RecursionError):
        return {}


def _given(mark: str, evidence: str) -> Given | None:
    """A mark and its evidence; None for what is no number."""
    try:
        value = Decimal(mark) if 0 < len(mark) <= LONGEST_NUMBER else None
    except InvalidOperation:
        value = None
    return None if value is None else (value, evidence)


class WhyForm(forms.Form):
    """Why a result is withdrawn."""

    why = words(gettext_lazy("为什么收回"), rules.LONGEST_WHY)
