"""Checking every quote against the characters of its snapshot, on the desk and in the catalogue, every edition against
its hash, every working record against its last revision, and the counts of lists against the editions."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.db import connection
from django.utils.translation import gettext as _

from policies.content.chaining import link
from policies.content.encoding import Content, content_hash, own_hash
from policies.domain import journal
from policies.domain.readiness import mismatch
from policies.models import counts, triggers
from policies.models.citation import Citation
from policies.models.edition import Edition, EvidenceCheck, Log, Text
from policies.models.source import Snapshot, digest
from policies.text.anchors import check_spans


@dataclass(frozen=True)
class Failure:
    """A piece of evidence that does not hold: which record's, and why."""

    where: str
    record: str
    complaint: str

    def __str__(self) -> str:
        return f"{self.where} {self.record}: {self.complaint}"


@dataclass
class Tally:
    """How many pieces of evidence were looked at."""

    citations: int = 0
    editions: int = 0
    evidence: int = 0
    failed: int = 0


def verify(tally: Tally) -> Iterator[Failure]:
    """Every failure there is; afterwards the tally, and the record of the last check, say how much was looked at."""
    found = (
        *(_desk(tally), _past_the_desk(), _unwatched()),
        *(_catalogue(tally), _altered_editions(), _broken_chain(), _miscounted()),
    )
    for failure in chain.from_iterable(found):
        tally.failed += 1
        yield failure
    EvidenceCheck.objects.create(citations=tally.citations, evidence=tally.evidence, failed=tally.failed)


def _desk(tally: Tally) -> Iterator[Failure]:
    texts = dict(Snapshot.objects.values_list("pk", "text"))
    altered = {snapshot.pk for snapshot in Snapshot.objects.iterator() if digest(texts[snapshot.pk]) != snapshot.sha256}
    citations = Citation.objects.select_related(
        "snapshot__source", "source", "agency", "document", "measure", "statement"
    ).defer("snapshot__text")
    for citation in citations.order_by("pk").iterator(chunk_size=1000):
        tally.citations += 1
        if complaint := _broken(citation, texts[citation.snapshot_id], altered):
            record = citation.record
            yield Failure("desk", f"{record.kind} {record.slug}, {citation.value}", complaint)


def _past_the_desk() -> Iterator[Failure]:
    """The records that say something else than their last revision: somebody changed them past the desk."""
    for change in journal.uncovered():
        yield Failure("desk", change.record, str(change))


def _unwatched() -> Iterator[Failure]:
    """Where the database would no longer refuse what it should, or write down what is done."""
    for name in triggers.missing(connection):
        complaint = _("the trigger is not there, or says something else than it should. Migrate to have it back.")
        yield Failure("database", name, complaint)


def _broken(citation: Citation, text: str, altered: set[int]) -> str | None:
    found = text[citation.start : citation.end]
    if found != citation.quote:
        return _("“%(quote)s” is no longer at %(start)d to %(end)d; there is “%(found)s”.") % {
            "quote": citation.quote,
            "start": citation.start,
            "end": citation.end,
            "found": found,
        }
    if complaint := check_spans(len(text), citation.start, citation.end, citation.spans):
        return complaint
    if citation.snapshot_id in altered:
        return _("its snapshot %(snapshot)s is not the text that was taken: the checksum differs.") % {
            "snapshot": citation.snapshot
        }
    return None


def _catalogue(tally: Tally) -> Iterator[Failure]:
    texts = dict(Text.objects.values_list("sha256", "text"))
    altered = {name for name, text in texts.items() if digest(text) != name}
    for edition in Edition.objects.current().defer("search_text").iterator(chunk_size=500):
        tally.editions += 1
        for entry in _content(edition).get("evidence", ()):
            tally.evidence += 1
            sha256 = entry["snapshot"]["sha256"]
            complaint = mismatch(entry, texts.get(sha256))
            if complaint is None and sha256 in altered:
                complaint = _("the public text %(sha256)s is not the one that was taken.") % {"sha256": sha256}
            if complaint:
                yield Failure("edition", f"{edition.kind} {edition.slug}, {entry['value']}", complaint)


def _altered_editions() -> Iterator[Failure]:
    """The editions, superseded ones too, whose content is not the one that was published."""
    for edition in Edition.objects.exclude(content="").defer("search_text").iterator(chunk_size=500):
        if content_hash(_content(edition)) != edition.content_hash:
            complaint = _("its content is not the one that was published: the hash differs.")
            yield Failure("edition", f"{edition.kind} {edition.slug}, {edition.number}", complaint)
        elif own_hash(_content(edition)) != edition.own_hash:
            complaint = _("its words are not the ones that were approved: the hash differs.")
            yield Failure("edition", f"{edition.kind} {edition.slug}, {edition.number}", complaint)


def _broken_chain() -> Iterator[Failure]:
    """The first edition whose place in the log is not the one it was given: a row was changed, put in or taken out."""
    last = ""
    for edition in Edition.objects.defer("content", "search_text").order_by("sequence").iterator(chunk_size=2000):
        last = link(last, edition)
        if edition.chain != last:
            complaint = _("the chain of the log is broken here: a row was changed, put in or taken out.")
            yield Failure("log", f"{edition.kind} {edition.slug}, {edition.number}", complaint)
            return
    log = Log.objects.get(pk=1)
    if log.chain != last:
        yield Failure("log", str(log), _("the log does not end where it says: its last editions are missing."))


def _miscounted() -> Iterator[Failure]:
    """What lists would count or find otherwise than the current editions say."""
    for row in counts.differences(connection):
        yield Failure("counts", row, _("this is not what the editions say. `manage.py recount` makes it anew."))


def _content(edition: Edition) -> Content:
    """What an edition says; nothing where a character was changed that made it no content at all."""
    try:
        return json.loads(edition.content) if edition.content else {}
    except ValueError:
        return {}
