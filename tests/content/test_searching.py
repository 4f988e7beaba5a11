"""What an edition or a sentence is found by: each token once, at its best level."""

import pytest

from policies.content.records import dump
from policies.content.searching import entry, sentence_entries, text_of
from policies.text.tokens import name_token
from tests.content import making

NAME, QUOTE, TEXT = "123"


@pytest.fixture
def made(db):
    return making.everything()


def levels(content):
    """The level of each token of an edition of this content."""
    return {token[1:]: token[0] for token in entry(content).tokens.split(" ")}


def test_each_token_has_the_best_level_at_which_it_stands(made):
    found = levels(dump(made["measure"]))
    assert {token: found[token] for token in ("equipment", "subsidies", "delivery", "poor", "proposed")} == {
        "equipment": NAME,
        "subsidies": NAME,
        "delivery": TEXT,
        "poor": TEXT,
        "proposed": TEXT,
    }


def test_what_stands_around_the_key_words_of_a_quote_counts_as_any_text():
    entry = {"quote": "equipment and logistics subsidies", "quotes": ["equipment", "subsidies"]}
    found = levels({"kind": "document", "evidence": [entry]})
    assert found == {"equipment": QUOTE, "subsidies": QUOTE, "and": TEXT, "logistics": TEXT}


def test_a_name_is_found_as_a_whole_and_a_quote_is_none():
    statement = {"kind": "statement", "title": {"en": "Shops matter."}, "evidence": [{"quote": "Shops matter."}]}
    term = {"kind": "term", "label": {"en": "Poor Households"}, "other_labels": [{"language": "en", "text": "needy"}]}
    assert [token for token in entry(statement).tokens.split(" ") if token[0] == "0"] == []
    assert [token for token in entry(term).tokens.split(" ") if token[0] == "0"] == sorted(
        f"0{name_token(name)}" for name in ("poor households", "needy")
    )


def test_the_names_of_an_agency_are_read_in_its_own_entry_and_where_it_is_carried():
    name = {"en": "Ministry of Commerce", "zh-Hans": "商务部"}
    agency = {"kind": "agency", "title": name, "name": name, "other_names": [{"language": "zh-Hans", "text": "部"}]}
    document = {"kind": "document", "title": {"zh-Hans": "意见"}, "issuers": [{"agency": {"name": name}}]}
    assert (entry(agency).readings, entry(document).readings) == ("商务部\tshang\twu\tbu",) * 2
    read = {"~shangwubu", "~wubu", "~swb", "~wb"}
    assert {token: levels(agency)[token] for token in read} == dict.fromkeys(read, NAME)
    assert {token: levels(document)[token] for token in read} == dict.fromkeys(read, TEXT)
    assert entry(document).words == read | {"ministry", "of", "commerce"}


def test_the_vocabulary_learns_words_and_no_characters(made):
    words = entry(dump(made["document"])).words
    assert {"opinions", "village", "shops", "2015"} <= words
    assert [word for word in words if "意" in word or "见" in word] == []


def test_a_source_is_found_with_the_sentences_of_its_last_snapshot(made):
    content = dump(made["source"])
    assert entry(content).text_id == content["snapshots"][-1]["sha256"]
    earlier = {**content["snapshots"][0], "sha256": "0" * 64}
    assert entry({**content, "snapshots": [earlier, *content["snapshots"]]}).text_id == entry(content).text_id
    assert entry(dump(made["document"])).text_id is None


def test_an_entry_is_the_same_whenever_it_is_made(made):
    for record in made.values():
        content = dump(record)
        assert (entry(content), text_of(content)) == (entry(content), text_of(content))


def test_sentences_and_lines_that_are_none_stand_where_they_stand_in_the_text():
    text = "A heading\n\nShops matter. 农村電商很重要。\n"
    assert [(row.start, row.end, row.search_text) for row in sentence_entries(text)] == [
        (0, 9, "a heading"),
        (11, 24, "shops matter."),
        (25, 33, "农村电商很重要。"),
    ]
    assert [text[row.start : row.end] for row in sentence_entries(text)] == [
        "A heading",
        "Shops matter.",
        "农村電商很重要。",
    ]
    first = next(sentence_entries(text))
    assert (first.tokens, first.words) == ("3a 3heading", {"a", "heading"})
