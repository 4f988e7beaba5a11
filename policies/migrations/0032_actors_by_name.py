"""Measures are found by the agencies that carry them out, and where nobody or no sector is stated; also those there."""

import json
from itertools import islice

from django.db import migrations

from policies.content.indexing import facets
from policies.models import counts, triggers

AT_ONCE = 500
NEW = ("actor", "sector")


def fill(apps, schema_editor):
    """Afterwards editions of measures, past ones too, have all values of these facets, and the counts are right."""
    editions, rows = apps.get_model("policies", "Edition"), apps.get_model("policies", "Facet")
    triggers.drop(schema_editor.connection)
    keys = iter(list(editions.objects.filter(kind="measure").exclude(content="").values_list("pk", flat=True)))
    while portion := list(islice(keys, AT_ONCE)):
        rows.objects.bulk_create(
            [
                rows(edition_id=key, facet=found.facet, value=found.value, direct=found.direct)
                for key, content in editions.objects.filter(pk__in=portion).values_list("pk", "content")
                for found in facets(json.loads(content))
                if found.facet in NEW
            ],
            ignore_conflicts=True,
        )
    triggers.create(schema_editor.connection)
    counts.fill(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("policies", "0031_looked_up_by_record")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
