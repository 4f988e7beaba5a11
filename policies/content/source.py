"""A source as content."""

from policies.content import evidence
from policies.content.dating import dating
from policies.content.document import document_reference
from policies.content.encoding import Content
from policies.content.references import address, snapshot_address
from policies.content.term import term_reference
from policies.models.record import texts
from policies.models.source import Snapshot, Source


def dump(source: Source) -> Content:
    """Without `coverage`, which is counted at publication."""
    return {
        "kind": "source",
        "id": str(source.id),
        "slug": source.slug,
        "url": address("source", source.slug),
        "title": texts(source.title_en, source.title_zh),
        "title_supplied": source.title_supplied,
        "section": source.section or None,
        "publisher": source.publisher or None,
        "address": source.address or None,
        "date": dating(source),
        "language": source.language,
        "keywords": [term_reference(row.term) for row in source.keyword_rows.select_related("term")],
        "trust": term_reference(source.trust),
        "licence": source.licence or None,
        "document": document_reference(source.document) if source.document else None,
        "snapshots": [_snapshot(source, snapshot) for snapshot in source.snapshots.all()],
        "evidence": evidence.entries(evidence.of_record(source)),
    }


def _snapshot(source: Source, snapshot: Snapshot) -> Content:
    return {
        "number": snapshot.number,
        "sha256": snapshot.sha256,
        "characters": len(snapshot.text),
        "taken_on": snapshot.taken_on.isoformat(),
        "excerpt": snapshot.is_excerpt,
        "url": snapshot_address(address("source", source.slug), snapshot.number),
        "excused": [
            {"start": excuse.start, "end": excuse.end, "reason": excuse.reason} for excuse in snapshot.excuses.all()
        ],
    }
