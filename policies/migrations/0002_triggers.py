"""Snapshots, revisions, approvals and editions cannot be altered, whatever code is run."""

from django.db import migrations

from policies.models import triggers


def create(_apps, schema_editor):
    triggers.create(schema_editor.connection)


def drop(_apps, schema_editor):
    triggers.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_desk_and_catalogue")]
    operations = [migrations.RunPython(create, drop)]
