"""Who is in a form, and what could not be saved."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0012_merging"),
    ]

    operations = [
        migrations.CreateModel(
            name="Presence",
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
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="seen at")),
            ],
            options={
                "verbose_name": "presence",
                "verbose_name_plural": "presences",
            },
        ),
        migrations.CreateModel(
            name="SetAside",
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
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
                ("base", models.PositiveIntegerField(verbose_name="revision it began from")),
                ("content", models.TextField(verbose_name="content")),
                ("note", models.TextField(blank=True, verbose_name="note for curators")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="settled at")),
            ],
            options={
                "verbose_name": "changes set aside",
                "verbose_name_plural": "changes set aside",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="presence",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="setaside",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(fields=("kind", "record_id", "user"), name="presence_once"),
        ),
        migrations.AddIndex(
            model_name="setaside",
            index=models.Index(fields=["by", "settled_at"], name="setaside_of_person"),
        ),
    ]
