"""The chain of the log: each edition's place is hashed together with the place before it."""

import hashlib
import json
from typing import Any

from policies.models.edition import Edition, moment


def link(before: str, edition: Edition) -> str:
    """SHA-256 of the chain before and of all that an edition says but its end: a row that was changed, taken out or
    put in breaks every link after it. The words themselves are in it by their hash."""
    said: list[Any] = [
        before,
        edition.sequence,
        str(edition.action),
        str(edition.kind),
        str(edition.record_id),
        edition.number,
        edition.slug,
        edition.content_hash,
        edition.own_hash,
        edition.approval_id,
        edition.reason,
        edition.is_takedown,
        str(edition.into) if edition.into else None,
        moment(edition.published_at),
    ]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
