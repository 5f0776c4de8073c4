"""Which language of a map is shown. Sources: RFC 9110, 12.5.4 (Accept-Language); RFC 4647, 3.4 (lookup)."""

import re
from collections.abc import Mapping, Sequence

LONGEST, MOST = 1_000, 30
_RANGE = re.compile(
    r"(\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9*]{1,8})*)[ \t]*(?:;[ \t]*[Qq]=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?"
)


def languages(header: str) -> list[str]:
    """The language ranges of a header, best first and of equals in their order; what is malformed or has q=0 is left out."""
    found = []
    for said in header[:LONGEST].split(",")[:MOST]:
        matched = _RANGE.fullmatch(said.strip(" \t"))
        if matched and float(matched[2] or 1) > 0:
            found.append((-float(matched[2] or 1), matched[1]))
    found.sort(key=lambda pair: pair[0])
    return [one for _, one in found]


def chosen(words: Mapping[str, str], preferred: Sequence[str]) -> dict[str, str]:
    """The one entry of a language map that suits best; its first when none does.

    A range matches its own tag, then the tags below it ("zh" matches "zh-CN"), then is cut from its end ("zh-CN" matches "zh").
    """
    if len(words) < 2:
        return dict(words)
    low = {tag.lower(): tag for tag in words}
    for said in preferred:
        tag = low.get(said.lower()) or _found(low, said.lower())
        if tag is not None:
            return {tag: words[tag]}
    first = next(iter(words))
    return {first: words[first]}


def _found(low: Mapping[str, str], said: str) -> str | None:
    if said == "*":
        return next(iter(low.values()))
    while said:
        for tag in low:
            if tag == said or tag.startswith(said + "-"):
                return low[tag]
        said = said.rpartition("-")[0]
        if said[-2:-1] == "-":  # RFC 4647: a single letter goes with what follows it
            said = said[:-2]
    return None
