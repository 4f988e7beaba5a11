"""Citing: from words that a curator pastes to a citation that stands on the snapshot's own characters."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from policies.choices import CitedValue, Stance
from policies.models.citation import Citation
from policies.models.source import Snapshot
from policies.text import anchors


def locate(snapshot: Snapshot, words: str, *, near: int | None = None) -> anchors.Anchor:
    """Where the words stand in the snapshot. Not found, or found more than once: refused with what to do.

    `near` chooses among several: the one that begins there.
    """
    found = anchors.find(snapshot.text, words)
    if not found:
        raise ValidationError(_not_found(snapshot, words), code="not_found")
    if near is not None and (chosen := [anchor for anchor in found if anchor.start == near]):
        return chosen[0]
    if len(found) > 1:
        raise ValidationError(_found_often(snapshot, found), code="found_often", params={"anchors": found})
    return found[0]


def _not_found(snapshot: Snapshot, words: str) -> str:
    shown = words.strip()
    shown = shown if len(shown) <= 120 else f"{shown[:117]}…"
    sentence = _("%(snapshot)s does not have the words “%(words)s”.") % {"snapshot": snapshot, "words": shown}
    nearest = anchors.difference(snapshot.text, words)
    return f"{sentence} {nearest}" if nearest else _("%(sentence)s Copy them from its text.") % {"sentence": sentence}


def _found_often(snapshot: Snapshot, found: Sequence[anchors.Anchor]) -> str:
    places = "; ".join(f"{anchor.start}: {_surroundings(snapshot.text, anchor)}" for anchor in found[:10])
    return _(
        "%(snapshot)s has these words %(number)d times. "
        "Paste more of the sentence, or choose where they begin. %(places)s"
    ) % {"snapshot": snapshot, "number": len(found), "places": places}


def _surroundings(text: str, anchor: anchors.Anchor) -> str:
    prefix, suffix = anchors.context(text, anchor.start, anchor.end)
    return f"…{prefix}[{text[anchor.start : anchor.end]}]{suffix}…"


def key_spans(snapshot: Snapshot, anchor: anchors.Anchor, parts: Sequence[str]) -> list[list[int]]:
    """Where the key words stand inside the quote, in order; each is looked for after the one before."""
    spans: list[list[int]] = []
    position = anchor.start
    for part in parts:
        found = anchors.find(snapshot.text[position : anchor.end], part)
        if not found:
            raise ValidationError(
                _("The quote does not have the key words “%(words)s” after the ones before.") % {"words": part.strip()},
                code="not_found",
            )
        spans.append([position + found[0].start, position + found[0].end])
        position = spans[-1][1]
    return spans


def cite(
    record: Any,
    snapshot: Snapshot,
    words: str,
    *,
    value: str = CitedValue.RECORD,
    parts: Sequence[str] = (),
    stance: str = Stance.SUPPORTS,
    stated: str = "",
    near: int | None = None,
    **row: Any,
) -> Citation:
    """Afterwards the value has this evidence. `row` names the dated, issuing or naming row it bears on."""
    anchor = locate(snapshot, words, near=near)
    citation = Citation(
        **{record.kind: record},
        **row,
        value=value,
        snapshot=snapshot,
        start=anchor.start,
        end=anchor.end,
        quote=snapshot.text[anchor.start : anchor.end],
        spans=key_spans(snapshot, anchor, parts),
        stance=stance,
        stated=stated,
    )
    citation.full_clean()
    citation.save()
    return citation
