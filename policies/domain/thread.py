"""The thread of a record: what was said and decided about it, in order."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from policies.choices import ReviewAct
from policies.content.encoding import own_hash
from policies.content.records import dump, public_id
from policies.models.thread import ThreadEntry
from policies.values import VALUES

LONGEST_COMMENT = 4000


def comment(record: Any, text: str, *, by: Any, value: str = "") -> ThreadEntry:
    """Afterwards this stands in the record's thread, about one value of it or the whole."""
    if not text.strip():
        raise ValidationError(_("Write what you want to say."))
    if len(text) > LONGEST_COMMENT:
        raise ValidationError(
            _("The comment has %(length)d characters; %(most)d are kept. Say it shorter.")
            % {"length": len(text), "most": LONGEST_COMMENT}
        )
    if value and value not in VALUES:
        raise ValidationError(_("“%(value)s” is no value of a record.") % {"value": value})
    return note([record], ReviewAct.COMMENTED, by=by, text=text.strip(), value=value)[0]


def note(
    records: Iterable[Any], act: ReviewAct, *, by: Any, text: str = "", content_hash: str = "", **more: Any
) -> list[ThreadEntry]:
    """Afterwards the thread of each record says what was done, by whom, and to which content.

    Whoever has just read the only record knows the hash of its content.
    """
    return [
        ThreadEntry.objects.create(
            kind=record.kind,
            record_id=public_id(record),
            act=act,
            by=by,
            text=text,
            content_hash=content_hash or own_hash(dump(record)),
            **more,
        )
        for record in records
    ]
