"""Loading the fixtures and publishing the seed, once."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction

from policies.choices import Kind
from policies.content.encoding import own_hash
from policies.content.records import MODELS, dump
from policies.domain import history, publishing, review
from policies.domain.verifying import Tally, verify
from policies.models.edition import Edition

Say = Callable[[str], None]
PUBLISHED, PENDING = ("vocabularies", "demo"), ("official",)


def seed(say: Say) -> int:
    """Afterwards the seed is public and the official values wait for review. Run again it changes nothing.

    Returns the number of editions written.
    """
    if Edition.objects.exists():
        say("The catalogue is not empty: the seed stays out.")
        return 0
    with transaction.atomic():
        editions = _publish(say)
        _submit(say)
        _check(say)
    return editions


def _check(say: Say) -> None:
    """A seed whose quotes do not stand in its snapshots is not loaded at all."""
    tally = Tally()
    if failures := list(verify(tally)):
        raise ValidationError([str(failure) for failure in failures])
    say(f"{tally.citations} citations checked against their snapshots.")


def _publish(say: Say) -> int:
    for name in PUBLISHED:
        _load(name, say)
    records = _all_records()
    _note(records, f"Loaded from fixtures/{PUBLISHED[-1]}")
    review.approve_seed(records)
    editions = publishing.publish(records)
    say(f"Published {len(editions)} records.")
    return len(editions)


def _submit(say: Say) -> None:
    """The official values change working records only: the public still sees what the article says."""
    for name in PENDING:
        _load(name, say)
        changed = [record for record in _all_records() if _differs(record)]
        _note(changed, f"Loaded from fixtures/{name}")
        for record in _ready_first(changed):
            review.submit(record, by=None)
        say(f"{len(changed)} records wait for review.")


def _differs(record: Any) -> bool:
    last = history.latest(record)
    return last is None or last.content_hash != own_hash(dump(record))


def _ready_first(records: Iterable[Any]) -> list[Any]:
    return [type(record).objects.get(pk=record.pk) for record in records if record.kind != Kind.TERM]


def _load(name: str, say: Say) -> None:
    paths = sorted(Path(settings.BASE_DIR, "fixtures", name).glob("*.yaml"))
    if paths:
        call_command("loaddata", *map(str, paths), verbosity=0)
        say(f"Loaded fixtures/{name}: {len(paths)} files.")


def _all_records() -> list[Any]:
    return [record for model in MODELS.values() for record in model.objects.order_by("created_at", "pk")]


def _note(records: Iterable[Any], reason: str) -> None:
    for record in records:
        history.note_change(record, by=None, reason=reason)
