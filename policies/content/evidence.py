"""Citations as evidence: what a source states, where, in its own characters."""

from collections.abc import Iterable
from typing import Any

from policies.content.encoding import Content
from policies.content.references import address, snapshot_address
from policies.models.citation import Citation
from policies.models.record import texts
from policies.models.source import Source
from policies.text.anchors import context


def of_record(record: Any) -> list[Citation]:
    """All citations of a record, in the order of the text, with all that content says of their sources."""
    return list(record.citations.with_sources())


def entries(citations: Iterable[Citation]) -> list[Content]:
    return [entry(citation) for citation in citations]


def of_row(citations: Iterable[Citation], column: str, row: Any) -> list[Content]:
    """The evidence of one dated, issuing or naming row."""
    return [entry(citation) for citation in citations if getattr(citation, f"{column}_id") == row.pk]


def entry(citation: Citation) -> Content:
    snapshot, text = citation.snapshot, citation.snapshot.text
    prefix, suffix = context(text, citation.start, citation.end)
    spans = citation.spans or [[citation.start, citation.end]]
    return {
        "value": citation.value,
        "stance": citation.stance,
        "stated": citation.stated or None,
        "source": source_reference(snapshot.source),
        "snapshot": {
            "number": snapshot.number,
            "sha256": snapshot.sha256,
            "url": snapshot_address(address("source", snapshot.source.slug), snapshot.number),
        },
        "start": citation.start,
        "end": citation.end,
        "spans": [list(span) for span in spans],
        "quote": citation.quote,
        "quotes": [text[start:end] for start, end in spans],
        "prefix": prefix,
        "suffix": suffix,
    }


def source_reference(source: Source) -> Content:
    return {
        "id": str(source.id),
        "slug": source.slug,
        "url": address("source", source.slug),
        "title": texts(source.title_en, source.title_zh),
        "address": source.address or None,
        "trust": source.trust.code,
    }
