"""The one row of the log, with the epoch of this database."""

import secrets
from datetime import UTC, datetime

from django.db import migrations


def begin(apps, _schema_editor):
    apps.get_model("policies", "Log").objects.get_or_create(
        pk=1, defaults={"epoch": secrets.token_hex(4), "published_at": datetime(1970, 1, 1, tzinfo=UTC)}
    )


class Migration(migrations.Migration):
    dependencies = [("policies", "0002_triggers")]
    # Going back drops the table itself.
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
