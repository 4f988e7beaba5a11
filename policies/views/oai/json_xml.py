"""JSON as XML, as XPath and XQuery Functions 3.1 represent it (17.4.2 and 22.1): any XSLT 3 processor turns it back."""

import json
import re
from collections.abc import Mapping
from typing import Any

from policies.views.xml import NO_XML, Writer

NAMESPACE = "http://www.w3.org/2005/xpath-functions"
SCHEMA = "https://www.w3.org/TR/xpath-functions-31/schema-for-json.xsd"
# A reader of XML turns the end of a line into another; what is no character of XML, or half of one, cannot stand in it.
NOT_PLAIN = re.compile(rf"{NO_XML.pattern}|[\r\ud800-\udfff]")


def write_value(out: Writer, value: Any, key: str | None = None, attributes: Mapping[str, str] | None = None) -> None:
    """Afterwards the value stands in the document; `key` is its name in the object around it."""
    given = {**(attributes or {}), **_key(key)}
    if isinstance(value, Mapping):
        with out.within("map", given):
            for name, item in value.items():
                write_value(out, item, name)
    elif isinstance(value, list | tuple):
        with out.within("array", given):
            for item in value:
                write_value(out, item)
    elif value is None:
        out.element("null", attributes=given)
    elif isinstance(value, str):
        _write_text(out, value, given)
    else:
        out.element("boolean" if isinstance(value, bool) else "number", json.dumps(value), given)


def _key(key: str | None) -> dict[str, str]:
    if key is None:
        return {}
    return {"key": _escaped(key), "escaped-key": "true"} if NOT_PLAIN.search(key) else {"key": key}


def _write_text(out: Writer, text: str, given: Mapping[str, str]) -> None:
    is_plain = not NOT_PLAIN.search(text)
    out.element("string", text if is_plain else _escaped(text), given if is_plain else {**given, "escaped": "true"})


def _escaped(text: str) -> str:
    """As in the source of JSON."""
    return json.dumps(text)[1:-1]
