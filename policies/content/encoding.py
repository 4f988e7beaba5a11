"""Content as text, and its hashes."""

import hashlib
import json
from typing import Any

Content = dict[str, Any]

# Figures and names that follow from other records. They are in the content, but they are not the record's own.
DERIVED = {
    "document": ("measures_count", "inverse_relations"),
    "agency": ("documents_count", "predecessors"),
    "source": ("coverage",),
    "measure": ("children",),
    "statement": (),
    "term": (),
}


def encode(content: Content) -> str:
    """The JSON text of a content, in the order of the contract, the same on every database."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def content_hash(content: Content) -> str:
    """SHA-256 of the content with sorted keys: equal contents have equal hashes whatever their order."""
    canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"sha256:{hashlib.sha256(canonical.encode('utf-8')).hexdigest()}"


def own(content: Content) -> Content:
    """The content without what it carries of other records: they are reduced to their ids, terms to their codes."""
    derived = DERIVED[content["kind"]]
    reduced = {name: _reduced(value) for name, value in content.items() if name not in derived and name != "url"}
    if content["kind"] == "term":
        # Only the nearest broader term is a term's own; the rest of the chain is that term's.
        reduced["broader"] = content["broader"][:1]
    return reduced


def own_hash(content: Content) -> str:
    """What an approval is bound to: another record's new name does not change it, an edit of this one does."""
    return content_hash(own(content))


def is_record_reference(node: Content) -> bool:
    return "id" in node and "url" in node


def is_term_reference(node: Content) -> bool:
    return "scheme" in node and "code" in node


def _reduced(node: Any) -> Any:
    if isinstance(node, list):
        return [_reduced(item) for item in node]
    if not isinstance(node, dict):
        return node
    if is_record_reference(node):
        return {"id": node["id"]}
    carried = ("url", "label", "broader") if is_term_reference(node) else ("url",)
    return {name: _reduced(value) for name, value in node.items() if name not in carried}
