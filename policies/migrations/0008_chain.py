"""The chain of the editions that are there already."""

from django.db import migrations

from policies.content.chaining import link
from policies.models import triggers


def chain(apps, schema_editor):
    edition, log = apps.get_model("policies", "Edition"), apps.get_model("policies", "Log")
    triggers.drop(schema_editor.connection)
    last = ""
    for row in edition.objects.defer("content", "search_text").order_by("sequence").iterator():
        last = link(last, row)
        edition.objects.filter(pk=row.pk).update(chain=last)
    log.objects.update(chain=last)
    triggers.create(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("policies", "0007_takedown_and_chain")]
    operations = [migrations.RunPython(chain, migrations.RunPython.noop)]
