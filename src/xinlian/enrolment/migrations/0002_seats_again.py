"""Who was taught before may have a seat anew: one seat stands each time."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("enrolment", "0001_start"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="seat", name="seat_one_stands"),
        migrations.AddField(
            model_name="seat",
            name="again",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="how often before: 0, but for what is taught anew"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("offered", "accepted", "attended", "missed"))),
                fields=("application", "again"),
                name="seat_one_stands",
            ),
        ),
    ]
