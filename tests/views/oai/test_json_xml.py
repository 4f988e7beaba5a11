"""JSON as XML and back by another's hand."""

import json

import pytest
from saxonche import PySaxonProcessor

from policies.views.oai.json_xml import NAMESPACE, write_value
from policies.views.xml import Writer

VALUES = [
    {"title": {"en": "A <b> & “two”", "zh-Hans": "农村电商"}, "none": None, "yes": True, "no": False, "number": 3014},
    {"empty": {}, "nothing": [], "": "", "deep": [[1, 2], [{"a": [None]}]]},
    {"lines": 'one\ntwo\r\nthree\ttabs \\ and "quotes"', "control": "a\x00b\x0bc\ufffe", "\x01key": "\x1f"},
    {"spaces": "  before and after  ", "half": "\ud800", "rare": "𠀀"},
]


@pytest.mark.parametrize("value", VALUES)
def test_a_processor_of_xpath_turns_it_back(value):
    out = Writer()
    write_value(out, value, attributes={"xmlns": NAMESPACE})
    with PySaxonProcessor(license=False) as saxon:
        processor = saxon.new_xpath_processor()
        processor.set_context(xdm_item=saxon.parse_xml(xml_text=out.text()))
        assert json.loads(processor.evaluate_single("xml-to-json(.)").get_string_value()) == value
