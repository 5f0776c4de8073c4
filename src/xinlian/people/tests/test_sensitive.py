"""Sealed columns: no clear text on disk, no moving, no changing, keys that change; hashes that find."""

import os

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from xinlian.people.keys import id_key, phone_key
from xinlian.people.models import Person
from xinlian.people.sensitive import decrypt, encrypt, keyed_hash
from xinlian.testing.make import make_person

COLUMN = "people.person.phone"
PHONE = "19912345678"


def stored(person: Person, column: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM people_person WHERE id = %s", [person.pk])
        return bytes(cursor.fetchone()[0])


@given(st.text(min_size=1))
def test_what_goes_in_comes_out(text: str) -> None:
    assert decrypt(encrypt(text, COLUMN), COLUMN) == text


def test_the_same_text_never_looks_the_same() -> None:
    assert encrypt(PHONE, COLUMN) != encrypt(PHONE, COLUMN)


@given(st.integers(0, 39))
def test_a_changed_byte_is_found(place: int) -> None:
    blob = bytearray(encrypt(PHONE, COLUMN))
    blob[place % len(blob)] ^= 1
    with pytest.raises((InvalidTag, KeyError)):
        decrypt(bytes(blob), COLUMN)


def test_a_value_cannot_be_moved_to_another_column() -> None:
    with pytest.raises(InvalidTag):
        decrypt(encrypt(PHONE, COLUMN), "people.person.id_number")


def test_old_values_are_read_after_a_new_key_and_new_ones_use_it(settings: Settings) -> None:
    old = encrypt(PHONE, COLUMN)
    before = keyed_hash(PHONE, COLUMN)
    settings.SENSITIVE_KEYS = {**settings.SENSITIVE_KEYS, 2: os.urandom(32)}
    assert decrypt(old, COLUMN) == PHONE
    assert encrypt(PHONE, COLUMN)[0] == 2
    assert keyed_hash(PHONE, COLUMN) == before


def test_without_its_key_a_value_stays_shut(settings: Settings) -> None:
    blob = encrypt(PHONE, COLUMN)
    settings.SENSITIVE_KEYS = {2: os.urandom(32)}
    with pytest.raises(KeyError):
        decrypt(blob, COLUMN)


def test_hashes_differ_by_column_and_by_installation(settings: Settings) -> None:
    here = phone_key(PHONE)
    assert here != id_key(PHONE)
    settings.SENSITIVE_KEYS = {1: os.urandom(32)}
    assert phone_key(PHONE) != here


@pytest.mark.django_db
def test_the_database_holds_no_clear_text_and_the_model_gives_it_back() -> None:
    person = make_person(phone=PHONE)
    blob = stored(person, "phone")
    assert PHONE.encode() not in blob
    assert Person.objects.get(pk=person.pk).phone == PHONE
    assert Person.objects.get(phone_key=phone_key(PHONE)).pk == person.pk


@pytest.mark.django_db
def test_a_value_put_into_another_column_by_hand_is_not_read() -> None:
    person = make_person(phone=PHONE)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET id_number = phone WHERE id = %s", [person.pk])
    with pytest.raises(InvalidTag):
        Person.objects.get(pk=person.pk)


@pytest.mark.django_db
def test_nobody_filters_by_a_sealed_value() -> None:
    with pytest.raises(TypeError):
        Person.objects.filter(phone=PHONE).exists()
