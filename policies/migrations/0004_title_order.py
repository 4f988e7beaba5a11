"""Titles sort by code point everywhere, so that SQLite and PostgreSQL give the same order and pages."""

from django.db import migrations

from policies.models import triggers


def by_code_point(_apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    # PostgreSQL changes no column that a trigger looks at.
    triggers.drop(schema_editor.connection)
    schema_editor.execute('ALTER TABLE policies_edition ALTER COLUMN title_key TYPE varchar(200) COLLATE "C"')
    triggers.create(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("policies", "0003_log")]
    operations = [migrations.RunPython(by_code_point, migrations.RunPython.noop)]
