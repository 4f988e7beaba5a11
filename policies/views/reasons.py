"""Why each record of a list was found, for pages that were asked for words."""

from collections.abc import Mapping, Sequence
from typing import Any

from policies.catalogue.listing import Listing
from policies.catalogue.search_reasons import Marker
from policies.catalogue.search_results import Results
from policies.models.edition import Edition
from policies.templatetags.reference import called
from policies.templatetags.searching import found


def explained(listing: Listing, editions: Sequence[Edition], records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records of a list, each with why it was found if the list was asked for words."""
    if listing.words:
        search = listing.filter.search
        explain(records, Marker(search), Results(search).readings(editions))
    return records


def explain(records: Sequence[dict[str, Any]], marker: Marker, readings: Mapping[int, str]) -> None:
    """Afterwards each record has its `reasons`, and in `marked` its name with the words marked."""
    for record in records:
        _language, heading = called(record)
        read = readings.get(record["edition"]["sequence"], "")
        record["marked"] = {heading: found(marker.heading(heading, read))}
        record["reasons"] = marker.reasons(record, heading, read)
