"""The published draw: one canonical JSON document from which anybody can recompute everything; docs/formats/draw.md."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from xinlian.engines.allocation.assign import allocate
from xinlian.engines.allocation.commitment import Tree, canonical, seed_of
from xinlian.engines.allocation.model import Outcome, Problem
from xinlian.engines.allocation.order import lots, order
from xinlian.engines.allocation.terms import VERSION, Entry, Terms, in_order, problem_of, terms_document, tree_of

FORMAT = "xinlian-draw"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw held: entries by id; `order`, `lots` and `outcome.results` follow them."""

    terms: Terms
    entries: tuple[Entry, ...]
    problem: Problem
    tree: Tree
    public: str
    numbers: tuple[str, ...]
    seed: bytes
    order: list[int]
    lots: list[int]
    outcome: Outcome


def draw(terms: Terms, entries: Sequence[Entry], public: str, numbers: Sequence[str]) -> Drawn:
    """Hold the draw: the seed from root, public number and witnesses' numbers (in their order), then the rule.

    Raises ProblemError when terms and entries do not fit. Whether numbers fit their seals is for `verify`.
    """
    ordered = in_order(tuple(entries))
    problem = problem_of(terms, ordered)
    tree = tree_of(terms_document(terms, len(ordered)), ordered)
    seed = seed_of(tree.root, public, numbers)
    places = order(seed, problem.applicants)
    outcome = allocate(problem, places)
    numbered = lots(problem.applicants, places)
    return Drawn(terms, ordered, problem, tree, public, tuple(numbers), seed, places, numbered, outcome)


def compose(drawn: Drawn) -> bytes:
    """The published file; the same draw gives the same bytes."""
    return canonical(document(drawn)) + b"\n"


def document(drawn: Drawn) -> dict[str, Any]:
    """The published file as JSON."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "terms": terms_document(drawn.terms, len(drawn.entries)),
        "entries": [entry.document() | {"leaf": entry.leaf.hex()} for entry in drawn.entries],
        "root": drawn.tree.root.hex(),
        "public": drawn.public,
        "numbers": list(drawn.numbers),
        "seed": drawn.seed.hex(),
        "results": results(drawn),
        "sets": sets(drawn),
        "totals": totals(drawn),
    }


def results(drawn: Drawn) -> list[dict[str, Any]]:
    """What each entry was given, by id."""
    batches = drawn.terms.batches
    return [
        {
            "id": entry.id,
            "lot": lot,
            "level": result.level,
            "batch": None if result.batch is None else batches[result.batch].key,
            "door": result.door,
            "code": result.reason.code,
            "facts": result.reason.facts,
        }
        for entry, lot, result in zip(drawn.entries, drawn.lots, drawn.outcome.results, strict=True)
    ]


def sets(drawn: Drawn) -> list[dict[str, Any]]:
    """The full sets that reasons name, batches by key."""
    keys = [batch.key for batch in drawn.terms.batches]
    return [asdict(full) | {"batches": [keys[batch] for batch in full.batches]} for full in drawn.outcome.sets]


def totals(drawn: Drawn) -> dict[str, int]:
    """Seats there were, seats filled, the most that could be filled, and people by level."""
    outcome = drawn.outcome
    return {
        "seats": sum(batch.seats for batch in drawn.terms.batches),
        "filled": outcome.filled,
        "bound": outcome.bound,
        "wished": outcome.wished,
        "possible": outcome.possible,
        "waiting": outcome.waiting,
    }
