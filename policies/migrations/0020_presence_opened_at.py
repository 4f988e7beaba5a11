"""Since when somebody has had a form open."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0019_search")]
    operations = [
        migrations.AddField(
            "presence",
            "opened_at",
            models.DateTimeField(default=django.utils.timezone.now, verbose_name="opened at"),
        ),
    ]
