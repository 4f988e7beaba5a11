"""Whether a record is merged into another, or has others merged into it, for the verbs that must not touch it then."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from policies.choices import MergeState
from policies.content.records import public_id
from policies.models.merging import MERGED_KINDS, Merge


def standing(record: Any) -> Merge | None:
    """The merge by which this record went into another, as long as it stands."""
    return Merge.objects.filter(kind=record.kind, lesser_id=public_id(record), state=MergeState.DONE).first()


def without_merged(records: Any) -> Any:
    """The records of one kind, without those that went into another: nothing new should name them."""
    gone = Merge.objects.filter(kind=records.model.kind, state=MergeState.DONE)
    return records.exclude(pk__in=gone.values("lesser_id")) if records.model.kind in MERGED_KINDS else records


def refuse_merged(record: Any) -> None:
    if standing(record):
        raise ValidationError(
            _("%(record)s was merged into another record. Undo the merge first, or work on the other one.")
            % {"record": record}
        )


def refuse_part_of_a_merge(record: Any) -> None:
    """Without one of its records a merge could not be undone."""
    either = Q(lesser_id=public_id(record)) | Q(kept_id=public_id(record))
    if Merge.objects.filter(either, kind=record.kind, state=MergeState.DONE).exists():
        raise ValidationError(_("%(record)s is part of a merge. Undo the merge first.") % {"record": record})
