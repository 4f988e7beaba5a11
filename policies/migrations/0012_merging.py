"""Two records that are one, and two that are not."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0011_schedule"),
    ]

    operations = [
        migrations.CreateModel(
            name="Merge",
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
                ("lesser_id", models.UUIDField(verbose_name="lesser record")),
                ("kept_id", models.UUIDField(verbose_name="kept record")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("declined", "declined"),
                            ("done", "merged"),
                            ("undone", "undone"),
                        ],
                        default="proposed",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("chosen", models.JSONField(blank=True, default=list, verbose_name="values of the lesser record")),
                ("lesser_hash", models.CharField(max_length=71)),
                ("kept_hash", models.CharField(max_length=71)),
                ("touched", models.JSONField(blank=True, default=list)),
                ("proposed_at", models.DateTimeField(auto_now_add=True, verbose_name="proposed at")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone at")),
            ],
            options={
                "verbose_name": "merge",
                "verbose_name_plural": "merges",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="NotSame",
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
                ("first_id", models.UUIDField(verbose_name="first record")),
                ("second_id", models.UUIDField(verbose_name="second record")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
            ],
            options={
                "verbose_name": "pair that is not the same",
                "verbose_name_plural": "pairs that are not the same",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="merge",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="decided by",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="proposed by",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="undone_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="undone by",
            ),
        ),
        migrations.AddField(
            model_name="notsame",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("agency", "document", "measure"))), name="merge_of_a_kind_that_merges"
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("lesser_id", models.F("kept_id")), _negated=True),
                name="merge_of_two_records",
                violation_error_message="A record cannot be merged with itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["proposed", "done"])),
                fields=("kind", "lesser_id"),
                name="merge_once",
                violation_error_message="This record is merged, or proposed to be merged, already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "done"), _negated=True),
                    models.Q(
                        ("decided_by__isnull", False), models.Q(("decided_by", models.F("proposed_by")), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="merge_decided_by_another",
                violation_error_message="You proposed this merge. Somebody else has to decide on it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="merge_for_a_reason",
                violation_error_message="Say why the two are one. The reason is public.",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "declined", "done", "undone"])), name="merge_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="notsame",
            constraint=models.UniqueConstraint(
                fields=("kind", "first_id", "second_id"),
                name="notsame_once",
                violation_error_message="It is known already that these two are not the same.",
            ),
        ),
        migrations.AddConstraint(
            model_name="notsame",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_id__lt", models.F("second_id"))), name="notsame_in_order"
            ),
        ),
    ]
