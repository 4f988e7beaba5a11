"""Titles of records: whose they are."""

import pytest

from policies.text.titles import is_supplied, translating_source


@pytest.mark.parametrize(
    ("record", "is_ours"),
    [
        ({"title_supplied": True, "official_titles": []}, {"en": True, "zh-Hans": True}),
        ({"title_supplied": True, "official_titles": ["zh-Hans"]}, {"en": True, "zh-Hans": False}),
        ({"title_supplied": True}, {"en": True, "zh-Hans": True}),
        ({"title_supplied": False, "official_titles": ["zh-Hans"]}, {"en": False, "zh-Hans": False}),
        ({}, {"en": False, "zh-Hans": False}),
    ],
)
def test_a_title_is_ours_in_each_language_that_has_no_official_one(record, is_ours):
    assert {language: is_supplied(record, language) for language in is_ours} == is_ours


@pytest.mark.parametrize(
    ("kind", "trusts", "told"),
    [
        ("translation", ["machine-translation"], "machine-translation"),
        ("translation", ["official-translation", "official-translation"], "official-translation"),
        ("translation", ["official-translation", "machine-translation"], None),
        ("translation", ["news-agency"], None),
        ("translation", [], None),
        ("official", ["machine-translation"], None),
    ],
)
def test_whose_translation_a_name_is_follows_from_its_sources(kind, trusts, told):
    name = {"kind": kind, "evidence": [{"source": {"trust": trust}} for trust in trusts]}
    source = translating_source(name)
    assert (source and source["trust"]) == told
