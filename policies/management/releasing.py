"""Making releases: their files are built beside their place, moved there when they are whole, and only then noted.

Whoever is killed at any point leaves a folder that the next run removes, and never half a release.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from policies.catalogue.codebook import TABLES
from policies.catalogue.release import building, checking
from policies.catalogue.release.building import File
from policies.catalogue.release.tables import Plan
from policies.catalogue.releases import Hidden, folder, folder_of
from policies.domain import releasing
from policies.domain.readiness import mismatch
from policies.models.edition import Log
from policies.models.release import Release

# So many complaints are told.
MOST_TOLD = 20


class RefusedError(Exception):
    """There is no such release, for the reasons given, a sentence each."""


@contextmanager
def alone() -> Iterator[None]:
    """One run at a time. The lock goes with the process, however it ends."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RefusedError(_("Another run is making a release. Wait until it is done.")) from error
        # Files say the same whatever the language of whoever makes them.
        with override("en"):
            yield


def release(*, fewer: bool = False) -> Release | None:
    """Afterwards the present state of the catalogue is a release; nothing if the last one is of this state.

    With `fewer`, tables may have lost any number of rows.
    """
    if releasing.of_now():
        return None
    log = Log.objects.get(pk=1)
    if not log.sequence:
        raise RefusedError(_("Nothing is published yet, so there is nothing to release."))
    base = settings.BASE_URL
    plan = Plan(releasing.next_number(), log.epoch, log.sequence, log.published_at, base)
    before = {} if fewer else _counts_before(plan.number)
    _refuse_a_strange_folder(plan)
    _refuse_what_is_wrong(plan, before)
    # Before the files are written: what is taken down meanwhile may be in them, and must count as such.
    kept = Hidden.read().at(plan.moment)
    files = _built(plan)
    return releasing.note(
        plan.number,
        epoch=plan.epoch,
        sequence=plan.sequence,
        moment=plan.moment,
        base=plan.base,
        files=files,
        counts=_counts(plan),
        hidden=kept,
    )


def mended() -> list[Release]:
    """Afterwards all files are there, without what is taken down; these are the releases that had to be made again."""
    _remove_what_was_left()
    rows, taken_down = Release.objects.order_by("number"), Hidden.read()
    found = [row for row in rows if not folder_of(row.number).is_dir() or taken_down.outdates(row)]
    for row in found:
        rebuild(row)
    return found


def rebuild(row: Release) -> list[str]:
    """Afterwards the files are made anew of the catalogue; those that are others than before are named."""
    plan = Plan(row.number, row.epoch, row.sequence, row.moment, row.base)
    kept, before = Hidden.read().at(plan.moment), {file["name"]: file["sha256"] for file in row.files}
    files = _built(plan)
    releasing.note_rebuilt(row, files=files, counts=_counts(plan), hidden=kept)
    after = {file["name"]: file["sha256"] for file in files}
    return sorted(name for name in before | after if before.get(name) != after.get(name))


def _counts(plan: Plan) -> dict[str, int]:
    return {table: plan.rows(table).count for table in TABLES}


def _counts_before(number: int) -> dict[str, int]:
    last = Release.objects.filter(number__lt=number).order_by("-number").first()
    return last.counts if last else {}


def _refuse_what_is_wrong(plan: Plan, before: dict[str, int]) -> None:
    found = [*checking.fallen(_counts(plan), before)]
    found += islice(checking.failures(plan, mismatch), MOST_TOLD + 1)
    if len(found) > MOST_TOLD:
        found[MOST_TOLD:] = [_("There is more that is wrong; these are the first %(number)d.") % {"number": MOST_TOLD}]
    if found:
        raise RefusedError(*found)


def _built(plan: Plan) -> list[File]:
    """Afterwards the files are in their place, all of them, and the ones before them are gone."""
    place, new, old = folder_of(plan.number), _beside(plan.number, "building"), _beside(plan.number, "old")
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)
    new.mkdir(parents=True)
    files = building.build(plan, new)
    if place.is_dir():
        place.rename(old)
    new.rename(place)
    _flush(folder())
    shutil.rmtree(old, ignore_errors=True)
    return files


def _beside(number: int, what: str) -> Path:
    return folder() / f".{number}-{what}"


def _remove_what_was_left() -> None:
    """The folders of runs that were killed."""
    for path in folder().glob(".*-*"):
        shutil.rmtree(path)


def _refuse_a_strange_folder(plan: Plan) -> None:
    """A run that was killed may have left a whole release that nobody noted. What another database noted stays."""
    place = folder_of(plan.number)
    if not place.exists():
        return
    cursor = str(json.loads((place / "datapackage.json").read_text(encoding="utf-8"))["cursor"])
    if cursor.partition(":")[0] != plan.epoch:
        raise RefusedError(
            _("%(folder)s has a release of another log. Set EPA_VAR to the folder of this one.") % {"folder": place}
        )


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
