"""Less of a record than there is: some of its fields, one of its languages. Pure functions."""

from collections.abc import Sequence
from typing import Any

from policies.choices import LANGUAGES_FOR, Language


def in_language(node: Any, language: str) -> Any:
    """The same with every text in that language alone, or in the next best one there is; under its own name."""
    if isinstance(node, list):
        return [in_language(item, language) for item in node]
    if not isinstance(node, dict):
        return node
    if _is_texts(node):
        best = next(name for name in LANGUAGES_FOR[language] if name in node)
        return {best.value: node[best]}
    return {name: in_language(value, language) for name, value in node.items()}


def _is_texts(node: dict[str, Any]) -> bool:
    return bool(node) and all(name in Language.values for name in node)


def only(record: dict[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    """The record with these fields only, in its own order; all of them if none is named."""
    return {name: value for name, value in record.items() if name in fields} if fields else record
