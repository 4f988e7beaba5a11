"""Why each record of a list was found, for pages that were asked for words."""

from collections.abc import Mapping, Sequence
from typing import Any

from policies.catalogue.search_reasons import Marker
from policies.templatetags.reference import called
from policies.templatetags.searching import found


def explain(records: Sequence[dict[str, Any]], marker: Marker, readings: Mapping[int, str]) -> None:
    """Afterwards each record has its `reasons`, and in `marked` its name with the words marked."""
    for record in records:
        _language, heading = called(record)
        read = readings.get(record["edition"]["sequence"], "")
        record["marked"] = {heading: found(marker.heading(heading, read))}
        record["reasons"] = marker.reasons(record, heading, read)
