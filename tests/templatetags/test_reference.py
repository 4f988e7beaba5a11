"""How values are worded."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from policies.templatetags import reference as tags


def test_a_text_is_said_in_the_language_of_the_page_if_it_can_be():
    texts = {"en": "Opinions", "zh-Hans": "意见"}
    with override("en"):
        assert tags.said(texts) == "Opinions"
    with override("zh-hans"):
        assert tags.said(texts) == "意见"


def test_a_text_in_another_language_is_marked_with_it():
    with override("en"):
        assert tags.say({"zh-Hans": "意见"}) == '<span lang="zh-Hans">意见</span>'
    with override("zh-hans"):
        assert tags.say({"en": "Opinions"}) == '<span lang="en">Opinions</span>'
        assert tags.say({"zh-Hant": "意見"}) == '<span lang="zh-Hant">意見</span>'


def test_a_text_that_is_not_there_is_empty():
    assert (tags.said(None), tags.say({}), tags.said("")) == ("", "", "")


def test_a_text_without_a_language_is_marked_by_its_characters():
    assert tags.say("国办发〔2015〕78号") == '<span lang="zh-Hans">国办发〔2015〕78号</span>'


def test_markup_in_a_text_stays_text():
    assert tags.say({"en": "<b>"}) == "&lt;b&gt;"
    assert tags.name({"title": {"zh-Hans": "<意>"}, "title_supplied": True}).count("<意>") == 0


def test_a_title_that_we_supplied_stands_in_square_brackets():
    record = {"title": {"en": "Equipment subsidies"}, "title_supplied": True}
    assert tags.plain_name(record) == "[Equipment subsidies]"
    assert tags.name(record) == (
        '<span class="supplied" title="Title supplied by the editors"><span class="bracket">[</span>'
        'Equipment subsidies<span class="bracket">]</span></span>'
    )


def test_a_title_of_the_source_stands_without_brackets():
    assert tags.name({"title": {"en": "Opinions"}, "title_supplied": False}) == "Opinions"


@pytest.mark.parametrize(("language", "address"), [("en", "/measures/x/"), ("zh-hans", "/zh-hans/measures/x/")])
def test_an_address_leads_to_the_page_of_the_same_language(language, address):
    with override(language):
        assert tags.local("/measures/x/") == address


@pytest.mark.parametrize(
    ("instrument", "css"),
    [
        ({"code": "SUBSIDY-EQUIPMENT", "broader": ["SUBSIDY", "FISCAL"]}, "family-fiscal"),
        ({"code": "ENTERPRISE-SUPPORT", "broader": []}, "family-enterprise-support"),
        (None, "family-none"),
    ],
)
def test_the_broadest_term_gives_an_instrument_its_hue(instrument, css):
    assert tags.family(instrument) == css


def test_issuers_that_a_source_only_counts_are_counted():
    document = {"issuers": [{"agency": {"title": {"en": "Ministry of Commerce"}}}], "unnamed_issuers": 18}
    assert tags.issuers(document) == "Ministry of Commerce and 18 other departments"
    assert tags.issuers({**document, "unnamed_issuers": 1}) == "Ministry of Commerce and 1 other department"


def test_an_issuer_that_only_a_source_has_is_not_in_the_line_of_issuers():
    rows = [
        {"agency": {"title": {"en": "State Council"}}, "preferred": False},
        {"agency": {"title": {"en": "General Office"}}, "preferred": True},
    ]
    assert tags.issuers({"issuers": rows, "unnamed_issuers": 0}) == "General Office"


def test_a_document_without_issuers_says_so():
    assert tags.issuers({"issuers": [], "unnamed_issuers": 0}) == ('<span class="not-stated">issuer not stated</span>')


def test_a_place_among_targets_is_said_to_be_one():
    values = [
        {"label": {"en": "Poor households"}, "url": "/vocabularies/target/A/", "role": "beneficiary"},
        {"label": {"en": "Poor areas"}, "url": "/vocabularies/target/B/", "role": "place"},
    ]
    assert tags.terms(values) == (
        '<a href="/vocabularies/target/A/">Poor households</a>, '
        '<a href="/vocabularies/target/B/">Poor areas</a><span class="aside"> (place it is aimed at)</span>'
    )


def test_the_place_of_a_quote_names_its_snapshot_and_key_spans():
    citation = {"source": {"url": "/sources/s/"}, "snapshot": {"number": 2}, "spans": [[3092, 3101], [3116, 3125]]}
    assert tags.place_in_text(citation) == "/sources/s/?snapshot=2&spans=3092-3101,3116-3125#lit"
    citation["source"]["url"] = "/sources/s/?as_of=2026-11-24"
    there = "/sources/s/?as_of=2026-11-24&snapshot=2&spans=3092-3101,3116-3125#lit"
    assert tags.place_in_text(citation) == there


def test_an_address_stays_at_its_moment():
    at = "2026-11-24T10:00:00+00:00"
    assert [tags.staying(given, at) for given in ("/", "/search/?q=shop", "/x/?as_of=2026", "/method/#dates")] == [
        "/?as_of=2026-11-24T10%3A00%3A00%2B00%3A00",
        "/search/?q=shop&as_of=2026-11-24T10%3A00%3A00%2B00%3A00",
        "/x/?as_of=2026",
        "/method/?as_of=2026-11-24T10%3A00%3A00%2B00%3A00#dates",
    ]
    assert tags.staying("/search/?q=shop", "") == "/search/?q=shop"


def test_a_relation_reads_from_both_ends():
    assert (tags.word("implements", "Predicate"), tags.inverse_word("implements")) == (
        "implements",
        "is implemented by",
    )


def test_a_name_proven_at_another_name_is_not_proven_again():
    at_row, own = {"value": "name", "start": 1}, {"value": "name", "start": 2}
    agency = {"other_names": [{"evidence": [at_row]}], "evidence": [at_row, own, {"value": "record"}]}
    assert tags.names_proven(agency) == [own]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/measures/?q=a", [{"code": "zh-Hans", "label": "中文", "href": "/zh-hans/measures/?q=a"}]),
        ("/zh-hans/measures/", [{"code": "en", "label": "English", "href": "/measures/"}]),
    ],
)
def test_every_page_leads_to_itself_in_the_other_language(rf, path, found):
    with override("zh-hans" if path.startswith("/zh") else "en"):
        context = Context({"request": rf.get(path)})
        Template("{% load reference %}{% other_languages as found %}").render(context)
        assert tags.other_languages(context) == found


def test_words_of_somebody_else_stand_in_a_sentence_in_their_language():
    assert tags.in_its_language("农村") == '<span lang="zh-Hans">农村</span>'
    assert tags.in_its_language("shops & <b>") == "shops &amp; &lt;b&gt;"


def test_a_name_in_short_has_its_first_words_and_keeps_its_brackets_and_its_language():
    words = " ".join(f"word{number}" for number in range(20))
    shown = tags.name_in_short({"title": {"en": words}, "title_supplied": True})
    assert shown == "[" + " ".join(f"word{number}" for number in range(12)) + "…]"
    assert tags.name_in_short({"text": {"zh-Hans": "字" * 40}}) == f'<span lang="zh-Hans">{"字" * 27}…</span>'


def test_a_name_in_a_language_is_that_or_nothing():
    record = {"title": {"en": "Shops", "zh-Hans": "商店"}, "title_supplied": True, "official_titles": ["zh-Hans"]}
    assert [tags.plain_name_in(language, record) for language in ("en", "zh-Hans", "zh-Hant")] == [
        "[Shops]",
        "商店",
        "",
    ]
