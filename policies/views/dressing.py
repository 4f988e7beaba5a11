"""What pages add to records so that templates only print: the labels of families, and of trust in sources."""

from typing import Any

from policies.catalogue.vocabulary import Vocabulary
from policies.choices import Scheme
from policies.templatetags.reference import staying
from policies.text.comparing import nodes


def dress(records: Any, vocabulary: Vocabulary, as_of: str = "") -> Any:
    """The same records; every instrument in them has its `family`, every mention of a source its `trust_label`.

    With `as_of`, every address in them leads to what stood there at that moment.
    """
    for node in nodes(records):
        if node.get("scheme") == Scheme.INSTRUMENT and "broader" in node:
            node["family"] = vocabulary.label(Scheme.INSTRUMENT, [node["code"], *node["broader"]][-1])
        if isinstance(node.get("trust"), str):
            node["trust_label"] = vocabulary.label(Scheme.TRUST, node["trust"])
        if as_of and isinstance(node.get("url"), str):
            node["url"] = staying(node["url"], as_of)
    return records
