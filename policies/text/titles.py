"""Titles of records: whose they are."""

from collections.abc import Mapping
from typing import Any


def is_supplied(record: Mapping[str, Any], language: str) -> bool:
    """Whether the title in this language is ours: a document may have an official one in the other."""
    return bool(record.get("title_supplied")) and language not in (record.get("official_titles") or ())
