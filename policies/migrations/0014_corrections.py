"""What the public says is wrong."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0013_presence"),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
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
                ("edition", models.PositiveIntegerField(verbose_name="edition")),
                ("value", models.CharField(max_length=40, verbose_name="which value")),
                (
                    "text",
                    models.TextField(
                        validators=[django.core.validators.MaxLengthValidator(4000)], verbose_name="what is wrong"
                    ),
                ),
                (
                    "source",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(1000)],
                        verbose_name="where it can be checked",
                    ),
                ),
                ("contact", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("sender", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("in_work", "being looked into"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("discarded", "discarded"),
                        ],
                        default="received",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.TextField(blank=True, help_text="Public, beside the state.", verbose_name="answer")),
                ("sent_at", models.DateTimeField(auto_now_add=True, verbose_name="sent at")),
                ("handled_at", models.DateTimeField(blank=True, null=True, verbose_name="handled at")),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["-sent_at"],
            },
        ),
        migrations.AddField(
            model_name="correction",
            name="handled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="handled by",
            ),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(fields=["sender", "sent_at"], name="correction_by_sender"),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(fields=["kind", "record_id"], name="correction_of_record"),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="correction_says_something",
                violation_error_message="Say what is wrong.",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["accepted", "declined"]), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="correction_decided_with_an_answer",
                violation_error_message="Write an answer: the public reads why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["received", "in_work", "accepted", "declined", "discarded"])),
                name="correction_state_known",
            ),
        ),
    ]
