from collections import Counter

from policies.text.synonyms import LINES, others
from policies.text.tokens import comparable


def test_each_word_of_a_line_finds_the_others():
    assert others("poverty-stricken") == ["impoverished", "poor", "贫困"]
    assert others("贫困") == ["impoverished", "poverty-stricken", "poor"]


def test_other_words_have_none():
    assert (others("zeppelin"), others(""), others("Poor")) == ([], [], [])


def test_words_stand_once_and_as_they_are_compared():
    words = [word for line in LINES for word in line]
    assert [word for word, times in Counter(words).items() if times > 1 or comparable(word) != word] == []
