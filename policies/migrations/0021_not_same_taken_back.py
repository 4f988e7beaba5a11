"""That two records are two can be taken back; who said what stays known."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0020_presence_opened_at")]
    operations = [
        migrations.AddField(
            "notsame",
            "taken_back_at",
            models.DateTimeField(blank=True, null=True, verbose_name="taken back at"),
        ),
        migrations.AddField(
            "notsame",
            "taken_back_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="taken back by",
            ),
        ),
        migrations.RemoveConstraint("notsame", "notsame_once"),
        migrations.AddConstraint(
            "notsame",
            models.UniqueConstraint(
                condition=models.Q(("taken_back_at", None)),
                fields=("kind", "first_id", "second_id"),
                name="notsame_once",
                violation_error_message="It is known already that these two are not the same.",
            ),
        ),
        migrations.AddConstraint(
            "notsame",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back_at", None), ("taken_back_by", None)),
                    models.Q(("taken_back_at__isnull", False), ("taken_back_by__isnull", False)),
                    _connector="OR",
                ),
                name="notsame_taken_back_by_somebody",
            ),
        ),
    ]
