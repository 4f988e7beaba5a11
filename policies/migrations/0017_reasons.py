"""Why a date or an issuer is preferred where sources disagree."""

from django.db import migrations, models

from policies.models import triggers


def drop(_apps, schema_editor):
    triggers.drop(schema_editor.connection)


def create(_apps, schema_editor):
    triggers.create(schema_editor.connection)


def reason():
    return models.CharField(
        blank=True,
        default="",
        help_text="Where sources disagree: why this one is preferred, or is not. It is public.",
        max_length=300,
        verbose_name="reason",
    )


class Migration(migrations.Migration):
    dependencies = [("policies", "0016_editorial_rights")]
    operations = [
        migrations.RunPython(drop, create),
        migrations.AddField("documentdate", "reason", reason(), preserve_default=False),
        migrations.AddField("issuer", "reason", reason(), preserve_default=False),
        migrations.RunPython(create, drop),
    ]
