"""A takedown, and the chain of the log."""

from django.db import migrations, models

from policies.models import triggers


def drop(_apps, schema_editor):
    # SQLite makes a table anew to change it, and loses the triggers of the old one.
    triggers.drop(schema_editor.connection)


def create(_apps, schema_editor):
    triggers.create(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0006_web_addresses"),
    ]

    operations = [
        migrations.RunPython(drop, create),
        migrations.AddField(
            model_name="edition",
            name="chain",
            field=models.CharField(blank=True, max_length=64, verbose_name="chain"),
        ),
        migrations.AddField(
            model_name="edition",
            name="is_takedown",
            field=models.BooleanField(default=False, verbose_name="takedown"),
        ),
        migrations.AddField(
            model_name="log",
            name="chain",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_takedown", False), ("action", "withdrawn"), _connector="OR"),
                name="edition_taken_down_is_withdrawn",
            ),
        ),
        migrations.RunPython(create, drop),
    ]
