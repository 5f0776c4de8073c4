"""A statement is unique by a number made of its store and its id: an index a third as large as that of path and id."""

from hashlib import blake2b

from django.db import migrations, models

AT_ONCE = 5_000


def fill(apps, schema_editor) -> None:
    connection = schema_editor.connection
    rows = apps.get_model("records", "Statement").objects.using(connection.alias).order_by("id")
    last = 0
    while several := list(rows.filter(id__gt=last).values_list("id", "union_path", "uid")[:AT_ONCE]):
        slots = [
            (int.from_bytes(blake2b(f"{union_path} {uid}".encode(), digest_size=8).digest()) >> 1, key)
            for key, union_path, uid in several
        ]
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE records_statement SET slot = %s WHERE id = %s", slots)
        last = several[-1][0]


class Migration(migrations.Migration):

    dependencies = [("records", "0002_marks")]

    operations = [
        migrations.AddField("statement", "slot", models.BigIntegerField(editable=False, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveConstraint("statement", "statement_once"),
        migrations.AlterField(
            "statement",
            "slot",
            models.BigIntegerField(
                editable=False, help_text="makes the uid unique in its store: `records.slots`"
            ),
        ),
        migrations.AddConstraint("statement", models.UniqueConstraint(fields=("slot",), name="statement_once")),
    ]
