"""What somebody looks for in a station, as it stands in an address. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FIRST = ("shower", "bed", "washing_machine")  # asked for most, so always in sight
MAX_LENGTH_M = 30.0
ASK = "ask"


@dataclass(frozen=True, slots=True)
class Wishes:
    """Facilities by code, open now, never closed, for women, parking for a truck of so many metres."""

    needs: tuple[str, ...] = ()
    open_now: bool = False
    always: bool = False
    women: bool = False
    truck_m: float | None = None
    ask_length: bool = False

    @property
    def any(self) -> bool:
        """Whether anything at all is asked for."""
        return self != Wishes()

    def query(self) -> list[tuple[str, str]]:
        """The wishes as they stand in an address."""
        flags = [("open", self.open_now), ("always", self.always), ("women", self.women)]
        return [
            *(("need", code) for code in self.needs),
            *((name, "1") for name, on in flags if on),
            *([("truck", f"{self.truck_m:g}")] if self.truck_m else []),
        ]


def read(needs: Sequence[str], said: Mapping[str, str], known: Sequence[str]) -> Wishes:
    """Wishes out of an address; what is not known is left out, as an old link must still open."""
    length = said.get("truck", "")
    truck_m = metres(length)
    return Wishes(
        needs=tuple(code for code in known if code in needs),
        open_now=said.get("open") == "1",
        always=said.get("always") == "1",
        women=said.get("women") == "1",
        truck_m=truck_m,
        ask_length=bool(length) and truck_m is None,
    )


def metres(text: str) -> float | None:
    """A truck's length in metres, with a point or a comma; None for what cannot be one."""
    try:
        found = float(text.strip().removesuffix("米").removesuffix("m").replace("，", ".").replace(",", "."))
    except ValueError:
        return None
    return round(found, 1) if 0 < found <= MAX_LENGTH_M else None
