"""Every kind of record as the API gives it."""

from rest_framework import serializers

from policies.api.schema import parts
from policies.api.schema.parts import (
    Actors,
    Shape,
    listed,
    maybe_text,
    number,
    one_of,
    shape,
    text,
    texts,
    yes_or_no,
)
from policies.choices import NOT_STATED, Kind, Language, MatchKind, StatementKind, Status


def _head(kind: str) -> dict[str, serializers.Field]:
    return {
        "kind": serializers.ChoiceField(choices=[kind], help_text="What kind of record this is."),
        "id": serializers.UUIDField(help_text="Stays the same for ever."),
        "slug": text("The last part of its address; may change, and then the old one still leads here."),
        "url": parts.path("Its page."),
        "edition": parts.EDITION(),
        "title": texts("Its title."),
    }


SUPPLIED = yes_or_no("True if we made the title, because the source gives none.")
SUPPLIED_OF_DOCUMENT = yes_or_no("True if we made the title in the languages that are not among `official_titles`.")
EVIDENCE = parts.EVIDENCE(many=True, help_text="Every citation of the record, in the order of the text.")
TARGETS = parts.TARGET(many=True, help_text="Target groups.")
SECTORS = parts.TERM(many=True, help_text="Sectors and products.")
THEMES = parts.TERM(many=True, help_text="Themes.")

DOCUMENT = shape(
    "Document",
    {
        **_head(Kind.DOCUMENT),
        "title_supplied": SUPPLIED_OF_DOCUMENT,
        "official_titles": parts.OFFICIAL_TITLES,
        "number": maybe_text("The number its issuer gave it."),
        "type": parts.TERM(),
        "date": parts.DATE_OF_DOCUMENT(allow_null=True, help_text="The preferred one of `dates`."),
        "dates": parts.DATED(many=True),
        "issuers": parts.ISSUER(many=True),
        "unnamed_issuers": number("How many joint issuers the source counts but does not name."),
        "status": one_of(Status, "What became of it."),
        "other_names": parts.DOCUMENT_NAME(many=True),
        "relations": parts.RELATION(many=True, help_text="How this document stands to others."),
        "themes": THEMES,
        "inverse_relations": parts.RELATION(many=True, help_text="How others stand to this one."),
        "measures_count": number("The number of published measures."),
        "evidence": EVIDENCE,
    },
)
MEASURE = shape(
    "Measure",
    {
        **_head(Kind.MEASURE),
        "title_supplied": SUPPLIED,
        "document": parts.DOCUMENT(),
        "parent": parts.MEASURE(allow_null=True, help_text="The measure it is part of."),
        "instrument": parts.TERM(),
        "further_instruments": parts.TERM(many=True),
        "strength": parts.TERM(help_text="How strongly it is worded."),
        "verb": text("The words that the strength is read from."),
        "actors": Actors(help_text="Who carries it out: kinds of actor, and agencies by name."),
        "targets": TARGETS,
        "sectors": SECTORS,
        "product": maybe_text("In the words of the source."),
        "levels": parts.TERM(many=True, help_text="Geographic levels."),
        "not_stated": listed(
            serializers.ChoiceField(choices=[*NOT_STATED]),
            "What the source does not say. It is never filled in from a neighbour.",
        ),
        "children": parts.MEASURE(many=True, help_text="The measures that are part of it."),
        "evidence": EVIDENCE,
    },
)
AGENCY = shape(
    "Agency",
    {
        **_head(Kind.AGENCY),
        "name": texts("Its name: the same as the title."),
        "other_names": parts.AGENCY_NAME(many=True),
        "classification": maybe_text("What kind of body it is."),
        "parent": parts.AGENCY(allow_null=True),
        "successors": parts.SUCCESSION(many=True, help_text="What became of it."),
        "predecessors": parts.SUCCESSION(many=True, help_text="What it came from."),
        "documents_count": number("The number of published documents it issued."),
        "evidence": EVIDENCE,
    },
)
SOURCE = shape(
    "Source",
    {
        **_head(Kind.SOURCE),
        "title_supplied": SUPPLIED,
        "section": maybe_text("The part of the site or paper."),
        "publisher": maybe_text("Who published it."),
        "address": maybe_text("Where it was published."),
        "date": parts.DATE(allow_null=True),
        "language": one_of(Language, "The language of its text."),
        "keywords": parts.TERM(many=True, help_text="Exactly as the source gives them."),
        "trust": parts.TERM(help_text="How far it is to be trusted."),
        "licence": maybe_text("What others may do with it."),
        "document": parts.DOCUMENT(allow_null=True, help_text="The document whose text it is."),
        "snapshots": parts.SNAPSHOT(many=True),
        "coverage": parts.COVERAGE(help_text="How much of its text is cited."),
        "evidence": EVIDENCE,
    },
)
STATEMENT = shape(
    "Statement",
    {
        **_head(Kind.STATEMENT),
        "statement_kind": one_of(StatementKind, "What kind of statement it is."),
        "text": text("The quote."),
        "source": parts.SOURCE(),
        "documents": parts.DOCUMENT(many=True, help_text="What it speaks of."),
        "themes": THEMES,
        "targets": TARGETS,
        "sectors": SECTORS,
        "evidence": EVIDENCE,
    },
)
MAPPING = shape(
    "TermMapping",
    {
        "match": one_of(MatchKind, "As SKOS has it."),
        "in": text("The other vocabulary."),
        "text": text("The entry there."),
        "address": maybe_text("Its address."),
    },
)
TERM_CONTENT = {
    "title": texts("The same as its label."),
    **{name: parts.TERM_PARTS[name] for name in ("scheme", "code", "label")},
    "label_supplied": listed(serializers.CharField(), "The languages in which we made the label."),
    "other_labels": shape("OtherLabel", {"language": one_of(Language, "Its language."), "text": text("The label.")})(
        many=True
    ),
    "definition": texts("What it means."),
    "broader": parts.TERM_PARTS["broader"],
    "mappings": MAPPING(many=True, help_text="Where other vocabularies have it."),
    "position": number("Its place in the vocabulary."),
    "retired": yes_or_no("True if it is no longer given to records."),
}
TERM_HEAD = _head(Kind.TERM)
TERM = shape("Term", {**TERM_HEAD, **TERM_CONTENT})
TERM_OF_VOCABULARY = shape(
    "TermOfVocabulary", {**{name: TERM_HEAD[name] for name in ("kind", "id", "slug", "url")}, **TERM_CONTENT}
)

RECORDS: dict[str, Shape] = {
    Kind.DOCUMENT: DOCUMENT,
    Kind.MEASURE: MEASURE,
    Kind.AGENCY: AGENCY,
    Kind.SOURCE: SOURCE,
    Kind.STATEMENT: STATEMENT,
    Kind.TERM: TERM,
}
# What may be named in `fields`.
FIELDS: dict[str, tuple[str, ...]] = {kind: tuple(record().fields) for kind, record in RECORDS.items()}
