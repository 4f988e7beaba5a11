"""The parts that records are made of, as serializers; they describe and never serialize."""

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from policies.choices import (
    CitedValue,
    DateKind,
    IssuerRole,
    Language,
    NameKind,
    Predicate,
    Scheme,
    Stance,
    SuccessionKind,
)

Shape = type[serializers.Serializer]
Field = serializers.Field


def shape(name: str, fields: Mapping[str, Field]) -> Shape:
    """A serializer of these fields in this order, whatever their names (`in`, `source` and `errors` are ours too)."""
    made: Any = type(name, (serializers.Serializer,), {})
    # Declared in a class body they would stand in the order in which the fields were first made, anywhere.
    made._declared_fields = dict(fields)
    return made


def text(about: str, **options: Any) -> Field:
    return serializers.CharField(help_text=about, **options)


def maybe_text(about: str) -> Field:
    return serializers.CharField(help_text=about, allow_null=True)


def number(about: str, **options: Any) -> Field:
    return serializers.IntegerField(help_text=about, min_value=0, **options)


def yes_or_no(about: str) -> Field:
    return serializers.BooleanField(help_text=about)


def day(about: str) -> Field:
    return serializers.DateField(help_text=about, allow_null=True)


def moment(about: str, **options: Any) -> Field:
    return serializers.DateTimeField(help_text=about, **options)


def one_of(choices: type[TextChoices], about: str, **options: Any) -> Field:
    return serializers.ChoiceField(choices=choices.choices, help_text=about, **options)


def listed(field: Field, about: str) -> Field:
    return serializers.ListField(child=field, help_text=about)


def path(about: str) -> Field:
    return serializers.CharField(help_text=f"{about} A path on this site.")


TEXTS: dict[str, Any] = {
    "type": "object",
    "properties": {language: {"type": "string"} for language in Language.values},
    "additionalProperties": False,
    "examples": [{"en": "Equipment subsidies", "zh-Hans": "设备补贴"}],
}


@extend_schema_field(TEXTS)
class Texts(serializers.DictField):
    pass


@extend_schema_field(
    {
        "type": "array",
        "minItems": 2,
        "maxItems": 2,
        "items": {"type": "integer", "minimum": 0},
        "examples": [[3092, 3101]],
    }
)
class SpanField(serializers.ListField):
    pass


def texts(about: str) -> Field:
    return Texts(help_text=about)


