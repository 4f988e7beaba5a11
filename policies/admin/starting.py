"""From a sentence of a snapshot to the form of a new record, with what is known of it filled in."""

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from policies.models import Snapshot

Span = tuple[int, int]


def from_snapshot(snapshot: Snapshot) -> str:
    """The way to a new record that will cite the snapshot; with JavaScript, the words that are selected in its text.

    `data-spoken-of` says from where on the text speaks of which document.
    """
    adds = {
        "measure": _("Add a measure from it"),
        "document": _("Add a document from it"),
        "statement": _("Add a statement from it"),
    }
    rows = ((_address(model, snapshot), text) for model, text in adds.items())
    items = format_html_join("", '<li><a href="{}">{}</a></li>', rows)
    places = json.dumps([[start, str(document)] for start, document in spoken_of_before(snapshot)])
    hint = _("Select words in the text below, and they will be its quote.")
    return format_html('<ul class="adds" data-spoken-of="{}">{}<li class="quiet">{}</li></ul>', places, items, hint)


def from_sentences(snapshot: Snapshot, sentences: list[Span]) -> str:
    """Each sentence with the way to a measure and a statement that will cite it."""
    items = format_html_join("", '<li><a href="#at-{}">{}</a> {} {}</li>', _items(snapshot, sentences))
    return format_html('<ol class="uncovered">{}</ol>', items)


def _items(snapshot: Snapshot, sentences: list[Span]) -> Iterator[tuple[Any, ...]]:
    spoken_of = spoken_of_before(snapshot)
    adds = {"measure": _("measure"), "statement": _("statement")}
    for start, end in sentences:
        words = snapshot.text[start:end]
        known = {"words": words, **_document(spoken_of, start)}
        rows = ((_address(model, snapshot, **known), text) for model, text in adds.items())
        links = format_html_join("", ' <a href="{}">+ {}</a>', rows)
        yield start, start, words, format_html('<span class="moves-on">{}</span>', links)


def _document(spoken_of: list[tuple[int, Any]], place: int) -> dict[str, str]:
    """The document that the text speaks of at a place: the last one cited before it."""
    before = [document for start, document in spoken_of if start <= place]
    return {"document": str(before[-1])} if before else {}


def spoken_of_before(snapshot: Snapshot) -> list[tuple[int, Any]]:
    """Where the text begins to speak of which document, in its order, by what records cite."""
    cited = snapshot.citations.order_by("start", "pk").values_list("start", "document", "measure__document")
    places = [(start, document or of_measure) for start, document, of_measure in cited if document or of_measure]
    return [*places[:1], *(after for before, after in pairwise(places) if before[1] != after[1])]


def _address(model: str, snapshot: Snapshot, **known: str) -> str:
    likely = {"snapshot": str(snapshot.pk), "source": str(snapshot.source_id), **known}
    if model != "measure":
        likely.pop("document", None)
    return f"{reverse(f'admin:policies_{model}_add')}?{urlencode(likely)}"
