"""The texts of cited snapshots."""

from collections.abc import Iterable

from policies.content.encoding import Content
from policies.models.source import Snapshot


def cited_texts(contents: Iterable[Content]) -> dict[str, str]:
    """The text of every snapshot that the contents cite or, being sources, have; by SHA-256."""
    sums = {entry["snapshot"]["sha256"] for content in contents for entry in content.get("evidence", ())}
    sums |= {row["sha256"] for content in contents for row in content.get("snapshots", ())}
    return dict(Snapshot.objects.filter(sha256__in=sums).values_list("sha256", "text"))
