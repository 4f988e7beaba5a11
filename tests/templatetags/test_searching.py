import pytest
from django.utils.translation import override

from policies.templatetags.searching import FIELDS, explained, field_label, found, found_in
from policies.text.found import Mark, Reason, Run, Way
from policies.text.parts import NAME, TEXT, Part

HIT, OTHER = Mark(0, 1, Way.EXACT, "poor"), Mark(0, 1, Way.SYNONYM, "poor")


def test_words_are_marked_and_other_names_told_apart_and_explained():
    runs = [Run("<the> "), Run("poor", HIT), Run(" & "), Run("impoverished", OTHER)]
    assert found(runs) == (
        '&lt;the&gt; <mark>poor</mark> &amp; <mark class="other" title="for “poor”">impoverished</mark>'
    )


def test_words_of_another_language_say_so():
    reason = Reason(Part("agency", TEXT, "商务部"), [Run("商务部")])
    assert found_in(reason) == '<span lang="zh-Hans">商务部</span>'
    with override("zh-hans"):
        assert found_in(reason) == "商务部"
    assert found_in(Reason(Part("title", NAME, "Shops", "en"), [Run("Shops")])) == "Shops"


@pytest.mark.parametrize(("way", "said"), [(Way.SYNONYM, "for “poor”"), (Way.READING, "read “poor”")])
def test_it_is_said_how_another_name_answers(way, said):
    assert explained(Mark(0, 1, way, "poor")) == said


def test_what_was_typed_says_in_which_language_it_is():
    assert explained(Mark(0, 1, Way.SYNONYM, "<贫困>")) == 'for “<span lang="zh-Hans">&lt;贫困&gt;</span>”'


@pytest.mark.parametrize("name", FIELDS)
def test_every_part_has_a_label(name):
    assert field_label(Reason(Part(name, TEXT, "x"), []))
