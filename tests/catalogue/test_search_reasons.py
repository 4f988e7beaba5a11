"""Why a query finds a record, with the words marked to the character."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.catalogue.search import Search
from policies.catalogue.search_reasons import LONGEST_SHOWN, Marker
from policies.text.found import Way
from policies.text.tokens import comparable
from tests import factories as f

pytestmark = pytest.mark.django_db


def marked(query, text, readings=""):
    """The text with its marks in brackets."""
    runs = Marker(Search(query)).heading(text, readings)
    return "".join(f"[{run.text}]" if run.mark else run.text for run in runs)


def ways(query, text):
    return [(text[mark.start : mark.end], mark.way, mark.piece) for mark in Marker(Search(query)).marks(text)]


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("cold CHAIN", "Cold\u00a0chains, cold", "[Cold]\u00a0[chain]s, [cold]"),
        ('"cold chain"', "a Cold\u00a0 chain", "a [Cold\u00a0 chain]"),
        ("农村", "發展農村電商", "發展[農村]電商"),
        ("農村電商", "农村的电商", "[农村]的[电商]"),
        ("国办发[2015]78号", "见（国办发﹝2015〕第078号）。", "见（[国办发﹝2015〕第078号]）。"),
        ("ecommerce", "rural E-commerce", "rural [E-commerce]"),
        ("etude", "étude", "étude"),
        ("étude", "e\u0301tude x", "[e\u0301tude] x"),
        ("1", "½ of farmers", "[½] of farmers"),
        ("令", "㋿元年", "[㋿]元年"),
        ("和元", "㋿元年", "[㋿元]年"),
        ("ffi", "aﬃx", "a[ﬃ]x"),
        ("ffix", "aﬃx", "a[ﬃx]"),
        ("aff", "aﬃx", "[aﬃ]x"),
        ("ai", "AI said", "[AI] said"),
        ("countryside", "rural 农村", "[rural] [农村]"),
        ("a -b", "a b", "[a] b"),
        ("zeppelin", "<b>", "<b>"),
        ("", "anything", "anything"),
        ("Winning the Battle", "the battle of the villages", "the [battle] of the villages"),
        ('"winning the battle"', "On Winning the Battle of the", "On [Winning the Battle] of the"),
        ('villages "the"', "the villages", "[the] [villages]"),
        ("of the", "the battle of the villages", "[the] battle [of] [the] villages"),
    ],
)
def test_words_are_marked_in_the_texts_own_characters(query, text, found):
    assert marked(query, text) == found
    assert "".join(run.text for run in Marker(Search(query)).heading(text)) == text


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("a1½㋿令ﬃé\u0301 \u200b", min_size=1, max_size=12), st.data())
def test_every_mark_has_something_in_it_and_is_within_the_text(text, data):
    folded = comparable(text)
    start = data.draw(st.integers(0, len(folded)))
    query = folded[start : start + data.draw(st.integers(1, 4))]
    marks = Marker(Search(query)).marks(text)
    assert [mark for mark in marks if not 0 <= mark.start < mark.end <= len(text)] == []


def test_other_forms_are_marked_where_the_catalogue_has_them():
    f.catalogue()
    assert marked("subsidy", "Subsidies are subsidised.") == "[Subsidies] are subsidised."


def test_how_words_answer_is_known():
    f.catalogue()
    assert ways("poor", "Poor, impoverished poorly") == [
        ("Poor", Way.EXACT, "poor"),
        ("impoverished", Way.SYNONYM, "poor"),
        ("poor", Way.EXACT, "poor"),
    ]
    assert ways("shop", "village shops bishops") == [
        ("shops", Way.FORM, "shop"),
        ("shop", Way.EXACT, "shop"),
    ]


@pytest.mark.parametrize("query", ["shangwubu", "swb", "shang wu bu"])
def test_a_name_that_is_read_so_is_marked_whole(query):
    reading = "商务部\tshang\twu\tbu"
    assert marked(query, "商务部", reading) == "[商务部]"
    assert marked(query, "商务部") == "商务部"


def record(**values):
    return {"kind": "measure", "title": {"en": "Village shops"}, **values}


def reasons(query, **values):
    found = Marker(Search(query)).reasons(record(**values), "Village shops")
    return [(row.part.name, "".join(f"[{run.text}]" if run.mark else run.text for run in row.runs)) for row in found]


QUOTES = [{"quote": "It proposed help."}, {"quote": "It proposed shops for poor households."}]


def test_what_the_heading_does_not_answer_is_answered_by_the_best_parts():
    assert reasons("shops poor", evidence=QUOTES) == [("quote", "It proposed [shops] for [poor] households.")]
    assert reasons("shops proposed", verb="proposed", evidence=QUOTES) == [("quote", "It [proposed] help.")]
    assert reasons("planned", verb="planned", evidence=QUOTES) == [("verb", "[planned]")]


def test_a_small_word_that_the_heading_lacks_is_no_reason_beside_words_that_tell_more():
    assert reasons("the village shops", verb="the", evidence=QUOTES) == [
        ("quote", "It proposed [shops] for poor households."),
    ]


def test_where_the_heading_answers_all_a_quote_is_shown():
    assert reasons("shops", verb="shops", evidence=QUOTES) == [
        ("quote", "It proposed [shops] for poor households."),
    ]
    assert reasons("shops", verb="planned") == []


def test_the_words_themselves_are_shown_before_other_names_of_them():
    quotes = [{"quote": "Impoverished areas."}, {"quote": "Poor areas."}]
    assert reasons("poor", evidence=quotes) == [("quote", "[Poor] areas.")]


def test_of_a_long_text_what_stands_around_the_first_mark_is_shown():
    text = "word " * 200 + "zeppelin " + "word " * 200
    shown = Marker(Search("zeppelin")).reasons(record(verb=text), "x")[0].runs
    said = "".join(run.text for run in shown)
    assert [run.text for run in shown if run.mark] == ["zeppelin"]
    assert (said[:6], said[-6:]) == ("… word", "word …")
    assert len(said) <= LONGEST_SHOWN + 30


def test_what_is_found_around_the_key_words_of_a_quote_is_told_apart_and_ranked_after():
    """Two measures share a sentence, and each has its own words in it; their titles say neither."""
    made = f.catalogue()
    start = f.TEXT.index("It proposed")
    shared = "It proposed equipment and delivery subsidies for poor households."
    for words in ("equipment", "delivery"):
        measure = f.measure(made["source"], made["document"], title_en=f"About {words[:2]}", title_supplied=True)
        at = f.TEXT.index(words) - start
        measure.citations.update(spans=[[start + at, start + at + len(words)]])
        f.publish(measure)
    search = Search("delivery")
    measures = search.ranked(search.narrow(search.public())).of("measure").order_by("rank")
    found = [row.record for row in measures if row.record["title"]["en"].startswith("About")]
    assert [record["title"]["en"] for record in found] == ["About de", "About eq"]
    own, around = (Marker(search).reasons(record)[0] for record in found)
    assert (own.part.text, own.is_around, around.part.text, around.is_around) == (shared, False, shared, True)
