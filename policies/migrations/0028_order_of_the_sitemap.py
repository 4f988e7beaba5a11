"""An index that tells all that the sitemap says, without the rows."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("policies", "0027_orders_of_lists")]
    operations = [
        migrations.AddIndex(
            "edition",
            models.Index(
                condition=Q(("superseded_at__isnull", True)),
                fields=["kind", "sequence", "published_at", "slug", "action", "superseded_at"],
                name="edition_by_sequence",
            ),
        ),
    ]
