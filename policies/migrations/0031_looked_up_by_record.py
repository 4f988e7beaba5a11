"""Editions and approvals of one record are found without going through those of all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0030_releases")]
    operations = [
        migrations.AddIndex("edition", models.Index(fields=["record_id", "sequence"], name="edition_by_record")),
        migrations.AddIndex("approval", models.Index(fields=["record_id"], name="approval_by_record")),
    ]
