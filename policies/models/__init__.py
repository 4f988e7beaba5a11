"""Holds data, and what must always be true of it. One module per record; `edition` is the catalogue."""

from policies.models.agency import Agency, AgencyName, Succession
from policies.models.approval import Approval
from policies.models.citation import Citation
from policies.models.coding import Coding
from policies.models.document import Document, DocumentDate, DocumentName, Issuer, Relation
from policies.models.edition import Edition, EvidenceCheck, Facet, Log, Mention, Passage, Text
from policies.models.loading import keep_what_a_fixture_leaves_out
from policies.models.measure import ActingAgency, Measure
from policies.models.revision import Revision
from policies.models.source import Excuse, Snapshot, Source, SourceKeyword
from policies.models.statement import Statement, StatementDocument
from policies.models.term import Term, TermLabel, TermMapping

__all__ = [
    "ActingAgency",
    "Agency",
    "AgencyName",
    "Approval",
    "Citation",
    "Coding",
    "Document",
    "DocumentDate",
    "DocumentName",
    "Edition",
    "EvidenceCheck",
    "Excuse",
    "Facet",
    "Issuer",
    "Log",
    "Measure",
    "Mention",
    "Passage",
    "Relation",
    "Revision",
    "Snapshot",
    "Source",
    "SourceKeyword",
    "Statement",
    "StatementDocument",
    "Succession",
    "Term",
    "TermLabel",
    "TermMapping",
    "Text",
    "keep_what_a_fixture_leaves_out",
]
