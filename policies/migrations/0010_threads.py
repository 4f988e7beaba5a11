"""What was said and decided about a record."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from policies.models import triggers


def create(_apps, schema_editor):
    triggers.create(schema_editor.connection)


def leave(_apps, _schema_editor):
    """The triggers of a table go with it."""


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0009_deleted_records"),
    ]

    operations = [
        migrations.CreateModel(
            name="ThreadEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("document", "document"),
                            ("measure", "measure"),
                            ("agency", "agency"),
                            ("source", "source"),
                            ("statement", "statement"),
                            ("term", "term"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("record_id", models.UUIDField(verbose_name="record id")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("commented", "commented"),
                            ("submitted", "submitted for review"),
                            ("returned", "sent back"),
                            ("taken_back", "taken back"),
                            ("approved", "approved"),
                            ("scheduled", "scheduled"),
                            ("unscheduled", "taken off the schedule"),
                            ("withdrawn", "withdrawn"),
                            ("taken_down", "taken down"),
                            ("restored", "restored"),
                            ("merged", "merged"),
                            ("unmerged", "un-merged"),
                        ],
                        max_length=20,
                        verbose_name="what happened",
                    ),
                ),
                ("value", models.CharField(blank=True, max_length=40, verbose_name="value it speaks of")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("flags", models.JSONField(blank=True, default=list, verbose_name="flags")),
                ("content_hash", models.CharField(blank=True, max_length=71, verbose_name="content hash")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
            ],
            options={
                "verbose_name": "entry of a thread",
                "verbose_name_plural": "threads",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="threadentry",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddIndex(
            model_name="threadentry",
            index=models.Index(fields=["kind", "record_id", "id"], name="thread_of_record"),
        ),
        migrations.AddConstraint(
            model_name="threadentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "act__in",
                        [
                            "commented",
                            "submitted",
                            "returned",
                            "taken_back",
                            "approved",
                            "scheduled",
                            "unscheduled",
                            "withdrawn",
                            "taken_down",
                            "restored",
                            "merged",
                            "unmerged",
                        ],
                    )
                ),
                name="thread_act_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="threadentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act__in", ["commented", "withdrawn", "taken_down"]), _negated=True),
                    models.Q(("text", ""), _negated=True),
                    _connector="OR",
                ),
                name="thread_comment_says_something",
                violation_error_message="Write what you want to say.",
            ),
        ),
        migrations.RunPython(create, leave),
    ]
