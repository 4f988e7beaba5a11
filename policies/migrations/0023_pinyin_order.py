"""Titles in the order of pinyin for readers of Chinese, also of the editions that are there already.

In English order a title now comes before longer ones that begin with it, also where it has a Chinese one beside it.
"""

import json
from itertools import islice

from django.db import migrations, models
from django.db.models import Q

from policies.content.indexing import pinyin_key, title_key
from policies.models import triggers

AT_ONCE = 500


def drop(_apps, schema_editor):
    triggers.drop(schema_editor.connection)


def create(_apps, schema_editor):
    triggers.create(schema_editor.connection)


def by_code_point(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('ALTER TABLE policies_edition ALTER COLUMN pinyin_key TYPE varchar(400) COLLATE "C"')


def fill(apps, schema_editor):
    model = apps.get_model("policies", "Edition")
    triggers.drop(schema_editor.connection)
    keys = iter(list(model.objects.exclude(content="").order_by("pk").values_list("pk", flat=True)))
    while portion := list(islice(keys, AT_ONCE)):
        editions = list(model.objects.filter(pk__in=portion).only("content"))
        for edition in editions:
            content = json.loads(edition.content)
            edition.title_key, edition.pinyin_key = title_key(content), pinyin_key(content)
        model.objects.bulk_update(editions, ["title_key", "pinyin_key"], batch_size=100)
    triggers.create(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("policies", "0022_snapshots_set_aside")]
    operations = [
        # SQLite makes the table anew, and PostgreSQL changes no column that a trigger looks at.
        migrations.RunPython(drop, create),
        migrations.AddField("edition", "pinyin_key", models.CharField(blank=True, default="", max_length=400), False),
        migrations.RunPython(by_code_point, migrations.RunPython.noop),
        migrations.AddIndex(
            "edition",
            models.Index(
                condition=Q(("superseded_at__isnull", True)),
                fields=["kind", "pinyin_key", "sequence"],
                name="edition_by_pinyin",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(create, drop),
    ]
