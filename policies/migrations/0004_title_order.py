"""Titles sort by code point everywhere, so that SQLite and PostgreSQL give the same order and pages."""

from django.db import migrations


def by_code_point(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('ALTER TABLE policies_edition ALTER COLUMN title_key TYPE varchar(200) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("policies", "0003_log")]
    operations = [migrations.RunPython(by_code_point, migrations.RunPython.noop)]
