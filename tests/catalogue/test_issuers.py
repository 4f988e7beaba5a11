"""Which agency stands at which document, and with whom."""

from policies.catalogue.issuers import issuing


def agency(name):
    return {"id": f"id-{name}", "slug": name}


def issuer(name, role, preferred=True):
    return {"agency": agency(name), "role": role, "preferred": preferred}


def document(*issuers, unnamed=0):
    return {"issuers": list(issuers), "unnamed_issuers": unnamed}


# B has most, then A and C; D is only what another source says.
TOGETHER = document(issuer("b", "lead"), issuer("c", "joint"), unnamed=18)
ALONE = document(issuer("b", "sole"), issuer("d", "sole", preferred=False))
APPROVED = document(issuer("a", "approving"), issuer("c", "lead"))
NUMBERS = {"id-a": 1, "id-b": 9, "id-c": 1}
DRAWN = issuing([TOGETHER, ALONE, APPROVED], NUMBERS)


def cells(place):
    return [(cell["role"], cell["is_issuer"], cell["line"]) for cell in DRAWN["rows"][place]["cells"]]


def test_agencies_stand_in_the_order_of_how_many_documents_they_have():
    assert [(row["agency"]["slug"], row["number"]) for row in DRAWN["rows"]] == [("b", 9), ("a", 1), ("c", 1), ("d", 0)]


def test_documents_are_numbered_in_the_order_given():
    assert DRAWN["columns"] == [
        {"number": 1, "record": TOGETHER},
        {"number": 2, "record": ALONE},
        {"number": 3, "record": APPROVED},
    ]


def test_a_line_joins_the_issuers_of_a_document_and_those_without_a_name():
    assert cells(0) == [("lead", True, "down"), ("sole", True, ""), ("", False, "")]
    assert cells(1) == [("", False, "through"), ("", False, ""), ("approving", True, "")]
    assert cells(2) == [("joint", True, "through"), ("", False, ""), ("lead", True, "")]
    assert [(cell["number"], cell["line"]) for cell in DRAWN["unnamed"]] == [(18, "up"), (0, ""), (0, "")]


def test_what_another_source_says_is_shown_and_not_joined():
    assert cells(3) == [("", False, "through"), ("sole", False, ""), ("", False, "")]


def test_an_agency_that_one_source_names_and_we_hold_too_stands_as_what_we_hold():
    drawn = issuing([document(issuer("a", "sole", preferred=False), issuer("a", "joint"), issuer("b", "lead"))], {})
    assert [(row["agency"]["slug"], row["cells"][0]["role"]) for row in drawn["rows"]] == [
        ("a", "joint"),
        ("b", "lead"),
    ]


def test_with_whom_and_how_often_is_said_in_numbers():
    partners = {row["agency"]["slug"]: row["partners"] for row in DRAWN["rows"]}
    assert partners == {
        "b": {
            "documents": 2,
            "alone": 1,
            "unnamed": 18,
            "approved": 0,
            "with": [{"agency": agency("c"), "number": 1}],
        },
        "a": {"documents": 0, "alone": 0, "unnamed": 0, "approved": 1, "with": []},
        "c": {
            "documents": 2,
            "alone": 1,
            "unnamed": 18,
            "approved": 0,
            "with": [{"agency": agency("b"), "number": 1}],
        },
        "d": {"documents": 0, "alone": 0, "unnamed": 0, "approved": 0, "with": []},
    }


def test_who_approves_a_document_is_beside_its_issuers_and_joined_to_none():
    drawn = issuing([document(issuer("a", "sole"), issuer("b", "approving")), document(issuer("b", "designating"))], {})
    assert [[(cell["role"], cell["line"]) for cell in row["cells"]] for row in drawn["rows"]] == [
        [("sole", ""), ("", "")],
        [("approving", ""), ("designating", "")],
    ]
    assert [row["partners"] for row in drawn["rows"]] == [
        {"documents": 1, "alone": 1, "unnamed": 0, "approved": 0, "with": []},
        {"documents": 0, "alone": 0, "unnamed": 0, "approved": 2, "with": []},
    ]


def test_an_agency_that_issues_and_approves_stands_as_what_it_issues():
    drawn = issuing([document(issuer("a", "approving"), issuer("a", "joint"), issuer("b", "lead"))], {})
    assert [(row["cells"][0]["role"], row["cells"][0]["line"]) for row in drawn["rows"]] == [
        ("joint", "down"),
        ("lead", "up"),
    ]


def test_only_issuers_without_a_name_are_joined_to_nothing():
    drawn = issuing([document(unnamed=3)], {})
    assert (drawn["rows"], [(cell["number"], cell["line"]) for cell in drawn["unnamed"]]) == ([], [(3, "")])


def test_where_every_issuer_has_a_name_there_is_no_row_for_those_without():
    assert issuing([ALONE], NUMBERS)["unnamed"] == []


def test_nothing_to_draw_draws_nothing():
    assert issuing([], {}) == {"columns": [], "rows": [], "unnamed": []}
