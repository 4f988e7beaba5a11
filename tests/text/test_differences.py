"""Differences between two contents, value by value, and two people's changes joined."""

from policies.text.differences import Change, assembled, changes, joined, same, units

EARLY = {"kind": "stated", "edtf": "2015", "wording": "2015", "preferred": True}
LATE = {"kind": "signed", "edtf": "2015-11-09", "wording": "9 November 2015", "preferred": False}
QUOTE = {
    "value": "date",
    "snapshot": {"number": 1, "sha256": "aa", "url": "/sources/news/snapshots/1.txt"},
    "start": 3,
    "end": 7,
    "quote": "2015",
}
EARLY_PATH = ("dates", '["stated","2015"]')
LATE_PATH = ("dates", '["signed","2015-11-09"]')
QUOTE_PATH = ("evidence", '["date","aa",3,7]')


def content(**values):
    return {
        "kind": "document",
        "id": "d",
        "slug": "opinions",
        "url": "/documents/opinions/",
        "title": {"en": "Opinions", "zh-Hans": "意见"},
        "number": None,
        "date": {"edtf": "2015"},
        "dates": [{**EARLY, "evidence": [QUOTE]}],
        "themes": [{"scheme": "theme", "code": "RURAL", "label": {"en": "Rural"}, "broader": [], "url": "/r/"}],
        "evidence": [QUOTE],
        "measures_count": 3,
        **values,
    }


def test_a_content_is_cut_into_values_languages_and_rows():
    assert units(content()) == {
        ("slug",): "opinions",
        ("title", "en"): "Opinions",
        ("title", "zh-Hans"): "意见",
        ("number",): None,
        EARLY_PATH: EARLY,
        ("themes", '["theme","RURAL",null,null]'): content()["themes"][0],
        QUOTE_PATH: {**QUOTE, "row": EARLY_PATH},
    }


def test_its_units_put_together_are_the_content_again():
    assert assembled(units(content()), content()) == content()


def test_equal_contents_have_no_changes():
    assert changes(content(), content()) == []


def test_what_follows_from_other_records_is_no_change():
    theme = {**content()["themes"][0], "label": {"en": "Countryside"}}
    assert changes(content(), content(measures_count=4, themes=[theme])) == []


def test_a_text_in_one_language_is_a_change_of_its_own():
    assert changes(content(), content(title={"en": "Opinions", "zh-Hans": "指导意见"})) == [
        Change(("title", "zh-Hans"), "意见", "指导意见")
    ]


def test_a_row_added_and_a_row_taken_away_are_changes():
    added = content(dates=[{**EARLY, "evidence": [QUOTE]}, {**LATE, "evidence": []}])
    assert changes(content(), added) == [Change(LATE_PATH, None, LATE)]
    assert changes(added, content()) == [Change(LATE_PATH, LATE, None)]


def test_a_row_replaced_by_its_like_is_one_change():
    later = {**EARLY, "edtf": "2016"}
    found = changes(content(evidence=[], dates=[EARLY]), content(evidence=[], dates=[later]))
    assert found == [Change(("dates", '["stated","2016"]'), EARLY, later)]


def test_the_order_of_rows_is_no_change():
    rows = [{**EARLY, "evidence": []}, {**LATE, "evidence": []}]
    assert changes(content(dates=rows), content(dates=rows[::-1])) == []


def test_the_same_row_twice_is_two_rows():
    twice = units({"kind": "source", "evidence": [QUOTE, QUOTE]})
    assert list(twice) == [QUOTE_PATH, (*QUOTE_PATH, "1")]


def test_a_record_that_was_not_there_is_all_new():
    found = changes(None, content(number="78"))
    assert [change.path for change in found] == list(units(content()))
    assert all(change.before is None for change in found)


def test_another_record_is_the_same_under_its_new_name():
    assert same({"id": "a", "url": "/agencies/a/", "title": {"en": "A"}}, {"id": "a", "url": "/agencies/b/"})
    assert not same({"id": "a", "url": "/agencies/a/"}, {"id": "b", "url": "/agencies/a/"})


def test_what_only_one_of_two_changed_is_taken_from_each():
    mine = content(title={"en": "Guiding opinions", "zh-Hans": "意见"})
    theirs = content(number="78", dates=[{**EARLY, "evidence": [QUOTE]}, {**LATE, "evidence": []}])
    both = joined(content(), mine, theirs)
    assert both.conflicts == []
    assert assembled(both.units, content()) == content(
        title={"en": "Guiding opinions", "zh-Hans": "意见"},
        number="78",
        dates=[{**EARLY, "evidence": [QUOTE]}, {**LATE, "evidence": []}],
    )


def test_what_both_changed_differently_conflicts_and_mine_stands_until_one_is_chosen():
    both = joined(content(), content(number="78"), content(number="79"))
    assert both.conflicts == [("number",)]
    assert both.units[("number",)] == "78"


def test_what_both_changed_alike_does_not_conflict():
    both = joined(content(), content(number="78"), content(number="78"))
    assert (both.conflicts, both.units[("number",)]) == ([], "78")


def test_a_row_that_one_took_away_and_the_other_changed_conflicts():
    changed = content(dates=[{**EARLY, "wording": "in 2015", "evidence": [QUOTE]}])
    both = joined(content(), content(dates=[], evidence=[]), changed)
    assert both.conflicts == [EARLY_PATH]
    assert EARLY_PATH not in both.units


def test_evidence_goes_with_the_row_it_bears_on():
    chosen = {path: value for path, value in units(content()).items() if path != EARLY_PATH}
    assert assembled(chosen, content())["evidence"] == []


def test_a_quote_put_on_another_row_is_a_change_of_the_quote():
    one = content(dates=[{**EARLY, "evidence": [QUOTE]}, {**LATE, "evidence": []}])
    other = content(dates=[{**EARLY, "evidence": []}, {**LATE, "evidence": [QUOTE]}])
    assert [change.path for change in changes(one, other)] == [QUOTE_PATH]


def test_the_same_words_cited_for_two_rows_are_evidence_of_each():
    late = {**LATE, "evidence": [QUOTE]}
    both = content(dates=[{**EARLY, "evidence": [QUOTE]}, late], evidence=[QUOTE, QUOTE])
    assert [value["row"] for path, value in units(both).items() if path[0] == "evidence"] == [EARLY_PATH, LATE_PATH]
    assert assembled(units(both), both) == both
