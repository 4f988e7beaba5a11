"""Values of linked data: texts in their languages, and dates that never say more than is known."""

import re
from typing import Any

Record = dict[str, Any]
# A plain date of EDTF, by its length, as XML Schema calls it.
XSD = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
PLAIN = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def texts(by_language: dict[str, str]) -> list[Record]:
    return [text(words, language) for language, words in by_language.items()]


def text(words: str, language: str) -> Record:
    return {"@value": words, "@language": language}


def edtf(date: Record) -> Record:
    return typed(date["edtf"], "EDTF")


def typed(words: str, type_: str) -> Record:
    return {"@value": words, "@type": type_}


def without_nothing(value: Any) -> Any:
    """The same without what is empty, at whatever depth."""
    if isinstance(value, list):
        return [without_nothing(item) for item in value]
    if isinstance(value, dict):
        whole = {name: without_nothing(item) for name, item in value.items()}
        return {name: item for name, item in whole.items() if item not in (None, "", [], {})}
    return value


def plain_date(date: Record | None) -> Record | None:
    """A day, a month or a year as a typed value; nothing for a range or anything in doubt."""
    words = date["edtf"] if date else ""
    return typed(words, XSD[len(words)]) if PLAIN.fullmatch(words) else None
