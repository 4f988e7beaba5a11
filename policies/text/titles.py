"""Titles and names of records: whose they are."""

from collections.abc import Mapping
from typing import Any

TRANSLATION = "translation"
# How far sources are to be trusted that are translations themselves, and by whom.
TRANSLATING = {"official-translation", "machine-translation", "back-translation"}


def is_supplied(record: Mapping[str, Any], language: str) -> bool:
    """Whether the title in this language is ours: a document may have an official one in the other."""
    return bool(record.get("title_supplied")) and language not in (record.get("official_titles") or ())


def translating_source(name: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Of a name that is a translation, the source that tells whose it is: a machine's, or an official one.

    None where its sources do not agree, or only report it.
    """
    sources = [entry["source"] for entry in name["evidence"]] if name["kind"] == TRANSLATION else []
    kinds = {source["trust"] for source in sources}
    return sources[0] if len(kinds) == 1 and kinds <= TRANSLATING else None
