"""Holds data, and what must always be true of it. One module per record; `edition` is the catalogue."""

from policies.models.agency import Agency, AgencyName, Succession
from policies.models.approval import Approval
from policies.models.citation import Citation
from policies.models.coding import Coding
from policies.models.correction import Correction
from policies.models.counts import FacetCount, Predecessor, Reached
from policies.models.document import Document, DocumentDate, DocumentName, Issuer, Relation
from policies.models.edition import Edition, EvidenceCheck, Facet, Log, Mention, Passage, Text
from policies.models.journal import JournalEntry
from policies.models.key import Key, KeyRequest, Tally, Use
from policies.models.loading import keep_what_a_fixture_leaves_out
from policies.models.measure import ActingAgency, Measure
from policies.models.merging import Merge, NotSame
from policies.models.partner import Delivery, Partner, Webhook
from policies.models.presence import Presence, SetAside
from policies.models.release import Release
from policies.models.revision import Revision
from policies.models.schedule import Schedule
from policies.models.search import SearchEntry, Sentence, Word
from policies.models.second_coding import SecondCoding
from policies.models.source import Excuse, Snapshot, Source, SourceKeyword
from policies.models.statement import Statement, StatementDocument
from policies.models.term import Term, TermLabel, TermMapping
from policies.models.thread import ThreadEntry

__all__ = [
    "ActingAgency",
    "Agency",
    "AgencyName",
    "Approval",
    "Citation",
    "Coding",
    "Correction",
    "Delivery",
    "Document",
    "DocumentDate",
    "DocumentName",
    "Edition",
    "EvidenceCheck",
    "Excuse",
    "Facet",
    "FacetCount",
    "Issuer",
    "JournalEntry",
    "Key",
    "KeyRequest",
    "Log",
    "Measure",
    "Mention",
    "Merge",
    "NotSame",
    "Partner",
    "Passage",
    "Predecessor",
    "Presence",
    "Reached",
    "Relation",
    "Release",
    "Revision",
    "Schedule",
    "SearchEntry",
    "SecondCoding",
    "Sentence",
    "SetAside",
    "Snapshot",
    "Source",
    "SourceKeyword",
    "Statement",
    "StatementDocument",
    "Succession",
    "Tally",
    "Term",
    "TermLabel",
    "TermMapping",
    "Text",
    "ThreadEntry",
    "Use",
    "Webhook",
    "Word",
    "keep_what_a_fixture_leaves_out",
]
