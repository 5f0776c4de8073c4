"""An answer as the fields of a form and back: what a page sends with or without scripts, and a phone from its outbox.

Fields by kind: `choice` (several for multiple) is a place as shown; `judge` is yes or no; `blank-0`...; `number`;
`match-0`... and `step-0`... are a place as shown, or empty; `text`. `options` is the order in which a paper shows them
(`papers.Drawn.options`). An answer that says nothing is None.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xinlian.engines.exams.questions import (
    BLANK,
    JUDGE,
    MATCH,
    MULTIPLE,
    NUMERIC,
    ORDER,
    SHORT,
    SINGLE,
    Question,
)

Fields = Mapping[str, Sequence[str]]
Order = Sequence[int]
LONGEST, NUMBER = 2000, 40


def sides(question: Question) -> tuple[str, ...]:
    """What may be put to the left sides of a matching, each text once, in the order of the question."""
    return tuple(dict.fromkeys((*(right for _, right in question.pairs), *question.extras)))


def shown(question: Question, options: Order) -> list[str]:
    """The options, steps or right sides in the order of a paper."""
    several = sides(question) if question.kind == MATCH else question.options
    return [several[place] for place in options]


def answer(question: Question, options: Order, fields: Fields) -> Any:
    """What the fields say, as `marking` understands it; what is malformed is dropped, and nothing at all is None."""
    return _READ[question.kind](question, options, fields)


def fields(question: Question, options: Order, said: Any) -> dict[str, list[str]]:
    """The fields that say this answer."""
    return {} if said is None else _WRITE[question.kind](question, options, said)


def _first(fields: Fields, name: str) -> str:
    return next(iter(fields.get(name, ())), "")[:LONGEST].strip()


def _place(text: str, size: int) -> int | None:
    place = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else -1
    return place if 0 <= place < size else None


def _choice(question: Question, options: Order, fields: Fields) -> list[int] | None:
    given = [_place(text, len(options)) for text in fields.get("choice", ())]
    places = sorted({options[place] for place in given if place is not None})
    if question.kind == SINGLE:
        places = places[:1]
    return places or None


def _judge(question: Question, options: Order, fields: Fields) -> bool | None:
    return {"yes": True, "no": False}.get(_first(fields, "judge"))


def _blank(question: Question, options: Order, fields: Fields) -> list[str] | None:
    texts = [_first(fields, f"blank-{place}") for place in range(len(question.blanks))]
    return texts if any(texts) else None


def _number(question: Question, options: Order, fields: Fields) -> str | None:
    return _first(fields, "number")[:NUMBER] or None


def _match(question: Question, options: Order, fields: Fields) -> list[str | None] | None:
    texts = shown(question, options)
    given = [_place(_first(fields, f"match-{place}"), len(texts)) for place in range(len(question.pairs))]
    chosen = [None if place is None else texts[place] for place in given]
    return chosen if any(text is not None for text in chosen) else None


def _order(question: Question, options: Order, fields: Fields) -> list[int | None] | None:
    """The steps by their numbers, None where no step has a number yet: that is no whole answer, but nothing is lost."""
    size = len(options)
    steps: list[int | None] = [None] * size
    for shown_at, step in enumerate(options):
        number = _place(_first(fields, f"step-{shown_at}"), size)
        if number is not None and steps[number] is None:
            steps[number] = step
    return steps if any(step is not None for step in steps) else None


def _text(question: Question, options: Order, fields: Fields) -> str | None:
    return _first(fields, "text") or None


_READ: dict[str, Callable[[Question, Order, Fields], Any]] = {
    SINGLE: _choice,
    MULTIPLE: _choice,
    JUDGE: _judge,
    BLANK: _blank,
    NUMERIC: _number,
    MATCH: _match,
    ORDER: _order,
    SHORT: _text,
}


def _choice_fields(question: Question, options: Order, said: Any) -> dict[str, list[str]]:
    return {"choice": [str(place) for place, option in enumerate(options) if option in said]}


def _match_fields(question: Question, options: Order, said: Any) -> dict[str, list[str]]:
    texts = shown(question, options)
    return {f"match-{place}": [str(texts.index(text))] for place, text in enumerate(said) if text in texts}


def _order_fields(question: Question, options: Order, said: Any) -> dict[str, list[str]]:
    return {f"step-{place}": [str(said.index(step))] for place, step in enumerate(options) if step in said}


def _blank_fields(question: Question, options: Order, said: Any) -> dict[str, list[str]]:
    return {f"blank-{place}": [text] for place, text in enumerate(said)}


_WRITE: dict[str, Callable[[Question, Order, Any], dict[str, list[str]]]] = {
    SINGLE: _choice_fields,
    MULTIPLE: _choice_fields,
    JUDGE: lambda question, options, said: {"judge": ["yes" if said else "no"]},
    BLANK: _blank_fields,
    NUMERIC: lambda question, options, said: {"number": [said]},
    MATCH: _match_fields,
    ORDER: _order_fields,
    SHORT: lambda question, options, said: {"text": [said]},
}
