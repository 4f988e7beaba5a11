"""Measures by instrument and one thing more, as a picture that takes all that their list takes, and as a file."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from policies.catalogue import exports
from policies.catalogue.facets import FACETS
from policies.catalogue.matrix import ACROSS, PARAMETER, Matrix
from policies.choices import Kind
from policies.views.dressing import dress
from policies.views.export import sent
from policies.views.formats import matrix_formats
from policies.views.limiting import limited
from policies.views.lists import count_in_words
from policies.views.narrowing import Address
from policies.views.pictures import as_of, frame
from policies.views.refusing import refused
from policies.views.trail import list_address

HEADINGS: dict[str, Promise] = {
    "year": _("Instruments by year"),
    "agency": _("Instruments by issuing agency"),
    "target": _("Instruments by target group"),
    "level": _("Instruments by level"),
    "actor": _("Instruments by who carries them out"),
    "strength": _("Instruments by strength of wording"),
}


def matrix_page(request: HttpRequest) -> HttpResponse:
    matrix = Matrix(request.GET)
    listing, complaints = matrix.listing, matrix.complaints
    shown = frame(request, "matrix", HEADINGS[matrix.across], listing, complaints, matrix.vocabulary)
    context = {
        **shown,
        "kept": [*shown["kept"], *([(PARAMETER, matrix.across)] if PARAMETER in listing.data else [])],
        "count_in_words": count_in_words(Kind.MEASURE, 0 if complaints else listing.count),
        "sides": sides(matrix, Address(request.path, listing.data)),
        "matrix": drawn(matrix),
        "formats": matrix_formats(listing.data),
    }
    return render(request, "policies/matrix.html", context, status=400 if complaints else 200)


@limited()
def matrix_file(request: HttpRequest) -> HttpResponseBase:
    """Every number of the matrix with this query string; none where anything in it is wrong."""
    matrix = Matrix(request.GET)
    if matrix.complaints:
        return refused(request, matrix.complaints)
    return sent(exports.of_matrix("csv", matrix.table()))


def sides(matrix: Matrix, address: Address) -> list[dict[str, Any]]:
    """What can stand across, each with the address of the matrix that has it there."""
    return [
        {"label": FACETS[name].label, "href": address(across=name), "chosen": name == matrix.across} for name in ACROSS
    ]


def drawn(matrix: Matrix) -> dict[str, Any]:
    """The numbers, each with the list of exactly these measures."""
    lists = Address(list_address(Kind.MEASURE), matrix.listing.data)
    columns = [{**column, "href": _to(lists, matrix.across, column)} for column in matrix.columns]
    return {
        "columns": columns,
        "rows": [_row(matrix, lists, row) for row in matrix.rows],
        "number": matrix.listing.count,
        "href": lists(**{PARAMETER: None}),
        "left_out": len(matrix.all_columns) - len(columns),
        "nowhere": matrix.nowhere,
        "uncertain": matrix.uncertain,
        "what": FACETS[matrix.across].label,
    }


def _row(matrix: Matrix, lists: Address, row: Mapping[str, Any]) -> dict[str, Any]:
    term = dress(row["term"], matrix.vocabulary, as_of(matrix.listing))
    return {
        "term": term,
        "depth": len(term["broader"]),
        "number": row["number"],
        "href": lists(instrument=term["code"], **{PARAMETER: None}),
        "cells": [_cell(matrix, lists, term, column) for column in matrix.columns],
    }


def _cell(matrix: Matrix, lists: Address, term: Mapping[str, Any], column: Mapping[str, Any]) -> dict[str, Any]:
    number = matrix.cells.get((term["code"], column["value"]))
    if not number:
        return {}
    return {
        "number": number,
        "side": side(number.measures, matrix.most),
        "href": _to(lists, matrix.across, column, instrument=term["code"]),
        "column": column,
    }


def _to(lists: Address, across: str, column: Mapping[str, Any], **more: str) -> str:
    return lists(**{PARAMETER: None, across: column["code"]}, **more)


# The side of the greatest square, and of the least that can still be seen, in pixels.
GREATEST, LEAST = 26, 4


def side(number: int, most: int) -> float:
    """The side of a square whose area is in proportion to the number."""
    return round(max(LEAST, GREATEST * (number / most) ** 0.5), 1)
