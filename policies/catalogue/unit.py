"""What a row of a file is: a record, or one of its citations. The parameter `rows` says which."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.catalogue.column import INTEGER, Column, at
from policies.catalogue.problems import did_you_mean, repeated

Record = dict[str, Any]
PARAMETER = "rows"
RECORDS, CITATIONS = "records", "citations"
UNITS = (RECORDS, CITATIONS)
# The forms that are rows.
FORMS = ("csv", "xlsx", "ndjson")
BELONGING = "evidence_"
NUMBER = Column(
    "citation_number",
    gettext_lazy("Citation"),
    gettext_lazy("the citations of a record are counted from 1; only where a row is a citation"),
    at("citation_number"),
    type_=INTEGER,
)


def unit_of(data: MultiValueDict, suffix: str) -> tuple[str, dict[str, list[str]]]:
    """What a row shall be, and the complaint if that is wrong, or if this form has no rows."""
    given = data.getlist(PARAMETER)
    if not given:
        return RECORDS, {}
    if suffix not in FORMS:
        forms = ", ".join(FORMS)
        return RECORDS, {PARAMETER: [_("Only %(forms)s have rows. Leave `rows` out.") % {"forms": forms}]}
    if len(given) > 1:
        return RECORDS, {PARAMETER: [repeated(PARAMETER)]}
    if given[0] not in UNITS:
        wrong = _("“%(value)s” is nothing that a row can be.%(hint)s Write records or citations.")
        return RECORDS, {PARAMETER: [wrong % {"value": given[0], "hint": did_you_mean(given[0], UNITS)}]}
    return given[0], {}


def columns_of(columns: Sequence[Column], unit: str) -> tuple[Column, ...]:
    """The columns of such rows: those of a record, and where a row is a citation, its number before its evidence."""
    if unit == RECORDS:
        return tuple(columns)
    own = [column for column in columns if not column.name.startswith(BELONGING)]
    return (*own, NUMBER, *columns[len(own) :])


def in_cells(records: Iterator[Record], unit: str) -> Iterator[Record]:
    """What the columns are read from: each record, or each record with one of its citations at a time."""
    if unit == RECORDS:
        return records
    return ({**record, "evidence": [entry], NUMBER.name: number} for record, number, entry in _citations(records))


def in_lines(records: Iterator[Record], unit: str) -> Iterator[Record]:
    """Each record, or each citation with what tells which record it is of."""
    if unit == RECORDS:
        return records
    return (
        {
            **{name: record[name] for name in ("kind", "id", "slug", "url", "edition", "title")},
            NUMBER.name: number,
            "citation": entry,
        }
        for record, number, entry in _citations(records)
    )


def _citations(records: Iterator[Record]) -> Iterator[tuple[Record, int, Record]]:
    for record in records:
        for number, entry in enumerate(record["evidence"], 1):
            yield record, number, entry
