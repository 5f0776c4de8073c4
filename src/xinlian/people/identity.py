"""Identity numbers and phone numbers: normalised, checked, masked. Pure."""

import datetime
import re
from dataclasses import dataclass

MAINLAND, RESIDENCE, PASSPORT, FOREIGN = "mainland", "residence", "passport", "foreign"
ID_TYPES = (MAINLAND, RESIDENCE, PASSPORT, FOREIGN)

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
PHONE = re.compile(r"^1[3-9]\d{9}$")


@dataclass(frozen=True, slots=True)
class Checked:
    """A normalised number, or the code of what is wrong with it."""

    value: str = ""
    wrong: str = ""


def phone_number(text: str) -> Checked:
    """A mainland mobile number as 11 digits; spaces, hyphens and +86 are forgiven."""
    plain = re.sub(r"[\s\-()（）]", "", to_ascii(text))
    plain = re.sub(r"^(\+?86)(?=1\d{10}$)", "", plain)
    return Checked(plain) if PHONE.match(plain) else Checked(wrong="phone_shape")


def to_ascii(text: str) -> str:
    """Full-width digits, letters and signs as their ASCII twins, ends trimmed."""
    return "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in text).strip()


def check_character(first17: str) -> str:
    """The eighteenth character of a citizen number (GB 11643-1999, ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True))
    return CHECK_CHARACTERS[total % 11]


def id_number(text: str, id_type: str) -> Checked:
    """An ID number of a declared type: mainland and residence numbers by checksum and real date, others by shape."""
    plain = re.sub(r"\s", "", to_ascii(text)).upper()
    if id_type in (MAINLAND, RESIDENCE):
        return _citizen(plain)
    if id_type in (PASSPORT, FOREIGN):
        return Checked(plain) if re.fullmatch(r"[A-Z0-9]{5,20}", plain) else Checked(wrong="id_shape")
    return Checked(wrong="id_type")


def _citizen(plain: str) -> Checked:
    if not re.fullmatch(r"\d{17}[\dX]", plain):
        return Checked(wrong="id_shape")
    try:
        datetime.date(int(plain[6:10]), int(plain[10:12]), int(plain[12:14]))
    except ValueError:
        return Checked(wrong="id_date")
    if check_character(plain[:17]) != plain[17]:
        return Checked(wrong="id_checksum")
    return Checked(plain)


def mask_phone(value: str | None) -> str:
    """138****5678."""
    return f"{value[:3]}****{value[-4:]}" if value and len(value) == 11 else ""


def mask_id(value: str | None) -> str:
    """First three and last two characters; the rest is hidden."""
    return f"{value[:3]}{'*' * (len(value) - 5)}{value[-2:]}" if value and len(value) > 6 else ""


def mask_name(value: str) -> str:
    """The family name, stars, and for names of three or more the last character."""
    if len(value) < 2:
        return value
    return f"{value[0]}*" if len(value) == 2 else f"{value[0]}{'*' * (len(value) - 2)}{value[-1]}"
