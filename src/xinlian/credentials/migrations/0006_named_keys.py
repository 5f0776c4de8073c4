"""Which bundle was the first to name a key; of keys that were there before it is told as the one that stands."""

from typing import Any

from django.db import migrations, models


def fill(apps: Any, schema_editor: Any) -> None:
    """A key stands in a bundle by the bytes of its id."""
    last = apps.get_model("credentials", "TrustBundle").objects.order_by("-version").first()
    if last is None:
        return
    content = bytes(last.content)
    for key in apps.get_model("credentials", "SigningKey").objects.only("kid"):
        if bytes.fromhex(key.kid) in content:
            type(key).objects.filter(pk=key.pk).update(named_in=last.version)


class Migration(migrations.Migration):
    dependencies = [("credentials", "0005_listeners")]

    operations = [
        migrations.AddField(
            model_name="signingkey",
            name="named_in",
            field=models.PositiveIntegerField(
                blank=True, help_text="the first bundle that names it; devices know it from then on", null=True
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
