"""The trades and levels that every installation begins with."""

import datetime

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from xinlian.credentials.seed import SCHEMES, TRADES


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    trade, scheme, level = (apps.get_model("credentials", name) for name in ("Trade", "LevelScheme", "Level"))
    for code, name, name_en in TRADES:
        trade.objects.create(code=code, name=name, name_en=name_en)
    for code, name, name_en, source, day, levels in SCHEMES:
        effective = datetime.date.fromisoformat(day)
        made = scheme.objects.create(code=code, name=name, name_en=name_en, source=source, effective_on=effective)
        for number, rank, words, words_en in levels:
            level.objects.create(scheme=made, code=number, rank=rank, name=words, name_en=words_en)


class Migration(migrations.Migration):
    dependencies = [("credentials", "0001_start")]
    # Backwards the rows go with their tables.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
