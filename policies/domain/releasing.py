"""Noting releases. What their files say is made of the catalogue, elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from policies.models.edition import Log
from policies.models.release import Release


def next_number() -> int:
    last = Release.objects.order_by("-number").first()
    return last.number + 1 if last else 1


def of_now() -> Release | None:
    """The release of exactly the present state of the log; nothing where there is none."""
    log = Log.objects.get(pk=1)
    return Release.objects.filter(epoch=log.epoch, sequence=log.sequence).first()


def note(
    number: int,
    *,
    epoch: str,
    sequence: int,
    moment: datetime,
    base: str,
    files: Sequence[dict[str, Any]],
    counts: dict[str, int],
    hidden: Sequence[int],
) -> Release:
    """Afterwards the release is public. Its files must lie in their place by then."""
    return Release.objects.create(
        number=number,
        epoch=epoch,
        sequence=sequence,
        moment=moment,
        base=base,
        files=list(files),
        counts=counts,
        hidden=list(hidden),
    )


def note_rebuilt(
    release: Release, *, files: Sequence[dict[str, Any]], counts: dict[str, int], hidden: Sequence[int]
) -> None:
    """Afterwards the release is known to have these files, without the words of the editions that are hidden."""
    release.files, release.counts, release.hidden = list(files), counts, list(hidden)
    release.save(update_fields=["files", "counts", "hidden"])
