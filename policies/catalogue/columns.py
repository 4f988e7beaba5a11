"""The columns of tables, one row for each record. Each is declared here once.

Where a value has several parts they stand in one cell with " | " between them; cells of one group (those that begin
`evidence_`, `issuer_` …) have their parts in the same order, and as many.
"""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from policies.catalogue.column import BOOLEAN, DATE, EDTF, INTEGER, Column, Record, column, joined
from policies.catalogue.column_groups import date, evidence, head, names, record, records, targets, term, terms, texts
from policies.choices import (
    NOT_STATED,
    DateKind,
    IssuerRole,
    Kind,
    Language,
    MatchKind,
    Predicate,
    Scheme,
    StatementKind,
    Status,
    SuccessionKind,
)


def _actors(record: Record) -> str:
    return joined(row.get("code") or row["slug"] for row in record["actors"])


def _actor_labels(language: str) -> Callable[[Record], str]:
    return lambda record: joined((row.get("label") or row["name"]).get(language) for row in record["actors"])


WHY = _("why it is held, or is not, where sources disagree")


def _supplied(about: Promise) -> Column:
    return column("title_supplied", "title_supplied", _("Title supplied"), about, type_=BOOLEAN, is_required=True)


SUPPLIED = _supplied(_("true if we made the title, because the source gives none"))
EVIDENCE = evidence(is_required=True)

DOCUMENT = (
    *head(Kind.DOCUMENT),
    _supplied(_("true if we made the title in the languages that have no official one")),
    column(
        "title_official",
        "official_titles",
        _("Title supplied"),
        _("the languages whose title is official"),
        is_list=True,
    ),
    column("number", "number", pgettext_lazy("document", "Number"), _("the number its issuer gave it")),
    *term("type", "type", _("Type"), Scheme.DOCUMENT_TYPE, is_required=True),
    *date("date", is_required=True),
    column("date_kind", "date.kind", _("Date"), _("what happened on that date"), values=DateKind, is_required=True),
    column("dates_kind", "dates.kind", _("All dates"), _("what happened"), values=DateKind, is_list=True),
    column("dates_edtf", "dates.edtf", _("All dates"), "EDTF", type_=EDTF, is_list=True),
    column("dates_wording", "dates.wording", _("All dates"), _("in the words of the source"), is_list=True),
    column("dates_reason", "dates.reason", _("All dates"), WHY, is_list=True),
    *records("issuer", "issuers.agency", _("Issuers"), Kind.AGENCY, is_required=True),
    column("issuer_role", "issuers.role", _("Issuers"), _("role"), values=IssuerRole, is_list=True),
    column(
        "issuer_preferred",
        "issuers.preferred",
        _("Issuers"),
        _("false for a claim we do not hold to be right"),
        type_=BOOLEAN,
        is_list=True,
    ),
    column("issuer_reason", "issuers.reason", _("Issuers"), WHY, is_list=True),
    column(
        "unnamed_issuers",
        "unnamed_issuers",
        _("Unnamed issuers"),
        _("how many joint issuers the source counts but does not name"),
        type_=INTEGER,
    ),
    column("status", "status", _("Status"), values=Status, is_required=True),
    *names(_("Other names")),
    column(
        "relation_predicate",
        "relations.predicate",
        _("Relations"),
        _("how it stands to the other document"),
        values=Predicate,
        is_list=True,
    ),
    *records("relation", "relations.document", _("Relations"), Kind.DOCUMENT),
    column("relation_place", "relations.place", _("Relations"), _("where in this document"), is_list=True),
    column(
        "relation_object_place",
        "relations.object_place",
        _("Relations"),
        _("where in the other document"),
        is_list=True,
    ),
    *terms("theme", "themes", _("Themes"), Scheme.THEME),
    column("measures_count", "measures_count", _("Measures"), _("the number of published measures"), type_=INTEGER),
    *EVIDENCE,
)

MEASURE = (
    *head(Kind.MEASURE),
    SUPPLIED,
    *record("document", "document", _("Document"), Kind.DOCUMENT, is_required=True),
    *date("document.date", is_required=True),
    *records("issuer", "document.issuers.agency", _("Issuers"), Kind.AGENCY),
    *record("parent", "parent", _("Part of"), Kind.MEASURE),
    *term("instrument", "instrument", _("Instrument"), Scheme.INSTRUMENT, is_required=True),
    column(
        "instrument_broader",
        "instrument.broader",
        _("Instrument"),
        _("the codes above it, the nearest first"),
        vocabulary=Scheme.INSTRUMENT,
        is_list=True,
    ),
    *terms("further_instrument", "further_instruments", _("Further instruments"), Scheme.INSTRUMENT),
    *term("strength", "strength", _("Strength of wording"), Scheme.STRENGTH, is_required=True),
    column("verb", "verb", _("Verb"), _("the words that the strength is read from")),
    Column("actor", _("Carried out by"), _("codes of kinds of actor, addresses of agencies"), _actors, is_list=True),
    Column("actor_label_en", _("Carried out by"), _("in English"), _actor_labels("en"), is_list=True),
    Column("actor_label_zh", _("Carried out by"), _("in Chinese"), _actor_labels("zh-Hans"), is_list=True),
    *targets(),
    *terms("sector", "sectors", _("Sectors"), Scheme.SECTOR),
    column("product", "product", _("Product"), _("in the words of the source")),
    *terms("level", "levels", _("Levels"), Scheme.LEVEL),
    column(
        "not_stated",
        "not_stated",
        _("Not stated"),
        _("what the source does not say"),
        values=tuple(NOT_STATED),
        is_list=True,
    ),
    *EVIDENCE,
)

