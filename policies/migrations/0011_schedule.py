"""Approved contents that become public at a time."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0010_threads"),
    ]

    operations = [
        migrations.CreateModel(
            name="Schedule",
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
                ("due_at", models.DateTimeField(verbose_name="becomes public at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting for its time"),
                            ("done", "became public"),
                            ("void", "void"),
                            ("refused", "refused when its time came"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("why", models.TextField(blank=True, verbose_name="why")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
            ],
            options={
                "verbose_name": "scheduled publication",
                "verbose_name_plural": "scheduled publications",
                "ordering": ["due_at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="schedule",
            name="approval",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="policies.approval",
                verbose_name="approval",
            ),
        ),
        migrations.AddField(
            model_name="schedule",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddIndex(
            model_name="schedule",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["due_at"], name="schedule_by_time"),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")),
                fields=("kind", "record_id"),
                name="schedule_one_waiting",
                violation_error_message="This record is on the schedule already. Take it off first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "done", "void", "refused"])), name="schedule_state_known"
            ),
        ),
    ]
