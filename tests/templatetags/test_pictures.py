"""How the figures of pictures are worded."""

from datetime import date

import pytest
from django.utils.translation import override

from policies.templatetags.pictures import language_of_name, named_with_instrument, tick_label


@pytest.mark.parametrize(
    ("step", "language", "said"),
    [(12, "en", "2015"), (60, "zh-hans", "2015"), (3, "en", "Jul 2015"), (1, "zh-hans", "2015年7月")],
)
def test_a_line_is_a_year_or_where_lines_are_nearer_a_month(step, language, said):
    with override(language):
        assert tick_label({"day": date(2015, 7, 1), "step": step}) == said


def test_a_name_has_the_language_it_is_shown_in():
    named = {"title": {"en": "Opinions", "zh-Hans": "意见"}}
    assert language_of_name(named) == "en"
    with override("zh-hans"):
        assert language_of_name(named) == "zh-Hans"
        assert language_of_name({"title": {"en": "Opinions"}}) == "en"


def test_a_mark_of_a_measure_says_its_instrument_in_the_language_of_its_name():
    instrument = {"code": "PILOT", "label": {"en": "Pilot", "zh-Hans": "试点"}}
    named = {"title": {"en": "Pilot projects", "zh-Hans": "试点项目"}, "instrument": instrument}
    assert named_with_instrument(named) == "Pilot projects (Pilot)"
    assert named_with_instrument({**named, "instrument": {"code": "PILOT"}}) == "Pilot projects"
    with override("zh-hans"):
        assert named_with_instrument(named) == "试点项目（试点）"
        assert named_with_instrument({**named, "title": {"en": "Pilot projects"}}) == "Pilot projects（Pilot）"
