"""Stars: levels of a union's own, for its own certificates."""

import datetime

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from xinlian.credentials.seed import OWN_SCHEMES


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    scheme, level = apps.get_model("credentials", "LevelScheme"), apps.get_model("credentials", "Level")
    for code, name, name_en, day, levels in OWN_SCHEMES:
        effective = datetime.date.fromisoformat(day)
        made = scheme.objects.create(code=code, name=name, name_en=name_en, internal=True, effective_on=effective)
        for number, rank, words, words_en in levels:
            level.objects.create(scheme=made, code=number, rank=rank, name=words, name_en=words_en)


class Migration(migrations.Migration):
    dependencies = [("credentials", "0003_certificates")]
    # Backwards the rows stay until their tables go.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
