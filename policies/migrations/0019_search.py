"""What the catalogue is searched by, also for the editions and texts that are there already."""

import json
from itertools import islice

import django.db.models.deletion
from django.db import migrations, models

import policies.models.search
from policies.content import searching
from policies.models import triggers
from policies.models.search import create_indexes, drop_indexes
from policies.text.stems import stem

AT_ONCE = 500


def index(_apps, schema_editor):
    create_indexes(schema_editor.connection)


def unindex(_apps, schema_editor):
    drop_indexes(schema_editor.connection)


def fill(apps, schema_editor):
    triggers.drop(schema_editor.connection)
    words = set()
    for portion in portions(apps.get_model("policies", "Edition").objects.exclude(content="").only("content")):
        words |= write_entries(apps, portion)
    for portion in portions(apps.get_model("policies", "Text").objects.all()):
        words |= write_sentences(apps, portion)
    word = apps.get_model("policies", "Word")
    word.objects.bulk_create([word(text=text, stem=stem(text)) for text in sorted(words)], batch_size=AT_ONCE)
    triggers.create(schema_editor.connection)


def portions(rows):
    keys = iter(list(rows.order_by("pk").values_list("pk", flat=True)))
    while portion := list(islice(keys, AT_ONCE)):
        yield list(rows.filter(pk__in=portion))


def write_entries(apps, editions):
    model, words, rows = apps.get_model("policies", "SearchEntry"), set(), []
    for edition in editions:
        content = json.loads(edition.content)
        found = searching.entry(content)
        edition.search_text = searching.text_of(content)
        rows.append(model(edition=edition, tokens=found.tokens, readings=found.readings, text_id=found.text_id))
        words |= found.words
    # Without its characters simplified, Chinese would not be found by the other way of writing it.
    type(editions[0]).objects.bulk_update(editions, ["search_text"], batch_size=100)
    model.objects.bulk_create(rows, batch_size=AT_ONCE)
    return words


def write_sentences(apps, texts):
    model, words, rows = apps.get_model("policies", "Sentence"), set(), []
    for text in texts:
        for found in searching.sentence_entries(text.text):
            rows.append(
                model(text=text, start=found.start, end=found.end, search_text=found.search_text, tokens=found.tokens)
            )
            words |= found.words
    model.objects.bulk_create(rows, batch_size=AT_ONCE)
    return words


class Migration(migrations.Migration):
    dependencies = [("policies", "0018_journal")]
    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[
                ("text", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("stem", models.CharField(db_index=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="policies.edition",
                    ),
                ),
                ("tokens", policies.models.search.TokensField()),
                ("readings", models.TextField(blank=True)),
                (
                    "text",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="policies.text",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sentence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("search_text", models.TextField()),
                ("tokens", policies.models.search.TokensField()),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sentences", to="policies.text"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("text", "start"), name="sentence_once")],
            },
        ),
        migrations.RunPython(index, unindex),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
