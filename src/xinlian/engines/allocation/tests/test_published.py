import hashlib
import json
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from xinlian.engines.allocation.commitment import (
    Tree,
    canonical,
    code_digest,
    leaf_of,
    root_from,
    seed_of,
    witness_commitment,
)
from xinlian.engines.allocation.model import ProblemError
from xinlian.engines.allocation.published import compose, draw
from xinlian.engines.allocation.reading import Unreadable, read
from xinlian.engines.allocation.terms import commit, receipts
from xinlian.engines.allocation.tests.cases import NUMBERS, crowd, problems, terms_of
from xinlian.engines.allocation.verify import verify

patient = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
TERMS, ENTRIES = terms_of(crowd(24, 4, 5))
FILE = compose(draw(TERMS, ENTRIES, "8812", NUMBERS))
COMMITMENT = commit(TERMS, ENTRIES)


def verdict(content, **more):
    """The code of what does not fit, or of what cannot be read; "" when all is well."""
    try:
        return verify(content, **more).code
    except Unreadable as error:
        return error.code


def changed(content, edit):
    raw = json.loads(content)
    edit(raw)
    return canonical(raw) + b"\n"


@patient
@given(problems())
def test_a_draw_verifies_and_the_same_draw_gives_the_same_bytes(problem):
    terms, entries = terms_of(problem)
    content = compose(draw(terms, entries, "1", NUMBERS))
    assert content == compose(draw(terms, tuple(reversed(entries)), "1", NUMBERS))
    found = verify(content, commitment=commit(terms, entries), receipt=receipts(terms, entries)[entries[0].id])
    assert (found.ok, found.code, found.same_code) == (True, "", True)
    assert [step for step, _ in found.steps] == [
        "leaves", "witnesses", "commitment", "receipt", "root", "seed", "order", "results", "reasons", "totals"
    ]  # fmt: skip


def test_what_is_read_is_what_was_published():
    file = read(FILE)
    assert file.entries == tuple(sorted(ENTRIES, key=lambda entry: entry.id))
    assert replace(file.terms, code_digest="") == TERMS
    assert file.terms.code_digest == code_digest()


def test_any_changed_byte_is_caught():
    rng = random.Random(11)
    every = range(len(FILE))
    for place in rng.sample(every, 400):
        byte = rng.choice([b for b in range(256) if b != FILE[place]])
        assert verdict(FILE[:place] + bytes([byte]) + FILE[place + 1 :]), place


@pytest.mark.slow
def test_every_byte_of_a_small_file_is_caught_in_three_ways():
    terms, entries = terms_of(crowd(5, 2, 1))
    content = compose(draw(terms, entries, "8812", NUMBERS))
    for place, byte in enumerate(content):
        for other in {byte ^ 1, byte ^ 4, ord("0") if byte != ord("0") else ord("1")}:
            assert verdict(content[:place] + bytes([other]) + content[place + 1 :]), place
        assert verdict(content[:place] + content[place + 1 :]), place


def test_every_digit_and_letter_of_every_value_is_held():
    """A change that keeps the file valid and canonical JSON: each value of each field in turn."""

    def walk(value, path=()):
        if isinstance(value, dict | list):
            for key in value if isinstance(value, dict) else range(len(value)):
                yield from walk(value[key], (*path, key))
        else:
            yield path, value

    terms, entries = terms_of(crowd(8, 2, 2))
    content = compose(draw(terms, entries, "8812", NUMBERS))
    for path, value in walk(json.loads(content)):
        raw = json.loads(content)
        part = raw
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = value + 1 if isinstance(value, int) else f"{value or ''}x"
        assert verdict(canonical(raw) + b"\n"), path


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (lambda raw: raw["entries"][3].update(salt="00"), "leaf"),
        (lambda raw: raw["entries"][3].update(name="王*"), "leaf"),
        (lambda raw: raw["entries"][3].update(wished=[]), "leaf"),
        (lambda raw: raw["entries"].reverse(), "entries_not_sorted"),
        (lambda raw: raw["entries"].pop(), "count"),
        (lambda raw: raw["numbers"].reverse(), "witness"),
        (lambda raw: raw["numbers"].pop(), "witness_count"),
        (lambda raw: raw["terms"]["batches"][0].update(seats=99), "root"),
        (lambda raw: raw["terms"].update(title="x"), "root"),
        (lambda raw: raw.update(public="8813"), "seed"),
        (lambda raw: raw.update(root="00"), "root"),
        (lambda raw: raw["results"][0].update(lot=1000), "lot"),
        (lambda raw: raw["results"][0].update(batch="b9"), "result"),
        (lambda raw: raw["results"][0].update(facts={}), "reason"),
        (lambda raw: raw["results"][0].update(more=1), "result"),
        (lambda raw: raw["results"].pop(), "results_count"),
        (lambda raw: raw["totals"].update(bound=1), "totals"),
        (lambda raw: raw["sets"].append({}), "sets"),
        (lambda raw: raw["terms"].update(rule_version="9"), "other_rule"),
        (lambda raw: raw["terms"]["witnesses"].append(raw["terms"]["witnesses"][0]), "witness_count"),
        (lambda raw: raw.update(version=2), "other_version"),
        (lambda raw: raw.update(format="zip"), "other_format"),
        (lambda raw: raw.update(more=1), "other_fields"),
        (lambda raw: raw["entries"][0].update(group="1"), "other_type"),
        (lambda raw: raw["entries"][0].update(group=True), "other_type"),
        (lambda raw: raw["entries"][0].update(wished="b0"), "other_type"),
    ],
)
def test_the_first_thing_that_does_not_fit_is_named(edit, code):
    assert verdict(changed(FILE, edit)) == code


