"""Dates in the words of either language."""

import pytest

from policies.text.edtf import from_words
from policies.text.wording import in_words

SAID = {
    "2015": ("2015", "2015年"),
    "2015-08": ("August 2015", "2015年8月"),
    "2015-11-09": ("9 November 2015", "2015年11月9日"),
    "[2015-01..2015-04]": ("early 2015", "2015年初"),
    "[2015-05..2015-08]": ("mid 2015", "2015年中"),
    "[2014-09..2014-12]": ("late 2014", "2014年底"),
    "[2015-11-01..2015-11-10]": ("early November 2015", "2015年11月上旬"),
    "[2015-11-11..2015-11-20]": ("mid November 2015", "2015年11月中旬"),
    "[2016-02-21..2016-02-29]": ("end of February 2016", "2016年2月下旬"),
}


@pytest.mark.parametrize(("value", "english", "chinese"), [(value, *words) for value, words in SAID.items()])
def test_a_date_is_said_in_both_languages(value, english, chinese):
    found = [in_words(value, language) for language in ("en", "zh-Hans", "zh-hans")]
    assert found == [english, chinese, chinese]


@pytest.mark.parametrize(("value", "language"), [(value, name) for value in SAID for name in ("en", "zh-Hans")])
def test_the_words_are_read_as_the_same_date(value, language):
    assert from_words(in_words(value, language)).edtf == value


SENTENCES = "[..2015-09-07] 2015-11/.. 201X 2015? 2015-XX 2015-11-01/2015-11-10 [2014..2015] [2015-02-21..2015-02-27]"


@pytest.mark.parametrize("value", [*SENTENCES.split(), "[2015-11-01..2015-11-12]", "[2015-11-21..2015-12-31]", ""])
def test_what_takes_a_sentence_has_no_words(value):
    assert (in_words(value, "en"), in_words(value, "zh-Hans")) == ("", "")
