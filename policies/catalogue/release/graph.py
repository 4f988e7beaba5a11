"""The release as linked data: the data set, all records with their evidence, and the vocabularies, in one graph."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from policies.catalogue import linked, skos
from policies.catalogue.bibliography.entry import site_title
from policies.catalogue.codebook import TABLES
from policies.catalogue.licence import OURS
from policies.catalogue.release.tables import Plan
from policies.choices import Scheme

Node = dict[str, Any]


def dataset(address: str, base: str, **more: Any) -> Node:
    """The data set at that address, to stand under the context of `linked`."""
    return {
        "@id": address,
        "@type": "Dataset",
        "name": site_title(),
        "url": address,
        "license": OURS.address,
        "isAccessibleForFree": True,
        "includedInDataCatalog": {"@id": f"{base}/data/", "@type": "DataCatalog", "name": site_title()},
        **more,
    }


def distribution(address: str, media_type: str, **more: Any) -> Node:
    return {
        "@type": "DataDownload",
        "contentUrl": address,
        "encodingFormat": media_type,
        **{name: value for name, value in more.items() if value is not None},
    }


def write(plan: Plan) -> Iterator[str]:
    """JSON-LD 1.1, one node in a line."""
    yield f'{{"@context":{_text(linked.CONTEXT)},"@graph":[\n{_text(_itself(plan))}'
    for node in _nodes(plan):
        yield f",\n{_text(node)}"
    yield "\n]}\n"


def _itself(plan: Plan) -> Node:
    version = {"version": str(plan.number), "datePublished": {"@type": "xsd:date", "@value": plan.day}}
    return dataset(f"{plan.base}{plan.path}", plan.base, **version)


def _nodes(plan: Plan) -> Iterable[Node]:
    for table in TABLES:
        if table != "terms":
            yield from (linked.node(record, plan.base) for record in plan.records(table))
    for scheme in Scheme:
        vocabulary = skos.scheme_as_skos(scheme, plan.base, plan.moment)
        # Its words mean other things than those of records, so each node brings its own context.
        yield from ({"@context": vocabulary["@context"], **node} for node in vocabulary["@graph"])


def _text(node: Node) -> str:
    return json.dumps(node, ensure_ascii=False, separators=(",", ":"))
