"""Documents of XML, written element by element."""

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

# What XML cannot hold, not even escaped.
NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
Attributes = Mapping[str, str]


class Writer:
    """Whatever is written into it, the text is well-formed once all that was opened is closed."""

    def __init__(self) -> None:
        self._file = io.StringIO()
        self._xml = SimplerXMLGenerator(self._file, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    @contextmanager
    def within(self, name: str, attributes: Attributes | None = None) -> Iterator[None]:
        """An element, around what is written meanwhile."""
        plain = {key: NO_XML.sub("", value) for key, value in (attributes or {}).items()}
        self._xml.startElement(name, AttributesImpl(plain))
        yield
        self._xml.endElement(name)

    def element(self, name: str, text: str = "", attributes: Attributes | None = None) -> None:
        with self.within(name, attributes):
            if text:
                self._xml.characters(NO_XML.sub("", text))

    def text(self) -> str:
        self._xml.endDocument()
        return self._file.getvalue()
