"""A relation says where in either document, and is pinned to words of the other one."""

from django.db import migrations, models
from django.db.models import Q

from policies.models import triggers

ROWS = ("date", "issuer", "document_name", "relation", "agency_name", "succession")
SUITS = (
    ("date", "document", "date"),
    ("issuer", "document", "issuer"),
    ("document_name", "document", "name"),
    ("relation", "document", "relation"),
    ("relation", "document", "object"),
    ("agency_name", "agency", "name"),
    ("succession", "agency", "succession"),
)
VALUES = [
    ("record", "the record as a whole"),
    ("title", "title"),
    ("name", "name"),
    ("date", "date"),
    ("issuer", "issuer"),
    ("type", "type"),
    ("number", "number"),
    ("status", "status"),
    ("target", "target group"),
    ("instrument", "instrument"),
    ("actor", "actor"),
    ("level", "level"),
    ("sector", "sector"),
    ("relation", "relation"),
    ("object", "passage of the other document"),
    ("succession", "succession"),
    ("section", "section"),
    ("keyword", "keyword"),
]


def drop(_apps, schema_editor):
    triggers.drop(schema_editor.connection)


def create(_apps, schema_editor):
    triggers.create(schema_editor.connection)


def rows_suit_value():
    condition = Q(**{f"{row}__isnull": True for row in ROWS})
    for row, owner, value in SUITS:
        others = {f"{other}__isnull": True for other in ROWS if other != row}
        condition |= Q(**{f"{row}__isnull": False, f"{owner}__isnull": False, "value": value}, **others)
    return condition


def place(verbose_name, help_text):
    return models.CharField(blank=True, default="", help_text=help_text, max_length=200, verbose_name=verbose_name)


class Migration(migrations.Migration):
    dependencies = [("policies", "0023_pinyin_order")]
    operations = [
        migrations.RunPython(drop, create),
        migrations.AddField(
            "relation", "place", place("place in this document", "Where it says so: Article 3."), preserve_default=False
        ),
        migrations.AddField(
            "relation",
            "object_place",
            place("place in the other document", "What it is about there: Article 5."),
            preserve_default=False,
        ),
        migrations.AlterField(
            "citation",
            "value",
            models.CharField(choices=VALUES, default="record", max_length=20, verbose_name="value"),
        ),
        migrations.RemoveConstraint("citation", "citation_row_suits_value"),
        migrations.AddConstraint(
            "citation",
            models.CheckConstraint(
                condition=rows_suit_value(),
                name="citation_row_suits_value",
                violation_error_message="A citation of a date, issuer, name or relation must name that value.",
            ),
        ),
        migrations.RunPython(create, drop),
    ]
