"""What a query finds, and in which order."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.catalogue.search import LAST_RANK, Search
from policies.domain import publishing
from policies.models import Edition
from policies.text.tokens import RUN, SHORTEST_INSIDE, is_chinese, pieces
from tests import factories as f
from tests.catalogue.asking import ask, now, slugs
from tests.catalogue.keeping import kept

NUMBER = "国办发〔2015〕78号"


def make():
    """Measures of one document of a ministry with a Chinese name, each with a word of its own."""
    made = {"source": f.source(f"{f.TEXT} {NUMBER}")}
    made["agency"] = f.agency(made["source"], name_en="Ministry of Commerce", name_zh="商务部", slug="commerce")
    made["document"] = f.document(made["source"], made["agency"], number=NUMBER, slug="opinions")
    f.cite(made["document"], NUMBER, made["source"], "number")
    titles = {
        "shops": "Village e-commerce shops",
        "loans": "Loans for impoverished villages",
        "training": "Training of poverty-stricken farmers",
        "chinese": "農村電商冷鏈",
    }
    measures = [
        f.measure(made["source"], made["document"], slug=slug, title_en=title) for slug, title in titles.items()
    ]
    f.publish(made["source"], made["agency"], made["document"], *measures)
    return made | dict(zip(titles, measures, strict=True))


once, made = kept(make)


def measures(query):
    return slugs("measure", f"q={query}")


def ranks(query, kind="measure"):
    return {edition.slug: edition.rank for edition in ask(kind, f"q={query}").ordered}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("loan", ["loans"]),
        ("trained", ["training"]),
        ("VILLAGES loans", ["loans"]),
        ("zeppelin", []),
        ("impoverish", ["loans"]),
        ("llage", ["loans", "shops"]),
        ("e-commerce", ["shops", "chinese"]),
        ("ecommerce", ["shops", "chinese"]),
        ('"commerce shops"', ["shops"]),
        ('"loan"', ["loans"]),
        ('"shops commerce"', []),
        ("农村", ["chinese"]),
        ("農村", ["chinese"]),
        ("村", ["chinese"]),
        ("农村冷链", ["chinese"]),
        ("冷鏈、电商", ["chinese"]),
        ('"poverty-stricken"', ["training"]),
        ("villages -loans", ["shops"]),
        ("villages -loan", ["shops"]),
        ('villages -"e-commerce shops"', ["loans"]),
        ("-village", ["chinese", "training"]),
        ("-", []),
        ('""', []),
        ("%25", []),
    ],
)
def test_words_endings_parts_characters_names_phrases_and_a_minus(made, query, found):
    assert sorted(measures(query)) == sorted(found)


@pytest.mark.parametrize("query", ["shangwubu", "shang wu bu", "swb", "ShangWuBu", "shangwu"])
def test_an_agency_is_found_as_its_name_is_read(made, query):
    assert slugs("agency", f"q={query}") == ["commerce"]
    assert slugs("document", f"q={query}") == ["opinions"]


def test_an_agency_with_a_long_name_is_published_and_found_as_it_is_read(made):
    agency = f.agency(made["source"], name_zh="中国共产党中央委员会农村工作领导小组办公室", slug="rural-work")
    f.publish(agency)
    read = "zhongguogongchandangzhongyangweiyuanhuinongcungongzuolingdaoxiaozubangongshi"
    for query in (read, read[8:], "nongcungongzuolingdao", "zggcdzywyhncgzldxzbgs"):
        assert slugs("agency", f"q={query}") == ["rural-work"]


@pytest.mark.parametrize("query", ["sh", "bu", "sha", "hang", "shangwubux"])
def test_a_few_letters_of_a_reading_are_none(made, query):
    assert slugs("agency", f"q={query}") == []


@pytest.mark.parametrize(
    "number", ["国办发〔2015〕78号", "国办发[2015]78号", "国办发﹝2015﹞078号", "國辦發(2015)78號"]
)
def test_a_document_and_its_measures_are_found_by_its_number_in_any_brackets(made, number):
    assert ranks(number, "document") == {"opinions": 0}
    assert set(ranks(number)) == {"shops", "loans", "training", "chinese"}


def test_a_term_is_found_by_what_else_it_is_called(made):
    term = made["loans"].instrument
    term.other_labels.create(language="en", text="grant in aid")
    f.publish(term)
    assert set(measures("grant in aid")) == {"shops", "loans", "training", "chinese"}
    assert measures('"grant in aid"') == []


def test_names_rank_before_quotes_and_quotes_before_the_rest(made):
    assert ranks("Ministry of Commerce", "agency") == {"commerce": 0}
    assert ranks("village") == {"shops": 1, "loans": 1}
    assert set(ranks("delivery").values()) == {2}
    assert set(ranks("Ministry of Commerce").values()) == {3}


def test_the_words_themselves_rank_before_all_else_that_answers(made):
    assert ranks("poverty-stricken") == {"training": 1, "loans": 4, "shops": 5, "chinese": 5}
    assert ranks("ommerce") == {"shops": 4, **dict.fromkeys(("loans", "training", "chinese"), LAST_RANK)}
    assert ranks("swb", "agency") == {"commerce": 4}


def test_what_no_word_leads_to_is_not_taken_for_a_name(made):
    source = f.source(f"{f.TEXT} It helped 3-5 households.", slug="households")
    document = f.document(source, made["agency"])
    measure = f.measure(source, document, slug="helped", title_en="Help")
    f.cite(measure, "It helped 3-5 households.", source)
    f.publish(source, document, measure)
    assert ranks("3-5") == ranks("help 3-5") == {"helped": 2}
    assert ranks("help") == {"helped": 0}


def test_records_of_one_rank_and_date_stand_by_their_titles(made):
    assert measures("delivery") == ["loans", "training", "shops", "chinese"]


def test_a_draft_is_not_found_and_a_withdrawn_record_no_more(made):
    f.measure(made["source"], made["document"], title_en="Zeppelins")
    f.change(made["loans"], title_en="Zeppelins")
    assert (measures("zeppelins"), measures("loans")) == ([], ["loans"])
    publishing.withdraw([made["loans"]], by=None, reason="Wrong.")
    assert measures("loans") == []


def test_a_past_moment_is_searched_as_it_was_but_for_what_was_taken_down(made):
    then = now()
    f.change(made["shops"], title_en="Zeppelins")
    f.publish(made["shops"])
    publishing.withdraw([made["loans"]], by=None, reason="Wrong.")
    assert (measures("shops"), measures("zeppelins")) == ([], ["shops"])
    assert slugs("measure", f"q=e-commerce+shops&as_of={then}") == ["shops"]
    assert slugs("measure", f"q=zeppelins&as_of={then}") == []
    assert slugs("measure", f"q=loans&as_of={then}") == ["loans"]
    publishing.withdraw([made["training"]], by=None, reason="Law.", takedown=True)
    assert slugs("measure", f"q=farmers&as_of={then}") == []


def oracle(texts, query):
    """The editions whose text has, letter by letter, every piece; or as a word, if it is very short."""
    asked = [piece.text for piece in pieces(query)]
    return {pk for pk, text in texts.items() if all(piece in _short_words(piece, text) for piece in asked)}


def _short_words(piece, text):
    is_short = piece.isalnum() and len(piece) < SHORTEST_INSIDE and not is_chinese(piece)
    return RUN.findall(text) if is_short else text


def found_by(query):
    return set(Search(query).narrow(Edition.objects.current()).values_list("pk", flat=True))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_nothing_that_has_the_words_is_ever_missed(made, data):
    texts = dict(Edition.objects.current().values_list("pk", "search_text"))
    text = data.draw(st.sampled_from(sorted(texts.values())))
    query = []
    for _piece in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text) - 1))
        cut = text[start : start + data.draw(st.integers(1, 20))].partition("\n")[0].replace('"', " ")
        query.append(data.draw(st.sampled_from([cut, f'"{cut}"', cut.upper()])))
    asked = [piece.text for piece in pieces(" ".join(query)) if not piece.is_excluded]
    literal = " ".join(f'"{piece}"' for piece in asked)
    if asked:
        assert oracle(texts, literal) == found_by(literal)
    # Without its quotation marks a piece may begin with a minus.
    if asked and not any(piece.is_excluded for piece in pieces(" ".join(asked))):
        assert oracle(texts, " ".join(asked)) <= found_by(" ".join(asked))


@pytest.mark.parametrize(
    "query",
    [
        "x" * 100_000,
        "e " * 3000,
        '"' * 5000,
        "-a " * 3000,
        "农" * 5000,
        "a-" * 3000,
        "\x00\ud800",
        "' OR 1=1 --",
        "*:^{}",
    ],
)
def test_any_text_is_a_query_and_none_an_error(made, query):
    assert isinstance(list(Search(query).ranked(Search(query).narrow(Edition.objects.current()))), list)


def test_letters_inside_too_many_words_are_looked_for_in_the_texts(made, monkeypatch):
    monkeypatch.setattr("policies.catalogue.search_words.MOST_WORDS", 1)
    assert sorted(measures("llage")) == ["loans", "shops"]
    assert sorted(measures('"oans for"')) == ["loans"]
    assert measures("llage -oan") == ["shops"]


def test_what_is_read_so_is_found_beside_letters_inside_too_many_words(made, monkeypatch):
    f.change(made["agency"], name_en="Ministry of villages")
    f.publish(made["agency"])
    assert slugs("agency", "q=shangwu llage") == ["commerce"]
    monkeypatch.setattr("policies.catalogue.search_words.MOST_WORDS", 1)
    assert slugs("agency", "q=shangwu llage") == ["commerce"]
    monkeypatch.setattr("policies.catalogue.search_words.MOST_WORDS", 0)
    assert slugs("agency", "q=shangwubu llage") == ["commerce"]
