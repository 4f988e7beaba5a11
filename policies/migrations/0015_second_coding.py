"""Measures coded a second time, blind."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0014_corrections"),
    ]

    operations = [
        migrations.CreateModel(
            name="SecondCoding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
                ("first", models.JSONField(verbose_name="first coding")),
                ("second", models.JSONField(verbose_name="second coding")),
            ],
            options={
                "verbose_name": "second coding",
                "verbose_name_plural": "second codings",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="secondcoding",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="secondcoding",
            name="first_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="first coded by",
            ),
        ),
        migrations.AddField(
            model_name="secondcoding",
            name="measure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="second_codings",
                to="policies.measure",
                verbose_name="measure",
            ),
        ),
        migrations.AddConstraint(
            model_name="secondcoding",
            constraint=models.UniqueConstraint(
                fields=("measure", "by"),
                name="secondcoding_once",
                violation_error_message="You coded this measure already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="secondcoding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_by__isnull", True), models.Q(("first_by", models.F("by")), _negated=True), _connector="OR"
                ),
                name="secondcoding_by_another",
                violation_error_message="You coded this measure first. Somebody else has to code it blind.",
            ),
        ),
    ]
