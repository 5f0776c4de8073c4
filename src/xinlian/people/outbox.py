"""What a phone sends later: what one thing must say, and when it was said. Pure."""

import datetime
import math
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from xinlian.rows.refusals import Refused

BATCH = 20
BODY_BYTES = 64 * 1024
TEXT_LIMIT = 2000  # of any one value, long before a rule looks at it
VALUES = 100  # of one name: the ticked boxes of a question
AHEAD = datetime.timedelta(hours=1)
EARLIEST_MS, LATEST_MS = 0, 253_000_000_000_000  # from 1970 to the year 9987


@dataclass(frozen=True, slots=True)
class Item:
    """One thing said on a phone: its UUID, what it is, when it was said, by whose mark, and its fields."""

    uid: uuid.UUID
    kind: str
    said_at: datetime.datetime
    mark: str
    fields: Mapping[str, tuple[str, ...]]

    def text(self, name: str) -> str:
        """A field, or nothing."""
        return next(iter(self.fields.get(name, ())), "")

    def lists(self) -> dict[str, list[str]]:
        """All fields as a form wants them: `Form(MultiValueDict(item.lists()))`."""
        return {name: list(values) for name, values in self.fields.items()}

    def position(self) -> tuple[float, float] | None:
        """(lat, lon) in degrees when both are there and can be on the Earth, else None."""
        try:
            lat, lon = float(self.text("lat")), float(self.text("lon"))
        except ValueError:
            return None
        return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def item(raw: object, sent_at: object, now: datetime.datetime, kinds: Collection[str]) -> Item:
    """An item out of JSON. Raises Refused: sync_malformed, sync_kind_unknown, sync_from_the_future."""
    if not isinstance(raw, dict) or not all(isinstance(key, str) for key in raw):
        raise Refused("sync_malformed")
    try:
        uid = uuid.UUID(str(raw.get("uid")))
    except ValueError as error:
        raise Refused("sync_malformed") from error
    kind = raw.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        raise Refused("sync_kind_unknown")
    fields = {key: _values(value) for key, value in raw.items() if isinstance(value, str | int | float | list)}
    said_at = said(raw.get("said_at"), sent_at, now)
    return Item(uid, kind, said_at, next(iter(fields.get("as", ())), ""), fields)


def _values(value: object) -> tuple[str, ...]:
    given = value if isinstance(value, list) else [value]
    found = tuple(str(one) for one in given if isinstance(one, str | int | float))
    if len(given) > VALUES or any(len(one) > TEXT_LIMIT or "\0" in one for one in found):
        raise Refused("sync_malformed")
    return found


def said(said_ms: object, sent_ms: object, now: datetime.datetime) -> datetime.datetime:
    """When something was said, by our clock: as long ago as the phone's own clock says between saying and sending.

    A phone whose clock is years off is thus still right. A phone's clock that was set back in between makes the
    word look as if it came from the future: up to an hour counts as now, more is refused (sync_from_the_future).
    """
    passed = datetime.timedelta(milliseconds=_ms(sent_ms) - _ms(said_ms))
    if passed < -AHEAD:
        raise Refused("sync_from_the_future")
    return now - max(passed, datetime.timedelta(0))


def _ms(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise Refused("sync_malformed")
    if not EARLIEST_MS <= value <= LATEST_MS:
        raise Refused("sync_malformed")
    return float(value)