AGENCY = (
    *head(Kind.AGENCY),
    *names(_("Other names")),
    column("classification", "classification", _("Classification")),
    *record("parent", "parent", _("Part of"), Kind.AGENCY),
    *records("predecessor", "predecessors.agency", _("Predecessors"), Kind.AGENCY),
    column(
        "predecessor_kind",
        "predecessors.kind",
        _("Predecessors"),
        _("what became of them"),
        values=SuccessionKind,
        is_list=True,
    ),
    *records("successor", "successors.agency", _("Successors"), Kind.AGENCY),
    column(
        "successor_kind",
        "successors.kind",
        _("Successors"),
        _("what became of this one"),
        values=SuccessionKind,
        is_list=True,
    ),
    column(
        "documents_count",
        "documents_count",
        _("Documents"),
        _("the number of published documents it issued"),
        type_=INTEGER,
    ),
    *EVIDENCE,
)

SOURCE = (
    *head(Kind.SOURCE),
    SUPPLIED,
    column("section", "section", _("Section"), _("the part of the site or paper")),
    column("publisher", "publisher", _("Publisher")),
    column("address", "address", _("Source address"), _("where it was published")),
    *date("date"),
    column("language", "language", _("Language"), values=Language, is_required=True),
    *terms("keyword", "keywords", _("Keywords"), Scheme.KEYWORD),
    *term("trust", "trust", _("Trust"), Scheme.TRUST, is_required=True),
    column("licence", "licence", _("Licence"), _("what others may do with it")),
    *record("document", "document", _("Document it carries"), Kind.DOCUMENT),
    column("snapshot_number", "snapshots.number", _("Snapshots"), _("number"), type_=INTEGER, is_list=True),
    column(
        "snapshot_sha256", "snapshots.sha256", _("Snapshots"), _("SHA-256 of the text"), is_list=True, is_required=True
    ),
    column(
        "snapshot_characters",
        "snapshots.characters",
        _("Snapshots"),
        _("length in characters"),
        type_=INTEGER,
        is_list=True,
    ),
    column(
        "snapshot_taken_on", "snapshots.taken_on", _("Snapshots"), _("the day it was taken"), type_=DATE, is_list=True
    ),
    column("coverage_sentences", "coverage.sentences", _("Coverage"), _("number of sentences"), type_=INTEGER),
    column("coverage_cited", "coverage.cited", _("Coverage"), _("sentences that a record cites"), type_=INTEGER),
    column("coverage_excused", "coverage.excused", _("Coverage"), _("sentences that need no record"), type_=INTEGER),
    # A source may be evidence of itself: of its section, its keywords. It need not.
    *evidence(is_required=False),
)

STATEMENT = (
    *head(Kind.STATEMENT),
    column("statement_kind", "statement_kind", _("Kind of statement"), values=StatementKind, is_required=True),
    column("text", "text", _("Text"), _("the quote"), is_required=True),
    *record("source", "source", _("Source"), Kind.SOURCE, is_required=True),
    *records("document", "documents", _("Documents"), Kind.DOCUMENT),
    *terms("theme", "themes", _("Themes"), Scheme.THEME),
    *targets(),
    *terms("sector", "sectors", _("Sectors"), Scheme.SECTOR),
    *EVIDENCE,
)

TERM = (
    *head(Kind.TERM),
    column("scheme", "scheme", _("Vocabulary"), values=Scheme, is_required=True),
    column("code", "code", _("Code"), is_required=True),
    column(
        "label_supplied",
        "label_supplied",
        _("Label of ours"),
        _("the languages in which no source gives a label, and ours stands"),
        values=Language,
        is_list=True,
    ),
    *texts("definition", "definition", _("Definition")),
    column("broader", "broader", _("Broader terms"), _("the codes above it, the nearest first"), is_list=True),
    column("other_label_text", "other_labels.text", _("Other labels"), is_list=True),
    column(
        "other_label_language", "other_labels.language", _("Other labels"), _("language"), values=Language, is_list=True
    ),
    column("mapping_match", "mappings.match", _("Mappings"), _("kind"), values=MatchKind, is_list=True),
    column("mapping_in", "mappings.in", _("Mappings"), _("the other vocabulary"), is_list=True),
    column("mapping_text", "mappings.text", _("Mappings"), _("the other term"), is_list=True),
    column("mapping_address", "mappings.address", _("Mappings"), _("web address"), is_list=True),
    column("position", "position", _("Position"), _("the order in the vocabulary"), type_=INTEGER, is_required=True),
    column("retired", "retired", _("Out of use"), type_=BOOLEAN, is_required=True),
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    Kind.DOCUMENT: DOCUMENT,
    Kind.MEASURE: MEASURE,
    Kind.AGENCY: AGENCY,
    Kind.SOURCE: SOURCE,
    Kind.STATEMENT: STATEMENT,
}
