"""What a content says, part by part, the best first."""

from policies.text.parts import NAME, QUOTE, TEXT, Part, parts

TERM = {"scheme": "target", "code": "POOR", "label": {"en": "Poor households", "zh-Hans": "贫困户"}}
AGENCY = {"id": "1", "name": {"en": "Ministry of Trade"}}


def said(content):
    return [(part.name, part.level, part.text, part.language) for part in parts(content)]


def test_names_come_before_quotes_and_quotes_before_the_rest():
    document = {"number": "国发〔2015〕1号", "title": {"en": "Not searched"}, "issuers": [{"agency": AGENCY}]}
    content = {
        "kind": "measure",
        "title": {"en": "Delivery", "zh-Hans": "配送"},
        "verb": "proposed",
        "product": None,
        "document": document,
        "targets": [{**TERM, "role": "beneficiary"}],
        "evidence": [{"quote": "It proposed delivery."}],
    }
    assert said(content) == [
        ("title", NAME, "Delivery", "en"),
        ("title", NAME, "配送", "zh-Hans"),
        ("quote", QUOTE, "It proposed delivery.", ""),
        ("verb", TEXT, "proposed", ""),
        ("document", TEXT, "国发〔2015〕1号", ""),
        ("agency", TEXT, "Ministry of Trade", "en"),
        ("term", TEXT, "Poor households", "en"),
        ("term", TEXT, "贫困户", "zh-Hans"),
    ]


def test_other_names_numbers_and_codes_are_names():
    content = {
        "kind": "term",
        "label": {"en": "Poor"},
        "code": "POOR",
        "other_labels": [{"language": "en", "text": "needy"}],
        "definition": {"en": "Without means."},
    }
    assert said(content) == [
        ("label", NAME, "Poor", "en"),
        ("code", NAME, "POOR", ""),
        ("other_name", NAME, "needy", "en"),
        ("definition", TEXT, "Without means.", "en"),
    ]
    document = {"kind": "document", "number": "1号", "other_names": [{"language": "zh-Hans", "text": "意见"}]}
    assert said(document) == [("number", NAME, "1号", ""), ("other_name", NAME, "意见", "zh-Hans")]


def test_a_text_stands_once_where_it_counts_most():
    content = {"kind": "agency", "title": AGENCY["name"], "name": AGENCY["name"], "verb": "Ministry of Trade"}
    assert said(content) == [("title", NAME, "Ministry of Trade", "en")]


def test_the_title_of_a_statement_is_its_quote():
    entry = {"quote": "Shops matter."}
    content = {"kind": "statement", "title": {"en": "Shops matter."}, "evidence": [entry]}
    assert parts(content) == [Part("quote", QUOTE, "Shops matter.")]
    assert parts(content)[0].evidence == entry


def test_the_key_words_of_a_quote_are_its_own_and_what_stands_around_them_is_not():
    entry = {
        "quote": "equipment and logistics subsidies",
        "quotes": ["equipment", "subsidies"],
        "start": 100,
        "spans": [[100, 109], [124, 133]],
    }
    (quote,) = parts({"kind": "document", "evidence": [entry]})
    assert quote.own == ("equipment", "subsidies")
    assert [quote.is_own(*edges) for edges in ((0, 4), (9, 13), (14, 23), (20, 25))] == [True, False, False, True]
    (plain,) = parts({"kind": "document", "evidence": [{"quote": "Shops matter."}]})
    assert (plain.own, plain.is_own(0, 5), plain.is_own(6, 12)) == (("Shops matter.",), True, True)
