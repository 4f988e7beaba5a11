"""What the database itself writes down of every change of a row of the desk; administrators read it."""

from django.contrib.auth.management import create_permissions
from django.db import migrations, models

from policies.models import triggers


def create(_apps, schema_editor):
    triggers.create(schema_editor.connection)


def drop(_apps, schema_editor):
    triggers.drop(schema_editor.connection)


def give(apps, _schema_editor):
    # Django makes permissions after all migrations; the group needs this one now.
    config = apps.get_app_config("policies")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    rights = permission.objects.filter(codename="view_journalentry", content_type__app_label="policies")
    for found in group.objects.filter(name="administrator"):
        found.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [("policies", "0017_reasons")]
    operations = [
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(db_column="table_name", max_length=63, verbose_name="table")),
                ("row_id", models.CharField(max_length=40, verbose_name="row")),
                ("record_id", models.UUIDField(null=True, verbose_name="record id")),
                (
                    "act",
                    models.CharField(
                        choices=[("inserted", "inserted"), ("changed", "changed"), ("deleted", "deleted")],
                        max_length=20,
                        verbose_name="what happened",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("before", models.TextField(blank=True, verbose_name="before")),
                ("after", models.TextField(blank=True, verbose_name="after")),
            ],
            options={
                "verbose_name": "journal entry",
                "verbose_name_plural": "journal entries",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["record_id", "table", "id"], name="journal_of_record")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ["inserted", "changed", "deleted"])),
                        name="journalentry_act_known",
                    )
                ],
            },
        ),
        migrations.RunPython(create, drop),
        migrations.RunPython(give, migrations.RunPython.noop),
    ]
