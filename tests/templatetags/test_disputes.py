"""What sources disagree about, and titles in other languages."""

import pytest
from django.utils.translation import override

from policies.templatetags.disputes import agreed, agreed_value, in_dispute, titles_in_other_languages

SUPPORTS, CONTRADICTS = {"value": "type", "stance": "supports"}, {"value": "type", "stance": "contradicts"}


def document(*, dates=(), issuers=(), evidence=()):
    return {
        "dates": [{"kind": kind, "preferred": preferred, "evidence": list(found)} for kind, preferred, found in dates],
        "issuers": [{"preferred": preferred, "evidence": []} for preferred in issuers],
        "evidence": list(evidence),
    }


@pytest.mark.parametrize(
    ("values", "parts"),
    [
        ({}, []),
        ({"dates": [("stated", True, []), ("signed", False, [SUPPORTS])], "issuers": [True, True]}, []),
        ({"dates": [("stated", True, []), ("stated", False, [])]}, ["dates"]),
        ({"dates": [("stated", True, []), ("signed", False, [CONTRADICTS])]}, ["dates"]),
        ({"issuers": [True, False]}, ["issuers"]),
        ({"evidence": [SUPPORTS, CONTRADICTS, CONTRADICTS]}, ["facts"]),
        ({"evidence": [{"value": "date", "stance": "contradicts"}]}, []),
    ],
)
def test_values_of_which_sources_give_more_than_one_are_named(values, parts):
    assert [value["id"] for value in in_dispute(document(**values))] == parts


def test_a_value_in_dispute_is_called_by_its_name():
    assert in_dispute(document(issuers=[True, False], evidence=[CONTRADICTS])) == [
        {"id": "issuers", "label": "who issued it", "stance": "contradicts"},
        {"id": "facts", "label": "type", "stance": "contradicts"},
    ]


def test_a_source_that_only_names_a_wider_body_is_less_precise():
    opinions = document(issuers=[True, False])
    opinions["issuers"][1]["evidence"] = [{"value": "issuer", "stance": "imprecise"}]
    assert in_dispute(opinions) == [{"id": "issuers", "label": "who issued it", "stance": "imprecise"}]


def test_an_official_title_in_another_language_stands_under_the_heading_and_one_of_ours_does_not():
    record = {
        "title": {"en": "Opinions", "zh-Hans": "意见"},
        "title_supplied": True,
        "official_titles": ["zh-Hans"],
    }
    assert titles_in_other_languages(record) == [("zh-Hans", "意见")]
    assert titles_in_other_languages({**record, "title_supplied": False, "title": {"en": "Opinions"}}) == []
    assert titles_in_other_languages({"name": {"en": "Ministry", "zh-Hans": "部"}}) == [("zh-Hans", "部")]
    with override("zh-hans"):
        assert titles_in_other_languages(record) == []


def said(source, stance="supports", value="record"):
    return {"value": value, "stance": stance, "source": {"id": source}}


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        ({"evidence": [said("A"), said("A")]}, "1 source supports what stands here; none contradicts it."),
        ({"evidence": [said("A"), said("B")]}, "2 sources support what stands here; none contradicts it."),
        ({"evidence": [said("A"), said("B", "imprecise")]}, "1 source supports what stands here; none contradicts it."),
        ({"evidence": [said("A"), said("B", "contradicts")]}, ""),
        ({"evidence": [said("A", "imprecise")]}, ""),
        ({"evidence": []}, ""),
        (document(evidence=[said("A")]), "1 source supports what stands here; none contradicts it."),
        # Nobody is cited against it, and yet two dates of one event do not agree.
        (document(evidence=[said("A")], dates=[("stated", True, []), ("stated", False, [])]), ""),
    ],
)
def test_a_record_that_no_source_contradicts_says_so(record, sentence):
    assert agreed(record) == sentence


def test_a_value_that_several_sources_support_and_none_contradicts_says_so():
    assert agreed_value([said("A"), said("B")]) == "2 sources support this; none contradicts it."
    assert agreed_value([said("A"), said("A")]) == ""
    assert agreed_value([said("A"), said("B"), said("C", "contradicts")]) == ""
