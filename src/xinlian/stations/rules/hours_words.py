"""Opening hours as Chinese spreadsheets write them, turned into an OpenStreetMap string. Pure."""

import re

DAYS = {"一": "Mo", "二": "Tu", "三": "We", "四": "Th", "五": "Fr", "六": "Sa", "日": "Su", "天": "Su", "末": "Sa-Su"}
WHOLE_DAY = re.compile(
    r"(全天(候)?(24|二十四)?(小时)?(开放)?|(24|二十四)小时(全天)?(开放|营业|服务)?|24h|昼夜)", re.IGNORECASE
)
EVERY_DAY = r"每天|每日|全周|天天|周一至周日|星期一至星期日"
DAY = r"(?:周|星期|礼拜)?([一二三四五六日天])"
DAY_RANGE = re.compile(rf"(?:周|星期|礼拜)([一二三四五六日天])(?:至|到|-|~){DAY}")
DAY_LIST = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天末](?:[、和及](?:周|星期|礼拜)?[一二三四五六日天末])*)")
HOLIDAYS_OFF = re.compile(r"[(]?((法定)?(节假日|假日|节日)(除外|休息|不开放|不营业|关闭|关门))[)]?")
TIME = r"(上午|早上|早|下午|晚上|晚|中午|凌晨)?(\d{1,2})(?:[:点时](\d{2}|半)?分?)"
SPAN = re.compile(rf"{TIME}(?:至|到|-|~){TIME}")
LATE = ("下午", "晚上", "晚")
NAMED = {"工作日": "Mo-Fr", "双休日": "Sa-Su", "周末": "Sa-Su"}
PLAIN = str.maketrans(
    {"：": ":", "；": ";", "，": ",", "（": "(", "）": ")", "—": "-", "–": "-", "－": "-", "～": "~", "　": " "}
)


class HoursUnclear(ValueError):
    """The words cannot be read as opening hours; `part` is what was not understood."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


def to_osm(words: str) -> str:
    """An OpenStreetMap opening_hours string for simple Chinese words; text without Chinese is returned as it is.

    每天 7:00-22:00, 24小时, 周一至周五 8:30-17:30; 周末 9:00-16:00, 工作日早8点到晚6点, 节假日休息.
    Raises HoursUnclear with the part that was not understood.
    """
    text = _plain(words)
    if not re.search(r"[\u3400-\u9fff]", text):
        return _latin(text)
    closed = bool(HOLIDAYS_OFF.search(text))
    text = HOLIDAYS_OFF.sub(";", text)
    rules = [_rule(part) for part in _parts(text)]
    if not rules:
        raise HoursUnclear(words.strip())
    return "; ".join([*rules, *(["PH off"] if closed else [])])


def _plain(words: str) -> str:
    digits = "".join(chr(ord(c) - 0xFEE0) if 0xFF10 <= ord(c) <= 0xFF19 else c for c in words)
    return re.sub(r"[-~]{2,}", "-", digits.translate(PLAIN)).strip()


def _latin(text: str) -> str:
    """A bare span of times means every day; 24h means always; the rest is taken as OpenStreetMap syntax."""
    spans = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    if WHOLE_DAY.fullmatch(text):
        return "24/7"
    if spans and all(SPAN.fullmatch(re.sub(r"\s", "", part)) for part in spans):
        return f"Mo-Su {_spans(text)}"
    return text


def _parts(text: str) -> list[str]:
    """Cut at semicolons and line breaks, and before a day that follows a time."""
    pieces = re.split(r"[;。\n]", text)
    cut = [re.split(r"(?<=\d)[\s,、]*(?=周|星期|礼拜|每|工作日|双休)", piece) for piece in pieces]
    return [part.strip(" ,、") for many in cut for part in many if part.strip(" ,、")]


def _rule(part: str) -> str:
    tight = re.sub(r"\s", "", part)
    days, rest = _days(tight)
    if WHOLE_DAY.fullmatch(rest):
        return "24/7" if days == "Mo-Su" else f"{days} 00:00-24:00"
    if re.fullmatch(r"(休息|关闭|不开放|关门)", rest):
        return f"{days} off"
    return f"{days} {_spans(rest, part)}"


def _days(text: str) -> tuple[str, str]:
    """The days in front of the times, and what is left."""
    every = re.match(rf"^({EVERY_DAY})[:,]?", text)
    if every:
        return "Mo-Su", text[every.end() :]
    for name, days in NAMED.items():
        if text.startswith(name):
            return days, text[len(name) :].lstrip(":,")
    found = DAY_RANGE.match(text)
    if found:
        return f"{DAYS[found[1]]}-{DAYS[found[2]]}", text[found.end() :].lstrip(":,")
    found = DAY_LIST.match(text)
    if found:
        return ",".join(DAYS[c] for c in found[1] if c in DAYS), text[found.end() :].lstrip(":,")
    return "Mo-Su", text


def _spans(rest: str, whole: str = "") -> str:
    """One or more spans of times; anything else between them is not understood."""
    tight = re.sub(r"\s|次日|第二天", "", rest)
    spans = [f"{_clock(m[1], m[2], m[3])}-{_clock(m[4], m[5], m[6], end=True)}" for m in SPAN.finditer(tight)]
    left = SPAN.sub("", tight).strip(",、和及")
    if not spans or left not in ("", "开放", "营业", "服务"):
        raise HoursUnclear(whole.strip() or rest)
    return ",".join(spans)


def _clock(part_of_day: str | None, hour: str, minute: str | None, *, end: bool = False) -> str:
    number = int(hour) + (12 if part_of_day in LATE and int(hour) < 12 else 0)
    minutes = 30 if minute == "半" else int(minute or 0)
    if number > 24 or minutes > 59 or (number == 24 and (minutes or not end)):
        raise HoursUnclear(f"{hour}:{minute or '00'}")
    return f"{number:02d}:{minutes:02d}"
