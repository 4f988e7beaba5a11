"""What changed between two contents of a record: in itself, and in what it carries of others."""

from policies.text.comparing import Comparison, Renewal, comparison
from policies.text.differences import Change

AGENCY = {"id": "a", "url": "/agencies/a/", "title": {"en": "Agency"}}
TERM = {"scheme": "theme", "code": "TRADE", "label": {"en": "Trade"}, "url": "/t/"}


def content(**values):
    return {
        "kind": "document",
        "id": "d",
        "title": {"en": "Opinions"},
        "issuers": [{"agency": AGENCY, "role": "sole", "preferred": True, "evidence": []}],
        "themes": [TERM],
        "inverse_relations": [],
        "measures_count": 1,
        "evidence": [],
        **values,
    }


def issued_by(agency):
    return [{**content()["issuers"][0], "agency": agency}]


def test_equal_contents_differ_in_nothing():
    assert comparison(content(), content()) == Comparison([], [])


def test_what_was_changed_in_the_record_is_its_own():
    found = comparison(content(), content(title={"en": "Opinions on shops"}))
    assert found == Comparison([Change(("title", "en"), "Opinions", "Opinions on shops")], [])


def test_another_name_of_an_agency_or_a_term_is_carried():
    renamed, relabelled = {**AGENCY, "title": {"en": "Ministry"}}, {**TERM, "label": {"en": "Commerce"}}
    found = comparison(content(), content(issuers=issued_by(renamed), themes=[relabelled]))
    assert found == Comparison([], [Renewal("", AGENCY, renamed), Renewal("", TERM, relabelled)])


def test_another_agency_is_a_change_and_no_new_name():
    other = {"id": "b", "url": "/agencies/b/", "title": {"en": "Office"}}
    assert comparison(content(), content(issuers=issued_by(other))).carried == []


def test_figures_are_carried_and_lists_of_records_by_which_they_are():
    related = [{"predicate": "implements", "document": {"id": "e", "url": "/e/", "title": {"en": "Plan"}}}]
    found = comparison(content(), content(measures_count=2, inverse_relations=related))
    assert found == Comparison([], [Renewal("measures_count", 1, 2), Renewal("inverse_relations", [], related)])
    renamed = [{"predicate": "implements", "document": {"id": "e", "url": "/e/", "title": {"en": "Outline"}}}]
    assert comparison(content(inverse_relations=related), content(inverse_relations=renamed)).carried == []
