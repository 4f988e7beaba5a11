"""Revisions that say a record was deleted or brought back."""

from django.db import migrations, models

from policies.models import triggers


def drop(_apps, schema_editor):
    triggers.drop(schema_editor.connection)


def create(_apps, schema_editor):
    triggers.create(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0008_chain"),
    ]

    operations = [
        migrations.RunPython(drop, create),
        migrations.AddField(
            model_name="revision",
            name="act",
            field=models.CharField(
                choices=[("changed", "changed"), ("deleted", "deleted"), ("brought_back", "brought back")],
                default="changed",
                max_length=20,
                verbose_name="what happened",
            ),
        ),
        migrations.RunPython(create, drop),
    ]
