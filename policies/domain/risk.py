"""What about a submission should make a reviewer look twice. It refuses nothing."""

import json
from collections.abc import Iterator
from typing import Any

from policies.choices import RiskFlag, Stance
from policies.content.encoding import Content
from policies.content.records import public_id
from policies.models.approval import Approval
from policies.models.edition import Edition
from policies.models.revision import Revision
from policies.text.differences import Change, changes

MANY = 12
# Somebody of whose changes fewer than this were ever approved is new.
FEW_APPROVALS = 5


def flags(record: Any, content: Content, by: Any) -> list[str]:
    """The flags of this content against what is public now, in the order of `RiskFlag`."""
    edition = Edition.objects.current().filter(record_id=public_id(record)).first()
    found = set(_of_changes(changes(json.loads(edition.content), content))) if edition else set()
    if any(entry["stance"] == Stance.CONTRADICTS for entry in content.get("evidence", ())):
        found.add(RiskFlag.CONTRADICTED)
    if by is not None and is_new(by):
        found.add(RiskFlag.NEW_AUTHOR)
    return [flag.value for flag in RiskFlag if flag in found]


def is_new(person: Any) -> bool:
    """Whether hardly anything that this person wrote has been approved yet."""
    written = Revision.objects.filter(by=person).order_by().values("content_hash")
    return Approval.objects.filter(content_hash__in=written).count() < FEW_APPROVALS


def _of_changes(found: list[Change]) -> Iterator[RiskFlag]:
    if len(found) > MANY:
        yield RiskFlag.MANY_CHANGES
    for change in found:
        yield from _of_change(change)


def _of_change(change: Change) -> Iterator[RiskFlag]:
    if change.value == "slug":
        yield RiskFlag.ADDRESS_CHANGED
    if change.value in {"dates", "issuers"} and change.before is not None:
        yield RiskFlag.DATE_OR_ISSUER
    if change.after in (None, "") and change.before not in (None, ""):
        yield RiskFlag.EVIDENCE_REMOVED if change.value == "evidence" else RiskFlag.VALUE_EMPTIED
