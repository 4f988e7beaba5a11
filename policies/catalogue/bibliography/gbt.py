"""GB/T 7714-2015: who, what, of which kind, in what, when it was put online, when it was read, where."""

from policies.catalogue.bibliography import words
from policies.catalogue.bibliography.entry import PART, Entry
from policies.catalogue.bibliography.issued import Issued, iso
from policies.catalogue.bibliography.words import term

MOST_AUTHORS = 3  # 8.1.2


def gbt(entry: Entry) -> str:
    """The reference. Names of bodies keep their letters: only family names of persons are in capitals (8.1.1)."""
    number = f": {entry.number}" if entry.number else ""
    kind = f"[{entry.type.letter}/OL]"
    if entry.container:
        # The number is of the whole, not of the part.
        what = f"{entry.title}{kind}//{entry.container}{number if entry.type is PART else ''}"
    else:
        what = f"{entry.title}{number}{kind}"
    dates = f"{_date(entry)}[{entry.published.isoformat()}]"
    return ". ".join(filter(None, [authors_of(entry), what, dates, f"{entry.address}."]))


def authors_of(entry: Entry) -> str:
    """At most three, and that there are more: named or not."""
    names = list(entry.authors[:MOST_AUTHORS])
    if names and (entry.unnamed or len(entry.authors) > MOST_AUTHORS):
        names.append(term(entry, "others"))
    return ", ".join(names)


def _date(entry: Entry) -> str:
    return f"({said(entry, entry.issued)})" if entry.issued else ""


def said(entry: Entry, issued: Issued) -> str:
    if issued.open_side:
        return words.open_date(entry, issued)
    return f"{term(entry, 'circa') if issued.doubt else ''}{'/'.join(map(iso, issued.parts))}"
