"""CSL JSON, which reference managers and the processors of citation styles read."""

from typing import Any

from policies.catalogue.bibliography import words
from policies.catalogue.bibliography.entry import ARTICLE, Entry
from policies.catalogue.bibliography.issued import Issued, of_day


def item(entry: Entry) -> dict[str, Any]:
    """The entry; what it does not have is left out."""
    is_article = entry.type is ARTICLE
    whole = {
        "id": entry.key,
        "type": entry.type.csl,
        "language": entry.language,
        "title": entry.title,
        "author": [{"literal": name} for name in filter(None, [*entry.authors, words.unnamed(entry)])],
        "issued": date(entry, entry.issued) if entry.issued else None,
        "number": entry.number,
        "genre": entry.genre,
        "container-title": entry.container,
        "section": entry.section,
        # A policy document has no editions: what is counted is our record of it, and where that is kept.
        "edition": words.edition(entry) if is_article else "",
        "archive": "" if is_article else entry.site,
        "archive_location": "" if is_article else words.edition(entry),
        "abstract": entry.abstract,
        "note": "\n".join(entry.remarks),
        "URL": entry.address,
        "accessed": date(entry, of_day(entry.published)),
    }
    return {name: value for name, value in whole.items() if value}


def date(entry: Entry, issued: Issued) -> dict[str, Any]:
    """As parts: one date, or the ends of a range. As words where only one end is known: no number could say it."""
    if issued.open_side:
        return {"literal": words.open_date(entry, issued)}
    parts = {"date-parts": [list(part) for part in issued.parts]}
    return {**parts, "circa": True} if issued.doubt else parts
