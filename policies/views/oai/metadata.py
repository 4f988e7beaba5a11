"""The forms in which a record is harvested: Dublin Core, which everybody reads, and the whole record, word for word."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from policies.catalogue.dublin_core import elements
from policies.views.oai.json_xml import NAMESPACE as JSON_NAMESPACE
from policies.views.oai.json_xml import SCHEMA as JSON_SCHEMA
from policies.views.oai.json_xml import write_value
from policies.views.xml import Writer

Record = Mapping[str, Any]
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
OAI_DC_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"


@dataclass(frozen=True)
class Format:
    namespace: str
    schema: str
    write: Callable[[Writer, Record, str], None]


def _dublin_core(out: Writer, record: Record, base: str) -> None:
    attributes = {
        "xmlns:oai_dc": OAI_DC,
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xsi:schemaLocation": f"{OAI_DC} {OAI_DC_SCHEMA}",
    }
    with out.within("oai_dc:dc", attributes):
        for element in elements(record, base):
            out.element(f"dc:{element.name}", element.text, {"xml:lang": element.language} if element.language else {})


def _whole(out: Writer, record: Record, _base: str) -> None:
    write_value(out, dict(record), attributes={"xmlns": JSON_NAMESPACE})


FORMATS = {
    "oai_dc": Format(OAI_DC, OAI_DC_SCHEMA, _dublin_core),
    "record": Format(JSON_NAMESPACE, JSON_SCHEMA, _whole),
}
