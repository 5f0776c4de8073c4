"""A question out of words: kind, stem, options and answer as somebody wrote them. What is not said is inferred or refused."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xinlian.engines.exams.bank import words
from xinlian.engines.exams.questions import (
    BLANK,
    CHOICES,
    JUDGE,
    MATCH,
    MULTIPLE,
    NUMERIC,
    ORDER,
    SHORT,
    SINGLE,
    Question,
)

RANGE = re.compile(r"^(-?[\d.]+)\s*(?:±|\+/-|\+-)\s*([\d.]+)$")
PAIR = re.compile(r"\s*(?:=|→|->|——|—|--)\s*")


class Refused(Exception):
    """Why these words make no question; `code` and `facts` as in a report."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says of one question, as text. `right`: which options are marked right where they stand."""

    stem: str
    kind: str = ""
    options: tuple[str, ...] = ()
    answer: str = ""
    right: tuple[int, ...] = ()
    marks: str = ""
    explanation: str = ""
    difficulty: str = ""
    topic: str = ""
    trade: str = ""
    source: str = ""
    picture: str = ""


def question(said: Said) -> Question:
    """The question. Raises Refused: kind_unknown, kind_unclear, marks_number, difficulty_unknown, and those of answers."""
    made = _content(said, _kind(said))
    found = words.number(said.marks) if said.marks.strip() else Decimal(1)
    if found is None:
        raise Refused("marks_number", value=said.marks[:30])
    hardness = words.difficulty(said.difficulty)
    if hardness is None:
        raise Refused("difficulty_unknown", value=said.difficulty[:30])
    pictures = tuple(part for part in re.split(r"[;；,，\s]+", said.picture) if part)
    return Question(
        **made,
        stem=said.stem.strip(),
        marks=found,
        difficulty=hardness,
        explanation=said.explanation.strip(),
        topic=said.topic.strip(),
        trade=said.trade.strip(),
        source=said.source.strip(),
        pictures=pictures,
    )


def _kind(said: Said) -> str:
    if said.kind.strip():
        found = words.kind(said.kind)
        if not found:
            raise Refused("kind_unknown", value=said.kind[:30])
        return found
    return _inferred(said)


def _inferred(said: Said) -> str:
    """The kind by what is there: a judgement, options with one or several letters, a gap in the stem."""
    options, answer = said.options, said.answer
    if words.truth(answer) is not None and (not options or _are_judgements(options)):
        return JUDGE
    if options:
        if not answer.strip() and not said.right:
            raise Refused("answer_missing")
        places = said.right if said.right and not answer.strip() else _places(said)
        return SINGLE if len(places) == 1 else MULTIPLE
    if answer.strip() and words.GAP.search(said.stem):
        return BLANK
    raise Refused("kind_unclear")


def _are_judgements(options: Sequence[str]) -> bool:
    return len(options) == 2 and {words.truth(option) for option in options} == {True, False}


def _content(said: Said, kind: str) -> dict[str, Any]:
    if kind in CHOICES:
        return {"kind": kind, **_choice(said)}
    return {"kind": kind, **_OTHERS[kind](said)}


def _choice(said: Said) -> dict[str, Any]:
    if said.right and not said.answer.strip():
        return {"options": said.options, "right": said.right}
    if not said.answer.strip():
        raise Refused("answer_missing")
    return {"options": said.options, "right": _places(said)}


def _places(said: Said) -> tuple[int, ...]:
    found = words.readings(said.answer, said.options)
    if len(found) != 1:
        raise Refused("answer_ambiguous" if found else "answer_unknown", value=said.answer[:60])
    return next(iter(found))


def _judge(said: Said) -> dict[str, Any]:
    answer = said.answer.strip()
    if not answer:
        raise Refused("answer_missing")
    found = words.truth(answer)
    if found is None and said.options:
        places = words.readings(answer, said.options)
        if len(places) == 1 and len(place := next(iter(places))) == 1:
            found = words.truth(said.options[place[0]])
    if found is None:
        raise Refused("judge_word", value=answer[:30])
    return {"truth": found}


def _blank(said: Said) -> dict[str, Any]:
    parts = [part for part in re.split(r"[;；\n]+", said.answer) if part.strip()]
    if not parts:
        raise Refused("answer_missing")
    gaps = len(words.GAP.findall(said.stem))
    if gaps > 1 and gaps != len(parts):
        raise Refused("blanks_differ", gaps=str(gaps), answers=str(len(parts)))
    return {"blanks": tuple(tuple(text.strip() for text in part.split("|") if text.strip()) for part in parts)}


def _numeric(said: Said) -> dict[str, Any]:
    answer = words.plain(said.answer)
    if not answer:
        raise Refused("answer_missing")
    match = RANGE.match(answer)
    value, tolerance = (match[1], match[2]) if match else (answer, "0")
    found, within = words.number(value), words.number(tolerance)
    if found is None or within is None:
        raise Refused("answer_number", value=answer[:30])
    return {"value": found, "tolerance": within}


def _match(said: Said) -> dict[str, Any]:
    pairs, extras = [], []
    for option in said.options or tuple(part for part in said.answer.split("\n") if part.strip()):
        left, *rest = PAIR.split(option, 1)
        if rest and left.strip():
            pairs.append((left.strip(), rest[0].strip()))
        else:
            extras.append((rest[0] if rest else left).strip())
    if not pairs:
        raise Refused("pairs_missing")
    return {"pairs": tuple(pairs), "extras": tuple(extras)}


def _order(said: Said) -> dict[str, Any]:
    """The answer gives the letters in their right order; without one the options stand in it."""
    packed = "".join(words.PARTED.split(words.plain(said.answer))).upper()
    if not packed:
        return {"options": said.options}
    places = [words.LETTERS.find(sign) for sign in packed]
    if sorted(places) != list(range(len(said.options))):
        raise Refused("order_letters", value=said.answer[:60])
    return {"options": tuple(said.options[place] for place in places)}


def _short(said: Said) -> dict[str, Any]:
    return {"model": said.answer.strip()}


_OTHERS = {JUDGE: _judge, BLANK: _blank, NUMERIC: _numeric, MATCH: _match, ORDER: _order, SHORT: _short}
