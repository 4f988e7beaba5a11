"""Documents of XML, written element by element."""

from lxml import etree

from policies.views.xml import Writer


def test_what_is_written_is_well_formed_whatever_the_words():
    out = Writer()
    with out.within("a", {"b": '<"&\x00'}):
        out.element("c", "<&>\x0b农村\ufffe", {"d": "1"})
        out.element("e")
    assert out.text() == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        """<a b='&lt;"&amp;'><c d="1">&lt;&amp;&gt;农村</c><e/></a>"""
    )
    assert etree.fromstring(out.text().encode()).find("c").text == "<&>农村"
