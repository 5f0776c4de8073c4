"""Finding unions, firms and people by what stands in a table."""

from collections.abc import Iterable

from django.db.models import Q

from xinlian.people.models import Firm, Person, Union
from xinlian.people.scope import below
from xinlian.rows.paths import parents, within


def plain(name: str) -> str:
    """A name without spaces and in one kind of slash."""
    return "".join(name.split()).replace("／", "/").replace(">", "/")


class UnionNames:
    """The unions below a node by name and alias."""

    def __init__(self, path: str) -> None:
        self.path = path
        unions = list(Union.objects.filter(below([path])).order_by("union_path"))
        self.by_path = {union.union_path: union for union in unions}
        self.top = self.by_path.get(path)
        self.by_name: dict[str, list[Union]] = {}
        for union in unions:
            for name in {plain(union.name), *(plain(str(alias)) for alias in union.aliases)}:
                self.by_name.setdefault(name, []).append(union)

    def named(self, text: str) -> tuple[Union | None, str]:
        """The union of a name, or of names from above to below parted by slashes; else a code of what is wrong."""
        *above, last = plain(text).strip("/").split("/")
        fitting = [union for union in self.by_name.get(last, ()) if self._lies_below(union, above)]
        if not fitting:
            return None, "union_outside" if self._elsewhere(text) else "union_unknown"
        still_open = [union for union in fitting if union.closed_on is None]
        if not still_open:
            return None, "union_closed"
        if len(still_open) > 1:
            return None, "union_ambiguous"
        return still_open[0], ""

    def _lies_below(self, union: Union, names: list[str]) -> bool:
        chain = [self.by_path[path] for path in parents(union.union_path)[:-1] if path in self.by_path]
        known = {plain(one.name) for one in chain} | {plain(str(alias)) for one in chain for alias in one.aliases}
        return all(name in known for name in names)

    def _elsewhere(self, text: str) -> bool:
        return any(not within(u.union_path, self.path) for u in Union.objects.filter(name=text.strip()))


class Firms:
    """The firms that people of a node may work for: registered there, below, or above it."""

    def __init__(self, path: str) -> None:
        self.path = path
        near = Firm.objects.filter(below([path])) | Firm.objects.filter(union_path__in=parents(path))
        self.known: dict[str, dict[str, Firm]] = {}
        for firm in near:
            self.known.setdefault(plain(firm.name), {})[firm.union_path] = firm

    def named(self, text: str, union: Union | None) -> Firm | None:
        """The firm of a name nearest above a union, any in reach, or a new one at the node that is not stored yet."""
        if not text:
            return None
        held = self.known.setdefault(plain(text), {})
        for path in reversed(parents(union.union_path if union else self.path)):
            if path in held:
                return held[path]
        if not held:
            owner = Union.objects.get(union_path=self.path)
            held[self.path] = Firm(
                name=" ".join(text.split()), union=owner, union_path=owner.union_path, shard=owner.shard
            )
        return next(iter(held.values()))


def firm_named(text: str, union: Union | None) -> Firm | None:
    """The firm that somebody of a union means, or a new one there that is not stored yet."""
    return Firms(union.union_path).named(text, union) if text and union else None


def people_by_keys(
    phone_keys: Iterable[str | None], id_keys: Iterable[str | None]
) -> tuple[dict[str | None, Person], dict[str | None, Person]]:
    """People known by phone and by ID, each by its key; whole numbers stay encrypted, since keys say it all."""
    phones, ids = [key for key in phone_keys if key], [key for key in id_keys if key]
    rows = Person.objects.filter(Q(phone_key__in=phones) | Q(id_key__in=ids)).defer("phone", "id_number")
    found = list(rows.select_related("employer", "union"))
    return {p.phone_key: p for p in found if p.phone_key}, {p.id_key: p for p in found if p.id_key}
