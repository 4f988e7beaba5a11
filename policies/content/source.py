"""A source as content."""

from policies.content import evidence, restoring
from policies.content.dating import dating
from policies.content.document import document_reference
from policies.content.encoding import Content
from policies.content.references import address, snapshot_address
from policies.content.term import term_reference
from policies.models.record import texts
from policies.models.source import Excuse, Snapshot, Source, SourceKeyword


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


def load(content: Content) -> Source:
    """Afterwards the working source is as the content has it. Its snapshots stay: they never change."""
    columns = {
        "slug": content["slug"],
        **restoring.languages("title", content["title"]),
        "title_supplied": content["title_supplied"],
        **{name: content[name] or "" for name in ("section", "publisher", "address", "language", "licence")},
        **restoring.date_columns(content["date"]),
        "trust_id": restoring.key(content["trust"]),
        "document_id": restoring.record_id(content["document"]),
    }
    source, _made = Source.objects.update_or_create(id=content["id"], defaults=columns)
    source.keyword_rows.all().delete()
    for reference in content["keywords"]:
        SourceKeyword.objects.create(source=source, term_id=restoring.key(reference))
    for row in content["snapshots"]:
        _load_excuses(source, row)
    restoring.put_citations(source, content)
    return source


def _load_excuses(source: Source, row: Content) -> None:
    snapshot = source.snapshots.get(number=row["number"], sha256=row["sha256"])
    snapshot.excuses.all().delete()
    for excuse in row["excused"]:
        Excuse.objects.create(snapshot=snapshot, **excuse)
