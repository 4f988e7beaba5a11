"""How others name our records in their own lists of works: in words, or as files that their programs read."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from policies.catalogue.bibliography.bibtex import bibtex
from policies.catalogue.bibliography.csl import item
from policies.catalogue.bibliography.entry import Entry
from policies.catalogue.bibliography.ris import ris


@dataclass(frozen=True)
class Form:
    """A kind of file that reference managers read; entries are written as they come."""

    label: str
    content_type: str
    write: Callable[[Iterable[Entry]], Iterator[str]]


def _csl(entries: Iterable[Entry]) -> Iterator[str]:
    between = "[\n"
    for entry in entries:
        yield f"{between}{json.dumps(item(entry), ensure_ascii=False)}"
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


# By the ending of their addresses.
FORMS = {
    "bib": Form("BibTeX", "application/x-bibtex; charset=utf-8", lambda entries: map(bibtex, entries)),
    "ris": Form("RIS", "application/x-research-info-systems; charset=utf-8", lambda entries: map(ris, entries)),
    "csl.json": Form("CSL JSON", "application/vnd.citationstyles.csl+json", _csl),
}
