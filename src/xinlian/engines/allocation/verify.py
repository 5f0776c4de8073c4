"""Recomputes a published draw from the file alone and names the first thing that does not fit."""

from dataclasses import dataclass
from typing import Any

from xinlian.engines.allocation import published
from xinlian.engines.allocation.assign import RULE_VERSION
from xinlian.engines.allocation.commitment import canonical, code_digest, root_from, witness_commitment
from xinlian.engines.allocation.model import Facts, ProblemError
from xinlian.engines.allocation.reading import Published, Unreadable, load, read
from xinlian.engines.allocation.terms import COMMITMENT_FORMAT, RECEIPT_FORMAT, commitment_document, in_order, tree_of

Step = tuple[str, Facts]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether everything fits; what was recomputed, step by step; the first thing that does not fit.

    `same_code` says whether this engine is the very code that the terms name; another may still agree.
    """

    ok: bool
    code: str
    facts: Facts
    steps: tuple[Step, ...]
    same_code: bool


class Misfit(Exception):
    """Something in the file does not follow from the rest."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts: Facts = facts


def verify(content: bytes, *, commitment: bytes | None = None, receipt: bytes | None = None) -> Verdict:
    """Recompute leaves, root, seed, order, results, reasons and totals; compare with a commitment and a receipt.

    Raises Unreadable when a file cannot be read or was made by another rule.
    """
    file = read(content)
    if file.terms.rule_version != RULE_VERSION:
        raise Unreadable("other_rule", found=file.terms.rule_version[:20], wanted=RULE_VERSION)
    steps: list[Step] = []
    same = file.terms.code_digest == code_digest()
    try:
        _inputs(file, steps)
        _witnesses(file, steps)
        if commitment is not None:
            _commitment(file, commitment, steps)
        if receipt is not None:
            _receipt(file, receipt, steps)
        _recompute(file, steps)
    except Misfit as misfit:
        return Verdict(False, misfit.code, misfit.facts, tuple(steps), same)
    except ProblemError as error:
        return Verdict(False, error.code, error.facts, tuple(steps), same)
    return Verdict(True, "", {}, tuple(steps), same)


def _inputs(file: Published, steps: list[Step]) -> None:
    if canonical(file.raw) + b"\n" != file.content:
        raise Misfit("not_canonical")
    if in_order(file.entries) != file.entries:
        raise Misfit("entries_not_sorted")
    if file.raw["terms"]["entries"] != len(file.entries):
        raise Misfit("count", told=file.raw["terms"]["entries"], found=len(file.entries))
    for entry, leaf in zip(file.entries, file.leaves, strict=True):
        if entry.leaf.hex() != leaf:
            raise Misfit("leaf", id=entry.id)
    steps.append(("leaves", {"count": len(file.entries)}))


def _witnesses(file: Published, steps: list[Step]) -> None:
    witnesses, numbers = file.terms.witnesses, file.raw["numbers"]
    if len(witnesses) != len(numbers):
        raise Misfit("witness_count", told=len(witnesses), found=len(numbers))
    for witness, number in zip(witnesses, numbers, strict=True):
        if witness_commitment(file.terms.draw, number) != witness.commitment:
            raise Misfit("witness", name=witness.name)
    steps.append(("witnesses", {"count": len(witnesses)}))


def _commitment(file: Published, commitment: bytes, steps: list[Step]) -> None:
    """The draw must be on the terms and over the entries that were committed to."""
    load(commitment, COMMITMENT_FORMAT)
    root = tree_of(file.raw["terms"], file.entries).root
    if commitment != commitment_document(file.raw["terms"], root):
        raise Misfit("other_commitment", told=load(commitment, COMMITMENT_FORMAT)["root"][:64], found=root.hex())
    steps.append(("commitment", {"root": root.hex()}))


def _receipt(file: Published, content: bytes, steps: list[Step]) -> None:
    """The entry somebody holds a receipt for must be in the draw as it was."""
    receipt = load(content, RECEIPT_FORMAT)
    leaf = next((entry.leaf.hex() for entry in file.entries if entry.id == receipt["id"]), "")
    try:
        root = root_from(bytes.fromhex(receipt["leaf"]), [(side, neighbour) for side, neighbour in receipt["path"]])
    except ValueError as error:
        raise Unreadable("receipt_path") from error
    if not leaf:
        raise Misfit("receipt_missing", id=receipt["id"][:80])
    if leaf != receipt["leaf"]:
        raise Misfit("receipt_changed", id=receipt["id"])
    if root.hex() != file.raw["root"] or receipt["root"] != file.raw["root"] or receipt["draw"] != file.terms.draw:
        raise Misfit("receipt_other_draw", id=receipt["id"])
    steps.append(("receipt", {"id": receipt["id"]}))


def _recompute(file: Published, steps: list[Step]) -> None:
    drawn = published.draw(file.terms, file.entries, file.raw["public"], file.raw["numbers"])
    ours, raw = published.document(drawn), file.raw
    if ours["root"] != raw["root"]:
        raise Misfit("root", told=raw["root"][:64], found=ours["root"])
    steps.append(("root", {"root": ours["root"]}))
    if ours["seed"] != raw["seed"]:
        raise Misfit("seed", told=raw["seed"][:64], found=ours["seed"])
    steps.append(("seed", {"seed": ours["seed"]}))
    _results(ours["results"], raw["results"])
    steps.append(("order", {"lots": max(drawn.lots, default=0)}))
    steps.append(("results", {"count": len(drawn.lots)}))
    if ours["sets"] != raw["sets"]:
        raise Misfit("sets")
    steps.append(("reasons", {"sets": len(ours["sets"])}))
    if ours["totals"] != raw["totals"]:
        raise Misfit("totals", found=ours["totals"])
    steps.append(("totals", ours["totals"]))
    if canonical(ours) + b"\n" != file.content:
        raise Misfit("elsewhere")


def _results(ours: list[dict[str, Any]], told: list[Any]) -> None:
    if len(ours) != len(told):
        raise Misfit("results_count", told=len(told), found=len(ours))
    for mine, theirs in zip(ours, told, strict=True):
        if mine == theirs:
            continue
        fields = [name for name in mine if not isinstance(theirs, dict) or theirs.get(name) != mine[name]]
        name = fields[0] if fields else "fields"
        if name in ("code", "facts"):
            raise Misfit("reason", id=mine["id"], found=mine["code"])
        raise Misfit("lot" if name == "lot" else "result", id=mine["id"], field=name, found=mine.get(name))
