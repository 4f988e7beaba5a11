"""Where the log was at a moment is found without going through it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0034_forgotten_partners")]
    operations = [
        migrations.AddIndex("edition", models.Index(fields=["published_at", "sequence"], name="edition_by_moment")),
    ]
