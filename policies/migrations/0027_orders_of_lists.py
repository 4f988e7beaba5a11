"""Indexes that tell a stretch of a list without its rows, in each of the orders."""

from django.db import migrations, models
from django.db.models import Q

ORDERS = {
    "edition_by_date": ["earliest", "latest_day", "place"],
    "edition_by_date_backwards": ["-earliest", "-latest_day", "place"],
    "edition_by_title": ["title_key"],
    "edition_by_pinyin": ["pinyin_key"],
}
BEFORE = ("edition_by_date", "edition_by_title", "edition_by_pinyin")


def index(name, columns):
    fields = ["kind", *columns, "record_id", "sequence", "action", "superseded_at"]
    return models.Index(condition=Q(("superseded_at__isnull", True)), fields=fields, name=name)


class Migration(migrations.Migration):
    dependencies = [("policies", "0026_counts")]
    operations = [
        *(migrations.RemoveIndex("edition", name) for name in BEFORE),
        *(migrations.AddIndex("edition", index(name, columns)) for name, columns in ORDERS.items()),
    ]