def test_other_spelling_of_the_same_content_is_refused():
    assert verdict(json.dumps(json.loads(FILE), indent=1).encode()) == "not_canonical"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"{", "not_json"),
        (FILE[:-40], "not_json"),
        (b"\xff\xfe", "not_utf8"),
        (b'{"format":"\\ud800"}', "not_utf8"),
        (b"[" * 100_000, "too_deep"),
        (b'{"a":NaN}', "number_not_whole"),
        (b'{"a":1.5}', "number_not_whole"),
        (b'{"a":' + b"9" * 5000 + b"}", "number_too_long"),
        (b"[]", "other_format"),
        (b'{"format":7}', "other_format"),
        (b'{"format":"xinlian-draw","version":1}', "other_fields"),
        (COMMITMENT, "other_format"),
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_words(content, code):
    assert verdict(content) == code


def test_an_edited_wish_after_the_commitment_is_caught_though_all_was_recomputed():
    for i, entry in enumerate(ENTRIES):
        if not entry.wished:
            continue
        forged = (*ENTRIES[:i], replace(entry, wished=entry.wished[1:]), *ENTRIES[i + 1 :])
        file = compose(draw(TERMS, forged, "8812", NUMBERS))
        assert verdict(file) == ""
        assert verdict(file, commitment=COMMITMENT) == "other_commitment"
        assert verdict(file, receipt=receipts(TERMS, ENTRIES)[entry.id]) == "receipt_changed"
        break


def test_edited_terms_after_the_commitment_are_caught():
    more = replace(TERMS, batches=(replace(TERMS.batches[0], seats=40), *TERMS.batches[1:]))
    assert verdict(compose(draw(more, ENTRIES, "8812", NUMBERS)), commitment=COMMITMENT) == "other_commitment"


def test_a_receipt_proves_that_an_entry_is_in_the_draw():
    mine = receipts(TERMS, ENTRIES)["e7"]
    assert verdict(FILE, receipt=mine) == ""
    without = tuple(replace(entry, party="") for entry in ENTRIES if entry.id != "e7")
    assert verdict(compose(draw(TERMS, without, "8812", NUMBERS)), receipt=mine) == "receipt_missing"
    assert verdict(FILE, receipt=changed(mine, lambda raw: raw["path"].pop())) == "receipt_other_draw"
    assert verdict(FILE, receipt=changed(mine, lambda raw: raw["path"].append(["up", ""]))) == "receipt_path"
    assert verdict(FILE, receipt=changed(mine, lambda raw: raw["path"].append(["left"]))) == "receipt_path"


def test_the_commitment_names_no_entry():
    assert not any(entry.person.encode() in COMMITMENT or entry.leaf.hex().encode() in COMMITMENT for entry in ENTRIES)


def test_two_witnesses_may_not_share_a_seal_and_wishes_must_be_dates_of_the_draw():
    twice = replace(TERMS, witnesses=(TERMS.witnesses[0],) * 2)
    with pytest.raises(ProblemError, match="witness_twice"):
        commit(twice, ENTRIES)
    with pytest.raises(ProblemError, match="batch_unknown"):
        commit(TERMS, (replace(ENTRIES[0], wished=("nowhere",)), *ENTRIES[1:]))
    with pytest.raises(ProblemError, match="group_unknown"):
        commit(TERMS, (replace(ENTRIES[0], group=3), *ENTRIES[1:]))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 8, 13])
def test_every_leaf_leads_to_the_root(count):
    leaves = [leaf_of(i) for i in range(count)]
    tree = Tree(leaves)
    assert all(root_from(leaf, tree.path(i)) == tree.root for i, leaf in enumerate(leaves))
    if count > 1:
        assert root_from(leaves[0], tree.path(1)) != tree.root


def test_the_seed_is_the_hash_of_what_the_format_says():
    text = '{"numbers":["1","2"],"public":"七","root":"00ff"}'
    assert seed_of(b"\x00\xff", "七", ["1", "2"]) == hashlib.sha256(text.encode()).digest()
    assert witness_commitment("d", "1") == hashlib.sha256(b"d|1").hexdigest()
