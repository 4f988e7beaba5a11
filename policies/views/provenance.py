"""When the sources of a record's evidence were published, and by whom: their own pages say so, its content does not."""

from datetime import datetime
from typing import Any

from policies.choices import Kind
from policies.models.edition import Edition
from policies.text.comparing import nodes

SAID = ("date", "publisher")


def tell_of_sources(record: dict[str, Any], moment: datetime | None) -> dict[str, Any]:
    """The same record; each source that its evidence names has its date and publisher, as of that moment; one query."""
    cited = [node["source"] for node in nodes(record) if "snapshot" in node and "source" in node]
    others = {source["id"] for source in cited} - {record["id"]}
    found = Edition.objects.public(moment).of(Kind.SOURCE).filter(record_id__in=others)
    known = {record["id"]: record, **{str(edition.record_id): edition.record for edition in found}}
    for source in cited:
        source |= {name: known[source["id"]][name] for name in SAID if source["id"] in known}
    return record
