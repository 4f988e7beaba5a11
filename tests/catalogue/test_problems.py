import pytest

from policies.catalogue.problems import PROBLEMS, complaints_listed, did_you_mean, problem


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_problem_is_told_as_rfc_9457_has_it(name):
    assert problem(name, "It is so.", "/api/v1/x/") == {
        "type": f"/api/docs/#{name}",
        "title": str(PROBLEMS[name].title),
        "status": PROBLEMS[name].status,
        "detail": "It is so.",
        "instance": "/api/v1/x/",
    }


def test_a_problem_can_say_more():
    assert problem("withdrawn", "Gone.", "/x", reason="Wrong.")["reason"] == "Wrong."


def test_every_complaint_is_listed_with_its_parameter():
    assert complaints_listed({"year": ["One.", "Two."], "q": ["Three."]}) == [
        {"parameter": "year", "detail": "One."},
        {"parameter": "year", "detail": "Two."},
        {"parameter": "q", "detail": "Three."},
    ]


@pytest.mark.parametrize(
    ("given", "question"),
    [("SUBSIDI", " Did you mean SUBSIDY?"), ("subsidy-", " Did you mean SUBSIDY?"), ("xyz", ""), ("", "")],
)
def test_a_word_that_is_nearly_known_is_asked_for(given, question):
    assert did_you_mean(given, ["SUBSIDY", "CREDIT"]) == question
