"""RIS: a tag of two characters, two spaces, a hyphen and a space, then one line; lines end in CR LF."""

from policies.catalogue.bibliography import words
from policies.catalogue.bibliography.entry import Entry
from policies.catalogue.bibliography.issued import Issued, of_day


def ris(entry: Entry) -> str:
    """The entry, from TY to ER."""
    lines = [
        ("TY", entry.type.ris),
        ("ID", entry.key),
        *(("AU", name) for name in [*entry.authors, words.unnamed(entry)]),
        ("TI", entry.title),
        ("T2", entry.container),
        ("PY", entry.issued.year if entry.issued else ""),
        ("DA", _date(entry.issued) if entry.issued else ""),
        ("SN", entry.number),
        ("M3", entry.genre),
        ("SE", entry.section),
        ("AB", entry.abstract),
        *(("N1", remark) for remark in entry.remarks),
        ("LA", entry.language),
        ("DB", entry.site),
        ("AN", words.edition(entry)),
        ("UR", entry.address),
        ("Y2", _date(of_day(entry.published))),
    ]
    written = [f"{tag}  - {' '.join(value.split())}" for tag, value in lines if value]
    return "\r\n".join([*written, "ER  - ", "", ""])


def _date(issued: Issued) -> str:
    """Year, month and day, each empty where it is not known. What is doubtful or one of several has no form here."""
    if issued.doubt or issued.open_side or len(issued.parts) > 1:
        return ""
    year, month, day = (*map("{:02}".format, issued.parts[0]), "", "")[:3]
    return f"{year:0>4}/{month}/{day}/"
