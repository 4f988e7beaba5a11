from datetime import UTC, datetime

from policies.views.atom import Entry, Gone, Head, write

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
HEAD = Head(
    "tag:a", "Lists & more", "zh-Hans", AT, "We", "https://example.org/", [{"rel": "self", "href": "https://x"}]
)


def test_a_feed_is_written_with_all_that_it_says_and_in_which_language():
    entry = Entry("urn:b", AT, ("en", "A <title>"), ["new", "in 2015"], [{"href": "/b"}], {"term": "PILOT"})
    assert write(HEAD, [entry], [Gone("urn:c", AT)]) == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xml:lang="zh-Hans" xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:at="http://purl.org/atompub/tombstones/1.0">'
        "<id>tag:a</id><title>Lists &amp; more</title><updated>2026-11-24T10:00:00+00:00</updated>"
        "<author><name>We</name><uri>https://example.org/</uri></author>"
        '<link href="https://x" rel="self"/>'
        '<at:deleted-entry ref="urn:c" when="2026-11-24T10:00:00+00:00"/>'
        '<entry><id>urn:b</id><title xml:lang="en">A &lt;title&gt;</title><updated>2026-11-24T10:00:00+00:00</updated>'
        '<link href="/b"/><category term="PILOT"/><summary>new\nin 2015</summary></entry></feed>'
    )


def test_what_the_language_of_the_feed_is_need_not_be_said_again():
    assert "<title>名称</title>" in write(HEAD, [Entry("urn:b", AT, ("zh-Hans", "名称"), [], [])], [])


def test_signs_that_no_xml_can_hold_are_left_out():
    written = write(HEAD, [Entry("urn:b", AT, ("en", "a\x00\x0b\ufffeb\tc"), ["d\x1f"], [{"href": "/\x08"}])], [])
    assert '<title xml:lang="en">ab\tc</title>' in written
    assert '<link href="/"/><summary>d</summary>' in written
