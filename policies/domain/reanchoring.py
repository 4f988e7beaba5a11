"""Moving citations to a newer snapshot of their source: by exact match only, never to a look-alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from policies.domain.history import note_change
from policies.domain.locking import locked
from policies.models.citation import OWNERS, Citation
from policies.models.source import Snapshot
from policies.text.anchors import context


@dataclass(frozen=True)
class Offer:
    """What could be done with a citation of an earlier snapshot: where its words begin now, or nothing: an orphan."""

    citation: Citation
    start: int | None


def offers(snapshot: Snapshot) -> list[Offer]:
    """One for each citation of an earlier snapshot of the same source; nothing is changed."""
    earlier = Citation.objects.filter(snapshot__source=snapshot.source_id, snapshot__number__lt=snapshot.number)
    rows = earlier.select_related("snapshot", *OWNERS).order_by("snapshot__number", "start", "pk")
    return [Offer(citation, moved_to(citation, snapshot.text)) for citation in rows]


def moved_to(citation: Citation, text: str) -> int | None:
    """Where the very same characters begin in the text, if that is beyond doubt.

    Words that stand there more than once are told apart by their surroundings, to the character too.
    """
    places = _places(text, citation.quote)
    if len(places) > 1:
        end = citation.end
        around = context(citation.snapshot.text, citation.start, end)
        length = end - citation.start
        places = [place for place in places if context(text, place, place + length) == around]
    return places[0] if len(places) == 1 else None


def _places(text: str, words: str) -> list[int]:
    found, place = [], text.find(words)
    while place >= 0:
        found.append(place)
        place = text.find(words, place + 1)
    return found


@transaction.atomic
def reanchor(snapshot: Snapshot, citations: Iterable[Citation], *, by: Any) -> int:
    """Afterwards these citations stand on the snapshot, their key words with them, and each record has a revision.

    A citation whose words are not there beyond doubt is refused, and with it all others. Returns how many moved.
    """
    rows = sorted(citations, key=lambda citation: (citation.record.kind, str(citation.record.pk), citation.pk))
    records = {(row.record.kind, row.record.pk): row.record for row in rows}
    held = [locked(record) for record in records.values()]
    for citation in rows:
        _move(citation, snapshot)
    for record in held:
        note_change(record, by=by, reason=_("Words found again in snapshot %(number)d") % {"number": snapshot.number})
    return len(rows)


def _move(citation: Citation, snapshot: Snapshot) -> None:
    start = moved_to(citation, snapshot.text) if snapshot.source_id == citation.snapshot.source_id else None
    if start is None:
        raise ValidationError(
            _("%(snapshot)s does not have “%(quote)s” beyond doubt. Cite it anew, or leave it where it is.")
            % {"snapshot": snapshot, "quote": citation.quote[:120]}
        )
    by_how_much = start - citation.start
    citation.snapshot = snapshot
    citation.start, citation.end = start, citation.end + by_how_much
    citation.spans = [[first + by_how_much, last + by_how_much] for first, last in citation.spans]
    citation.full_clean()
    citation.save()
