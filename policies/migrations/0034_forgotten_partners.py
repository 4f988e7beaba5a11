"""Who asked for a key, and who had one, can be forgotten."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("policies", "0033_key_words_in_search")]
    operations = [
        migrations.AddField(
            "keyrequest", "forgotten_at", models.DateTimeField(editable=False, null=True, verbose_name="forgotten at")
        ),
        migrations.AddField(
            "partner", "forgotten_at", models.DateTimeField(editable=False, null=True, verbose_name="forgotten at")
        ),
        migrations.AddConstraint(
            "keyrequest",
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(name="", mail="", purpose="", sender=""),
                name="key_request_forgotten_whole",
            ),
        ),
        migrations.AddConstraint(
            "keyrequest",
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | ~Q(state="asked"), name="key_request_forgotten_is_decided"
            ),
        ),
        migrations.AddConstraint(
            "partner",
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(mail="", note=""), name="partner_forgotten_whole"
            ),
        ),
    ]
