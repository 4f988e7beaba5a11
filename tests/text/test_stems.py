import pytest

from policies.text.stems import stem


@pytest.mark.parametrize(
    "forms",
    [
        ["subsidy", "subsidies"],
        ["pilot", "pilots", "piloting", "piloted"],
        ["agriculture", "agricultural"],
        ["encourage", "encourages", "encouraged", "encouraging"],
    ],
)
def test_forms_of_a_word_have_one_stem(forms):
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize("word", ["农村", "78", "5g", "étude", "e-commerce", ""])
def test_what_is_no_plain_word_stays(word):
    assert stem(word) == word
