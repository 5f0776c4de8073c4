"""The inventory says what is true: models, columns, ends and words exist, and the privacy page shows them all."""

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from xinlian.people.field_words import WORDS
from xinlian.people.holdings import all_holdings
from xinlian.people.models import Person
from xinlian.people.queries.holdings import model_of, word

HOLDINGS = all_holdings()
NAMES = [f"{holding.model}.{holding.person}" for holding in HOLDINGS]


@pytest.mark.parametrize("holding", HOLDINGS, ids=NAMES)
def test_a_holding_can_be_carried_out(holding: object) -> None:
    assert holding in HOLDINGS
    model = apps.get_model(holding.model)  # type: ignore[attr-defined]
    names = {field.name for field in model._meta.get_fields()} | {
        field.attname for field in model._meta.concrete_fields
    }
    for column in filter(None, (*holding.fields, *holding.blanked, holding.since)):  # type: ignore[attr-defined]
        assert column.split("__")[0] in names, column
    if holding.person:  # type: ignore[attr-defined]
        model._default_manager.filter(**{holding.person: getattr(Person(pk=1, username="x"), holding.key)})  # type: ignore[attr-defined]
    if holding.at_end == "unlink":  # type: ignore[attr-defined]
        assert model._meta.get_field(holding.person).null, "cannot be unlinked"  # type: ignore[attr-defined]
    if holding.at_end == "keep":  # type: ignore[attr-defined]
        assert holding.why_kept, "keeps without saying why"  # type: ignore[attr-defined]
        assert holding.keep_days is None, "what is kept has no end"  # type: ignore[attr-defined]
    if holding.keep_days is not None:  # type: ignore[attr-defined]
        assert holding.since, "cannot be counted from anything"  # type: ignore[attr-defined]
    for column in holding.fields:  # type: ignore[attr-defined]
        assert str(word(holding, column))  # type: ignore[arg-type]


def test_every_row_that_points_to_a_person_is_in_the_inventory() -> None:
    named = {(model_of(holding)._meta.label_lower, holding.person) for holding in HOLDINGS}
    never_used = {"account.emailaddress"}
    missing = [
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.related_model is Person
        and model._meta.label_lower not in never_used
        and (model._meta.label_lower, field.name) not in named
    ]
    assert missing == []


def test_every_column_has_its_word_and_no_word_is_left_over() -> None:
    used = {column.rpartition("__")[2] for holding in HOLDINGS for column in holding.fields}
    assert sorted(set(WORDS) ^ used) == []


@pytest.mark.django_db
def test_the_privacy_page_shows_every_holding(client: Client) -> None:
    page = client.get("/privacy/").content.decode()
    for holding in HOLDINGS:
        assert str(holding.what) in page
        assert str(holding.why_kept) in page