EDITION = shape(
    "Edition",
    {
        "number": number("The published states of a record are counted from 1."),
        "sequence": number("Its place in the one log of the catalogue."),
        "published_at": moment("When it was published, UTC."),
        "hash": text("SHA-256 of the content.", max_length=71),
        "superseded_at": moment("When a later edition took its place; null if it is current.", allow_null=True),
    },
)
REFERENCE = {
    "id": serializers.UUIDField(help_text="Stays the same for ever."),
    "slug": text("The last part of its address."),
    "url": path("Its page."),
    "title": texts("Its title."),
}
AGENCY = shape("AgencyReference", {**REFERENCE, "name": texts("Its name: the same as the title.")})
SOURCE = shape(
    "SourceReference",
    {**REFERENCE, "address": maybe_text("Where it was published."), "trust": text("A code of the vocabulary `trust`.")},
)
TERM_PARTS = {
    "scheme": one_of(Scheme, "The vocabulary."),
    "code": text("The code in the vocabulary."),
    "label": texts("Its name."),
    "broader": listed(serializers.CharField(), "The codes above it, the nearest first."),
    "url": path("Its page."),
}
TERM = shape("TermReference", TERM_PARTS)
TARGET = shape(
    "TargetReference",
    {
        **TERM_PARTS,
        "role": serializers.ChoiceField(
            choices=["beneficiary", "focus", "place"], help_text="Who gains, who is looked at, or where it is aimed."
        ),
    },
)
DATE_PARTS = {
    "edtf": text("EDTF (ISO 8601-2), exactly as precise as the source."),
    "earliest": day("The first day it may be; null if open."),
    "latest": day("The last day it may be; null if open."),
    "wording": text("In the words of the source."),
}
DATE = shape("DateValue", DATE_PARTS)
KIND_OF_DATE = one_of(DateKind, "What happened on that date.")
DATE_OF_DOCUMENT = shape("DateOfDocument", {**DATE_PARTS, "kind": KIND_OF_DATE})
NAMED_ISSUER = {"agency": AGENCY(), "role": one_of(IssuerRole, "As what it issued the document.")}
OFFICIAL_TITLES = serializers.ListField(
    child=one_of(Language, "A language."),
    help_text="The languages in which the title is the official one, though one of ours may stand beside it.",
)
DOCUMENT = shape(
    "DocumentReference",
    {
        **REFERENCE,
        "title_supplied": yes_or_no("True if we made the title, because the source gives none."),
        "official_titles": OFFICIAL_TITLES,
        "number": maybe_text("The number its issuer gave it."),
        "date": DATE_OF_DOCUMENT(allow_null=True),
        "issuers": shape("IssuerReference", NAMED_ISSUER)(many=True),
        "unnamed_issuers": number("How many joint issuers the source counts but does not name."),
    },
)
MEASURE = shape(
    "MeasureReference",
    {
        **REFERENCE,
        "title_supplied": yes_or_no("True if we made the title, because the source gives none."),
        "instrument": TERM(),
    },
)
SNAPSHOT_REFERENCE = shape(
    "SnapshotReference",
    {
        "number": number("The snapshots of a source are counted from 1."),
        "sha256": text("The checksum of its text.", max_length=64),
        "url": path("The text itself, byte for byte."),
    },
)
EVIDENCE = shape(
    "Evidence",
    {
        "value": one_of(CitedValue, "The value that the citation bears on."),
        "stance": one_of(Stance, "How the source stands to our value."),
        "stated": maybe_text("The value in the words of the source, where they differ from ours."),
        "source": SOURCE(),
        "snapshot": SNAPSHOT_REFERENCE(),
        "start": number("Where the quote begins: characters of the snapshot from 0."),
        "end": number("Where it ends, the end excluded: text[start:end] == quote."),
        "spans": serializers.ListField(child=SpanField(), help_text="Where its key words stand: [[start, end], …]."),
        "quote": text("The snapshot’s own characters."),
        "quotes": listed(serializers.CharField(), "The words of each span."),
        "prefix": text("What stands before the quote."),
        "suffix": text("What stands after the quote."),
    },
)
REASON = {"reason": text("Why we hold it, or do not, where sources disagree.", required=False)}
OWN_EVIDENCE = {"evidence": EVIDENCE(many=True, help_text="The citations of this row alone.")}
DATED = shape(
    "DatedRow",
    {"kind": KIND_OF_DATE, **DATE_PARTS, "preferred": yes_or_no("True for the one we hold."), **REASON, **OWN_EVIDENCE},
)
ISSUER = shape(
    "Issuer",
    {
        **NAMED_ISSUER,
        "preferred": yes_or_no("False for a claim we do not hold to be right."),
        **REASON,
        **OWN_EVIDENCE,
    },
)
NAME_PARTS = {
    "text": text("The name."),
    "language": one_of(Language, "Its language."),
    "kind": one_of(NameKind, "What kind of name it is."),
}
DOCUMENT_NAME = shape("NameOfDocument", {**NAME_PARTS, **OWN_EVIDENCE})
AGENCY_NAME = shape(
    "NameOfAgency",
    {
        **NAME_PARTS,
        "used_from": maybe_text("EDTF."),
        "used_until": maybe_text("EDTF."),
        **OWN_EVIDENCE,
    },
)
RELATION = shape(
    "Relation",
    {
        "predicate": one_of(Predicate, "How the first document stands to the second."),
        "document": DOCUMENT(),
        "date": DATE(allow_null=True),
        "place": text("Where in the document that says so: Article 3.", required=False),
        "object_place": text("Where in the document that it says so of: Article 5.", required=False),
        "evidence": EVIDENCE(
            many=True,
            help_text="The citations of this row alone: with the value `relation` what states it, with `object` the "
            "words of the second document that it is about.",
        ),
    },
)
SUCCESSION = shape(
    "Succession",
    {
        "agency": AGENCY(),
        "kind": one_of(SuccessionKind, "What became of the earlier agency."),
        "date": DATE(allow_null=True),
        **OWN_EVIDENCE,
    },
)
SNAPSHOT = shape(
    "Snapshot",
    {
        "number": number("The snapshots of a source are counted from 1."),
        "sha256": text("The checksum of its text.", max_length=64),
        "characters": number("The length of its text."),
        "taken_on": serializers.DateField(help_text="The day it was taken."),
        "excerpt": yes_or_no("True if it holds only some words of the source."),
        "url": path("The text itself, byte for byte."),
        "excused": shape(
            "Excuse",
            {
                "start": number("The first character."),
                "end": number("The one after the last."),
                "reason": text("Why these words need no record."),
            },
        )(many=True, help_text="Passages that need no record."),
    },
)
COVERAGE = shape(
    "Coverage",
    {
        "sentences": number("Sentences of the latest snapshot."),
        "cited": number("Those that a record cites."),
        "excused": number("Those that need no record."),
    },
)


@extend_schema_field(
    PolymorphicProxySerializer(
        component_name="ActorReference", serializers=[TERM, AGENCY], resource_type_field_name=None, many=True
    )
)
class Actors(serializers.ListField):
    """Kinds of actor are terms, named bodies are agencies."""
