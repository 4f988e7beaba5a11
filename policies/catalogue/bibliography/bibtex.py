"""BibTeX, with the fields of biblatex: dates in EDTF, texts in UTF-8."""

import re

from policies.catalogue.bibliography import words
from policies.catalogue.bibliography.entry import Entry

ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # BibTeX counts braces, whatever stands before them.
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
_SPECIAL = re.compile("|".join(map(re.escape, ESCAPES)))
LANGUAGES = {"en": "english", "zh": "chinese"}


def bibtex(entry: Entry) -> str:
    """The entry. Bodies and titles stand in braces of their own: no style takes them apart or changes their letters."""
    names = filter(None, [*entry.authors, words.unnamed(entry)])
    fields = {
        "author": " and ".join(f"{{{escaped(name)}}}" for name in names),
        "title": _kept(entry.title),
        "booktitle": _kept(entry.container),
        "date": entry.issued.edtf if entry.issued else "",
        # For whatever does not know `date`.
        "year": entry.issued.year if entry.issued else "",
        "number": escaped(entry.number),
        "type": _kept(entry.genre),
        "note": escaped(", ".join(filter(None, [entry.site, words.edition(entry)]))),
        "url": entry.address,
        "urldate": entry.published.isoformat(),
        "langid": LANGUAGES[entry.tongue],
        "abstract": escaped(entry.abstract),
        "annotation": escaped(" / ".join([*filter(None, [entry.section]), *entry.remarks])),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{entry.type.bibtex}{{{entry.key},\n" + ",\n".join(lines) + "\n}\n\n"


def escaped(text: str) -> str:
    """The text in one line; what TeX takes for a command is written so that it is printed."""
    return _SPECIAL.sub(lambda found: ESCAPES[found[0]], " ".join(text.split()))


def _kept(text: str) -> str:
    return f"{{{escaped(text)}}}" if text else ""
