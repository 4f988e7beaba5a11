"""What stands around the key words of a quote counts less in searches, also of the editions that are there already."""

import json
from itertools import islice

from django.db import migrations

from policies.content.searching import entry

AT_ONCE = 500


def fill(apps, _schema_editor):
    editions, entries = apps.get_model("policies", "Edition"), apps.get_model("policies", "SearchEntry")
    keys = iter(list(editions.objects.exclude(content="").order_by("pk").values_list("pk", flat=True)))
    while portion := list(islice(keys, AT_ONCE)):
        contents = dict(editions.objects.filter(pk__in=portion).values_list("pk", "content"))
        tokens = {key: entry(read).tokens for key, text in contents.items() if _has_key_words(read := json.loads(text))}
        changed = list(entries.objects.filter(pk__in=tokens))
        for row in changed:
            row.tokens = tokens[row.pk]
        entries.objects.bulk_update(changed, ["tokens"], batch_size=100)


def _has_key_words(content):
    return any(row["quotes"] != [row["quote"]] for row in content.get("evidence", ()))


class Migration(migrations.Migration):
    dependencies = [("policies", "0032_actors_by_name")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
