"""The words of Chinese question banks: kinds, judgements, difficulties, headers, and how answers are written."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from xinlian.engines.exams.questions import BLANK, JUDGE, MATCH, MULTIPLE, NUMERIC, ORDER, SHORT, SINGLE

KIND_WORDS = {
    SINGLE: ("单选题", "单选", "单项选择", "单项选择题", "选择题", "single"),
    MULTIPLE: ("多选题", "多选", "多项选择", "多项选择题", "不定项选择", "不定项选择题", "不定项", "multiple"),
    JUDGE: ("判断题", "判断", "是非题", "是非", "对错题", "judge"),
    BLANK: ("填空题", "填空", "blank"),
    NUMERIC: ("数字题", "数字", "数值题", "数值", "计算题", "计算", "numeric"),
    MATCH: ("匹配题", "匹配", "连线题", "连线", "match"),
    ORDER: ("排序题", "排序", "order"),
    SHORT: ("简答题", "简答", "问答题", "问答", "论述题", "论述", "名词解释", "案例分析", "案例分析题", "short"),
}
KIND_OF = {word: kind for kind, words in KIND_WORDS.items() for word in words}
TRUE = ("正确", "对", "是", "√", "✓", "✔", "t", "true", "y", "yes", "r", "对的")
FALSE = ("错误", "错", "否", "×", "✗", "✘", "f", "false", "n", "no", "w", "不对", "x")
DIFFICULTY = {
    "易": 1,
    "容易": 1,
    "简单": 1,
    "较易": 2,
    "中": 3,
    "中等": 3,
    "一般": 3,
    "适中": 3,
    "较难": 4,
    "难": 5,
    "困难": 5,
}
DIFFICULTY_WORDS = {1: "易", 2: "较易", 3: "中", 4: "较难", 5: "难"}
NUMERALS = {one: place for place, one in enumerate("一二三四五六七八九十", 1)}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PARTED = re.compile(r"[,，、;；|/\s]+")
GAP = re.compile(r"_{2,}|[（(]\s*[)）]|【\s*】")


def plain(text: str) -> str:
    """Full-width letters, digits and brackets as their narrow twins, without outer spaces."""
    return unicodedata.normalize("NFKC", text).strip()


def kind(text: str) -> str:
    """The kind that a word names, or nothing."""
    word = plain(text).casefold().strip("[]()【】")
    return KIND_OF.get(word, "")


def truth(text: str) -> bool | None:
    """What a word of judgement says, or none."""
    word = plain(text).casefold().rstrip("。.")
    return True if word in TRUE else False if word in FALSE else None


def difficulty(text: str) -> int | None:
    """1 to 5, 0 for nothing, none for a word that is not known. A share from 0 to 1 counts as hardness."""
    word = plain(text)
    if not word:
        return 0
    if word in DIFFICULTY:
        return DIFFICULTY[word]
    found = number(word)
    if found is None:
        return None
    if found == found.to_integral_value() and 1 <= found <= 5:
        return int(found)
    return min(5, int(found * 5) + 1) if 0 < found < 1 else None


def number(text: str) -> Decimal | None:
    """A finite number, or none."""
    try:
        found = Decimal(plain(text).replace(",", "").removesuffix("分"))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def readings(text: str, options: tuple[str, ...]) -> set[tuple[int, ...]]:
    """Every way to read an answer as places of options: AB or A、B; 1,3; or their own texts. None: it names no option;
    several: it cannot be told which is meant, as with options that are numbers.
    """
    answer = plain(text).rstrip("。.")
    found: set[tuple[int, ...]] = set()
    packed = "".join(PARTED.split(answer)).upper()
    if packed and all(sign in LETTERS for sign in packed):
        found.add(tuple(sorted({LETTERS.index(sign) for sign in packed})))
    parts = [part for part in PARTED.split(answer) if part]
    if parts and all(part.isdecimal() for part in parts):
        found.add(tuple(sorted({int(part) - 1 for part in parts})))
    by_text = _by_text(answer, options)
    if by_text is not None:
        found.add(by_text)
    return {places for places in found if all(0 <= place < len(options) for place in places)}


def _by_text(answer: str, options: tuple[str, ...]) -> tuple[int, ...] | None:
    texts = {"".join(plain(option).split()): place for place, option in enumerate(options)}
    whole = "".join(answer.split())
    if whole in texts:
        return (texts[whole],)
    found = [texts.get("".join(part.split())) for part in re.split(r"[,，、;；|\n]+", answer) if part.strip()]
    places = [place for place in found if place is not None]
    return tuple(sorted(set(places))) if places and len(places) == len(found) else None
