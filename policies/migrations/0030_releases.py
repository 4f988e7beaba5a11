"""The catalogue as files, numbered and kept; and what was taken down, which is in none of them, found at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0029_keys"),
    ]

    operations = [
        migrations.AddIndex(
            "edition",
            models.Index(condition=models.Q(("is_takedown", True)), fields=["record_id"], name="edition_taken_down"),
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False, verbose_name="number")),
                ("epoch", models.CharField(max_length=16)),
                ("sequence", models.BigIntegerField(verbose_name="sequence")),
                ("moment", models.DateTimeField(verbose_name="moment")),
                ("base", models.CharField(blank=True, max_length=300)),
                ("files", models.JSONField(verbose_name="files")),
                ("counts", models.JSONField(verbose_name="counts")),
                ("hidden", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "release",
                "verbose_name_plural": "releases",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("epoch", "sequence"), name="release_once_per_state"),
                    models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="release_numbered_from_one"),
                ],
            },
        ),
    ]
