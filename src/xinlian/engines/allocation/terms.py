"""What is settled before a draw: its terms and entries, as they are committed to and published."""

from dataclasses import asdict, dataclass
from typing import Any

from xinlian.engines.allocation.assign import RULE_VERSION
from xinlian.engines.allocation.commitment import Tree, canonical, code_digest, leaf_of
from xinlian.engines.allocation.model import Applicant, Batch, Kind, Problem, ProblemError, Quota, check

COMMITMENT_FORMAT, RECEIPT_FORMAT, VERSION = "xinlian-draw-commitment", "xinlian-draw-receipt", 1


@dataclass(frozen=True, slots=True)
class TermBatch:
    """A batch as it is published."""

    key: str
    title: str
    seats: int


@dataclass(frozen=True, slots=True)
class TermQuota:
    """A quota as it is published."""

    kind: Kind
    key: str
    title: str
    guarantee: int = 0
    ceiling: int | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """Who brings a number, and its seal (commitment.witness_commitment), published before."""

    name: str
    commitment: str


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything that is fixed when applications close. `source` names the public number that nobody knows yet.

    `code_digest` is that of the engine which will draw.
    """

    draw: str
    title: str
    batches: tuple[TermBatch, ...]
    groups: tuple[str, ...]
    quotas: tuple[TermQuota, ...]
    source: str
    witnesses: tuple[Witness, ...]
    rule_version: str = RULE_VERSION
    code_digest: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One application: masked name, wishes by keys of batches, a random salt, and commitment.bind of the person."""

    id: str
    name: str
    group: int
    union: str
    wished: tuple[str, ...]
    possible: tuple[str, ...]
    salt: str
    person: str
    party: str = ""

    @property
    def leaf(self) -> bytes:
        """The hash that the applicant keeps as a receipt."""
        return leaf_of(self.document())

    def document(self) -> dict[str, Any]:
        """The entry as JSON; written out, because dataclasses.asdict copies every text of a large draw."""
        return {name: getattr(self, name) for name in self.__slots__}


def terms_document(terms: Terms, count: int) -> dict[str, Any]:
    """The terms as JSON, with the number of entries."""
    document = asdict(terms)
    document["code_digest"] = terms.code_digest or code_digest()
    document["entries"] = count
    return document


def in_order(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Entries as they are published: by id."""
    return tuple(sorted(entries, key=lambda entry: entry.id))


def tree_of(document: dict[str, Any], entries: tuple[Entry, ...]) -> Tree:
    """The tree over the terms and then every entry, so that one root stands for all of them."""
    return Tree([leaf_of(document), *(entry.leaf for entry in entries)])


def commit(terms: Terms, entries: tuple[Entry, ...]) -> bytes:
    """The commitment document, published when applications close: terms, number of entries, root; no entry.

    Raises ProblemError when the draw could not be held on these terms.
    """
    problem_of(terms, entries)
    document = terms_document(terms, len(entries))
    return commitment_document(document, tree_of(document, in_order(entries)).root)


def commitment_document(document: dict[str, Any], root: bytes) -> bytes:
    """The commitment document of terms and a root."""
    return canonical({"format": COMMITMENT_FORMAT, "version": VERSION, "terms": document, "root": root.hex()}) + b"\n"


def receipts(terms: Terms, entries: tuple[Entry, ...]) -> dict[str, bytes]:
    """For each entry id the receipt its applicant keeps: leaf, path and root."""
    ordered = in_order(entries)
    tree = tree_of(terms_document(terms, len(ordered)), ordered)
    head = {"format": RECEIPT_FORMAT, "version": VERSION, "draw": terms.draw, "root": tree.root.hex()}
    return {
        entry.id: canonical(head | {"id": entry.id, "leaf": entry.leaf.hex(), "path": tree.path(place)}) + b"\n"
        for place, entry in enumerate(ordered, 1)
    }


def problem_of(terms: Terms, entries: tuple[Entry, ...]) -> Problem:
    """What the engine allocates, applicants by entry id; raises ProblemError when terms and entries do not fit."""
    place = {batch.key: index for index, batch in enumerate(terms.batches)}
    people = []
    for entry in in_order(entries):
        if any(key not in place for key in entry.wished + entry.possible):
            raise ProblemError("batch_unknown", key=entry.id)
        if not 0 <= entry.group < len(terms.groups):
            raise ProblemError("group_unknown", key=entry.id, group=entry.group)
        wished, possible = (tuple(place[key] for key in keys) for keys in (entry.wished, entry.possible))
        people.append(Applicant(entry.id, entry.group, entry.union, wished, possible, entry.party))
    quotas = tuple(Quota(quota.kind, quota.key, quota.guarantee, quota.ceiling) for quota in terms.quotas)
    if len({witness.commitment for witness in terms.witnesses}) < len(terms.witnesses):
        raise ProblemError("witness_twice")
    problem = Problem(tuple(Batch(batch.key, batch.seats) for batch in terms.batches), tuple(people), quotas)
    check(problem)
    return problem
