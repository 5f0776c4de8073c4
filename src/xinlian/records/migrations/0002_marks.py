"""Whose statements they are and of which attempt is marked as what they speak of is, instead of two indexes with each statement."""

from collections.abc import Iterator
from itertools import islice

from django.db import migrations

PLACES, HALF, AT_ONCE = 63, 1 << 62, 5_000
INSERT = "INSERT INTO records_mention (thing_id, first_id, direct, related) VALUES (%s, %s, %s, %s)"


def _rows(apps, alias) -> Iterator[tuple[int, int, int, int]]:
    statements = apps.get_model("records", "Statement").objects.using(alias).order_by("id")
    several = statements.values_list("id", "union_path", "client_id", "registration")
    blocks: dict[str, tuple[int, dict[int, int]]] = {}
    for key, union_path, client, registration in several.iterator(AT_ONCE):
        first, marks = blocks.get(union_path, (key, {}))
        if key - first >= PLACES:
            yield from ((number, first, bits, bits) for number, bits in marks.items())
            first, marks = key, {}
        blocks[union_path] = first, marks
        numbers = {-client}
        if registration is not None:
            numbers.add(-HALF - ((registration.int >> 64 ^ registration.int) % HALF))
        for number in numbers:
            marks[number] = marks.get(number, 0) | 1 << (key - first)
    for first, marks in blocks.values():
        yield from ((number, first, bits, bits) for number, bits in marks.items())


def mark(apps, schema_editor) -> None:
    connection = schema_editor.connection
    rows = _rows(apps, connection.alias)
    with connection.cursor() as cursor:
        while several := list(islice(rows, AT_ONCE)):
            cursor.executemany(INSERT, several)


def unmark(apps, schema_editor) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_mention WHERE thing_id < 0")


class Migration(migrations.Migration):

    dependencies = [("records", "0001_start")]

    operations = [
        migrations.RunPython(mark, unmark),
        migrations.RemoveIndex(model_name="statement", name="statement_client"),
        migrations.RemoveIndex(model_name="statement", name="statement_registration"),
    ]
