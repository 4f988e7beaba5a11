"""How many current records have each value, and what they are found by through others, also for those there already."""

from django.db import migrations, models

from policies.models import counts


def fill(_apps, schema_editor):
    counts.fill(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("policies", "0025_webhooks")]
    operations = [
        migrations.CreateModel(
            name="FacetCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("facet", models.CharField(blank=True, max_length=20)),
                ("value", models.CharField(blank=True, max_length=80)),
                ("number", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("kind"),
                        models.F("facet"),
                        models.OrderBy(models.F("number"), descending=True),
                        models.F("value"),
                        name="facet_count_most",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "facet", "value"), name="facet_count_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reached",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record_id", models.UUIDField()),
                ("facet", models.CharField(max_length=20)),
                ("value", models.CharField(max_length=80)),
                ("number", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["facet", "value", "record_id"], name="reached_by_value")],
                "constraints": [
                    models.UniqueConstraint(fields=("record_id", "facet", "value"), name="reached_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Predecessor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agency_id", models.CharField(max_length=36)),
                ("predecessor_id", models.CharField(max_length=36)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency_id", "predecessor_id"), name="predecessor_once"),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
