"""New snapshots in a save that came too late are kept with it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0021_not_same_taken_back")]
    operations = [
        migrations.AddField(
            "setaside", "snapshots", models.JSONField(blank=True, default=list, verbose_name="snapshots")
        ),
    ]
