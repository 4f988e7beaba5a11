"""How to cite what a page shows: a record, one edition of it, or a list as it stood."""

import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest

from policies.catalogue.bibliography.apa import apa
from policies.catalogue.bibliography.entry import REPORT, Entry, entry_of, entry_of_list
from policies.catalogue.bibliography.gbt import gbt
from policies.catalogue.figures import last_published
from policies.catalogue.kinds import PLURALS
from policies.catalogue.listing import Listing
from policies.models.edition import moment
from policies.templatetags.addresses import base
from policies.templatetags.reference import page_language, staying
from policies.views.formats import bibliographic_formats, query_of


def of_record(request: HttpRequest, record: dict[str, Any], as_of: str = "", *, is_edition: bool) -> dict[str, Any]:
    """The styles, the files for reference managers, and what Zotero's button and search engines for scholars read."""
    entry = entry_of(record, base(request), page_language(), is_pinned=is_edition)
    address = f"{record['url']}editions/{entry.edition}/" if is_edition else record["url"]
    files = bibliographic_formats(address, "" if is_edition else staying("", as_of))
    return {"styles": styles(entry), "files": files, "ids": [entry.address], "tags": list(tags(entry))}


def tags(entry: Entry) -> Iterator[tuple[str, str]]:
    """The entry for programs that read the head of a page: of Zotero, Google Scholar, and whatever reads Dublin Core.

    A date that is not certain is left out.
    """
    issued = entry.issued
    day = issued.edtf if issued and re.fullmatch(r"[\d-]+", issued.edtf) else ""
    is_report = entry.type is REPORT
    named = {
        "z:itemType": entry.type.zotero,
        "citation_title": entry.title,
        "citation_publication_date": day.replace("-", "/"),
        "citation_technical_report_institution": entry.authors[0] if is_report and entry.authors else "",
        "citation_technical_report_number": entry.number if is_report else "",
        "citation_inbook_title": entry.container,
        "citation_language": entry.language,
        "citation_public_url": entry.address,
        "DC.title": entry.title,
        "DC.date": day,
        "DC.type": "Text",
        "DC.identifier": entry.address,
        "DC.language": entry.language,
        "DC.source": entry.site,
    }
    yield from ((name, value) for name, value in named.items() if value)
    for author in entry.authors:
        yield from (("citation_author", author), ("DC.creator", author))


def of_list(request: HttpRequest, listing: Listing, title: str, records: list[dict[str, Any]]) -> dict[str, Any]:
    """The list as it stood at the moment it shows, its rows for reference managers, and the works on this page."""
    if listing.complaints:
        return {}
    at = listing.as_of or last_published()
    host, language, query = base(request), page_language(), query_of(listing.data)
    plain = f"{host}{request.path}{query_of(listing.data, 'as_of')}"
    # A colon may stand in a query, and is easier to read so.
    address = staying(plain, moment(at) or "").replace("%3A", ":")
    entry = entry_of_list(title, address, at.date(), language)
    return {
        "styles": styles(entry),
        "files": bibliographic_formats(f"/{PLURALS[listing.kind]}/", query),
        "ids": [entry_of(record, host, language).address for record in records],
        "at": moment(at),
    }


def styles(entry: Entry) -> list[dict[str, Any]]:
    """The reference in each style, piece by piece, with its italics."""
    in_styles = {"APA 7": apa(entry), "GB/T 7714-2015": [(gbt(entry), False)]}
    return [{"label": label, "language": entry.language, "pieces": pieces} for label, pieces in in_styles.items()]
