"""Who issues with whom: agencies and the documents that they issued, alone or together. No drawing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from policies.catalogue.facets import counted
from policies.catalogue.listing import Listing
from policies.choices import IssuerRole

Record = dict[str, Any]
# Who approves or designates has a part in a document, and issues nothing with anybody.
ISSUING = {IssuerRole.SOLE, IssuerRole.LEAD, IssuerRole.JOINT}


def totals(listing: Listing) -> Mapping[str, int]:
    """How many documents each agency has a part in, under every filter but that of agencies; one query."""
    if listing.complaints:
        return {}
    return counted(listing.filter.narrowed(but=["agency"]), ["agency"])["agency"]


def issuing(records: Iterable[Record], numbers: Mapping[str, int]) -> dict[str, Any]:
    """The documents as columns in the order given; the agencies as rows, those with most documents first.

    `numbers` says how many documents each agency has a part in, which may be more than are here. An agency that only
    another source names as the issuer has a row too. The last row, if there is need of it, is for issuers without a
    name.
    """
    columns: list[dict[str, Any]] = [
        {"number": number, "record": record} for number, record in enumerate(records, start=1)
    ]
    agencies = _agencies(column["record"] for column in columns)
    order = sorted(agencies, key=lambda agency: (-numbers.get(agency, 0), agencies[agency]["slug"]))
    reach = [_reach(column["record"], order) for column in columns]
    rows = [
        {
            "agency": agencies[name],
            "number": numbers.get(name, 0),
            "cells": [_cell(column, place, ends, name) for column, ends in zip(columns, reach, strict=True)],
            "partners": _partners(columns, name, agencies),
        }
        for place, name in enumerate(order)
    ]
    unnamed = [_unnamed(column, ends) for column, ends in zip(columns, reach, strict=True)]
    return {"columns": columns, "rows": rows, "unnamed": unnamed if any(cell["number"] for cell in unnamed) else []}


def _agencies(records: Iterable[Record]) -> dict[str, Record]:
    return {row["agency"]["id"]: row["agency"] for record in records for row in record["issuers"]}


def held(record: Record) -> list[Record]:
    """Who has a part in a document as we hold it to be; what another source says instead is not among them."""
    return [row for row in record["issuers"] if row.get("preferred", True)]


def issuers_of(record: Record) -> list[Record]:
    """Those of them that issued it, alone or together."""
    return [row for row in held(record) if row["role"] in ISSUING]


def _reach(record: Record, order: list[str]) -> tuple[int, int]:
    """From which row to which the issuers of a document stand; those without a name are below all agencies."""
    places = [order.index(row["agency"]["id"]) for row in issuers_of(record)]
    if record["unnamed_issuers"]:
        places.append(len(order))
    return (min(places), max(places)) if places else (0, -1)


def _cell(column: dict[str, Any], place: int, ends: tuple[int, int], agency: str) -> dict[str, Any]:
    """The part of an agency in a document, and the stretch of the line that joins its issuers here."""
    named = [row for row in column["record"]["issuers"] if row["agency"]["id"] == agency]
    row = max(named, key=lambda row: (row.get("preferred", True), row["role"] in ISSUING), default=None)
    return {
        "record": column["record"],
        "role": row["role"] if row else "",
        "is_issuer": bool(row and row.get("preferred", True)),
        "line": _line(place, ends),
    }


def _line(place: int, ends: tuple[int, int]) -> str:
    first, last = ends
    if first == last or not first <= place <= last:
        return ""
    return {first: "down", last: "up"}.get(place, "through")


def _unnamed(column: dict[str, Any], ends: tuple[int, int]) -> dict[str, Any]:
    number = column["record"]["unnamed_issuers"]
    return {"record": column["record"], "number": number, "line": "up" if number and ends[0] < ends[1] else ""}


def _partners(columns: list[dict[str, Any]], agency: str, agencies: Mapping[str, Record]) -> dict[str, Any]:
    """With whom an agency issued how many of the documents here, how many alone, and beside how many without a name;
    how many of others it approved or had made."""
    mine = [column["record"] for column in columns if agency in _ids(column["record"])]
    together = Counter(other for record in mine for other in _ids(record) if other != agency)
    return {
        "documents": len(mine),
        "alone": sum(_ids(record) == [agency] and not record["unnamed_issuers"] for record in mine),
        "unnamed": sum(record["unnamed_issuers"] for record in mine),
        "approved": sum(_only_approves(column["record"], agency) for column in columns),
        "with": [
            {"agency": agencies[other], "number": number}
            for other, number in sorted(together.items(), key=lambda item: (-item[1], agencies[item[0]]["slug"]))
        ],
    }


def _only_approves(record: Record, agency: str) -> bool:
    return agency not in _ids(record) and any(row["agency"]["id"] == agency for row in held(record))


def _ids(record: Record) -> list[str]:
    return [row["agency"]["id"] for row in issuers_of(record)]
