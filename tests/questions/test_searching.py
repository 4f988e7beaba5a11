"""Words that the article itself does not have, but by which a reader calls what it is about."""

from tests.questions.article import measures


def test_a_chinese_word_for_an_instrument_finds_its_measures():
    assert measures('?q="冷链"') == ["M21", "M25"]


def test_it_finds_the_english_words_for_the_same_too():
    assert measures("?q=冷链") == ["M21", "M22", "M23", "M24", "M25", "M26"]


def test_the_name_of_an_agency_finds_the_measures_of_its_documents():
    assert measures("?q=Ministry+of+Commerce") == ["M02", "M03", "M04", "M05"]
