import uuid

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def give(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    for project in apps.get_model("training", "Project").objects.all():
        project.hall_key = uuid.uuid4()
        project.save(update_fields=["hall_key"])


class Migration(migrations.Migration):

    dependencies = [
        ('training', '0002_looked_at'),
    ]

    operations = [
        migrations.AddField(
            model_name='project',
            name='hall_key',
            field=models.UUIDField(null=True, editable=False),
        ),
        migrations.RunPython(give, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='project',
            name='hall_key',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]
