"""Two contents of one thing made one, and one record put in the place of another in a third."""

from policies.text.uniting import Choice, choices, renamed, united, without

WORDS = {"source": {"id": "s"}, "snapshot": {"number": 1, "sha256": "aa"}, "start": 3, "end": 7, "quote": "2015"}
OTHER_WORDS = {**WORDS, "start": 9, "end": 12, "quote": "May"}


def agency(name, **values):
    return {"id": name, "url": f"/agencies/{name}/", "name": {"en": name}, **values}


def issuer(name, role="joint", evidence=(), preferred=True):
    return {"agency": agency(name), "role": role, "preferred": preferred, "evidence": list(evidence)}


def date(edtf, evidence=(), preferred=True):
    return {"kind": "stated", "edtf": edtf, "wording": edtf, "preferred": preferred, "evidence": list(evidence)}


def document(name="d", **values):
    return {
        "kind": "document",
        "id": name,
        "slug": name,
        "url": f"/documents/{name}/",
        "title": {"en": name.upper()},
        "title_supplied": False,
        "number": None,
        "type": {"scheme": "document-type", "code": "OPINIONS", "url": "/o/"},
        "dates": [],
        "issuers": [],
        "status": "unknown",
        "other_names": [],
        "relations": [],
        "evidence": [],
        **values,
    }


def measure(name="m", **values):
    return {
        "kind": "measure",
        "id": name,
        "slug": name,
        "title": {"en": name.upper()},
        "title_supplied": True,
        "parent": None,
        "instrument": {"scheme": "instrument", "code": "SUBSIDY", "url": "/s/"},
        "further_instruments": [],
        "targets": [],
        "sectors": [],
        "product": None,
        "not_stated": [],
        "evidence": [],
        **values,
    }


def cited(value, words=WORDS):
    return {"value": value, **words}


def all_taken(kept, lesser):
    return united(kept, lesser, [choice.path for choice in choices(kept, lesser) if choice.is_taken])


def test_what_can_be_chosen_is_what_the_lesser_has_and_the_kept_has_not_so():
    kept = document(number="1号", status="ended")
    lesser = document("e", number="2号", dates=[date("2015")])
    assert choices(kept, lesser) == [
        Choice(("title", "en"), "D", "E", is_taken=False),
        Choice(("number",), "1号", "2号", is_taken=False),
        Choice(("dates", '["stated","2015"]'), None, {k: v for k, v in date("2015").items() if k != "evidence"}, True),
        Choice(("dates", "preferred"), [], [{k: v for k, v in date("2015").items() if k != "evidence"}], True),
    ]


def test_the_kept_content_with_nothing_chosen_gets_the_title_as_a_name_and_no_more():
    found = united(document(), document("e", number="2号"), [])
    assert found == document(other_names=[{"text": "E", "language": "en", "kind": "other", "evidence": []}])


def test_a_name_that_is_there_already_is_not_there_twice():
    name = {"text": "E", "language": "en", "kind": "official", "evidence": []}
    assert all_taken(document(other_names=[name]), document("e"))["other_names"] == [name]
    assert all_taken(document(), document("e", other_names=[name]))["other_names"] == [name]


def test_a_title_that_gives_way_becomes_a_name_unless_it_is_ours():
    for ours, names in ((False, ["D"]), (True, [])):
        found = united(document(title_supplied=ours), document("e"), [("title", "en")])
        assert (found["title"], [row["text"] for row in found["other_names"]]) == ({"en": "E"}, names)


def test_rows_of_both_stand_side_by_side_with_their_evidence():
    kept = document(dates=[date("2014", [cited("date", OTHER_WORDS)])], evidence=[cited("date", OTHER_WORDS)])
    lesser = document("e", dates=[date("2015", [cited("date")])], evidence=[cited("date")])
    found = all_taken(kept, lesser)
    assert found["dates"] == [
        date("2014", [cited("date", OTHER_WORDS)]),
        date("2015", [cited("date")], preferred=False),
    ]
    assert found["evidence"] == [cited("date", OTHER_WORDS), cited("date")]


def test_the_same_row_of_both_has_the_evidence_of_both_once():
    kept = document(issuers=[issuer("a", evidence=[cited("issuer")])], evidence=[cited("issuer")])
    both = [cited("issuer"), cited("issuer", OTHER_WORDS)]
    lesser = document("e", issuers=[issuer("a", evidence=both)], evidence=both)
    found = all_taken(kept, lesser)
    assert (found["issuers"], found["evidence"]) == ([issuer("a", evidence=both)], both)


def test_a_row_that_is_not_chosen_stays_away_with_its_evidence():
    lesser = document("e", dates=[date("2015", [cited("date")])], evidence=[cited("date")])
    found = united(document(), lesser, [])
    assert (found["dates"], found["evidence"]) == ([], [])


def test_the_preference_is_that_of_the_kept_unless_the_other_is_chosen():
    kept, lesser = document(dates=[date("2014")]), document("e", dates=[date("2015")])
    rows = [choice.path for choice in choices(kept, lesser)]
    assert rows[-1] == ("dates", "preferred")
    for chosen, preferred in ((rows[:-1], [True, False]), (rows, [False, True])):
        assert [row["preferred"] for row in united(kept, lesser, chosen)["dates"]] == preferred


def test_a_joint_issuer_stays_preferred_beside_others_and_a_sole_one_does_not():
    for own, other, preferred in (("lead", "joint", True), ("lead", "lead", False), ("sole", "joint", False)):
        kept, lesser = document(issuers=[issuer("a", own)]), document("e", issuers=[issuer("b", other)])
        assert [row["preferred"] for row in all_taken(kept, lesser)["issuers"]] == [True, preferred]


def test_what_was_cited_for_a_value_that_gives_way_is_evidence_of_the_whole():
    kind = {"scheme": "document-type", "code": "NOTICE", "url": "/n/"}
    kept, lesser = document(evidence=[cited("type")]), document("e", type=kind, evidence=[cited("type", OTHER_WORDS)])
    found = united(kept, lesser, [])
    assert [entry["value"] for entry in found["evidence"]] == ["type", "record"]
    found = united(kept, lesser, [("type",)])
    assert [entry["value"] for entry in found["evidence"]] == ["record", "type"]


def test_what_was_cited_for_a_title_is_evidence_of_the_name_it_becomes():
    lesser = document("e", evidence=[cited("title")])
    assert [entry["value"] for entry in united(document(), lesser, [])["evidence"]] == ["name"]
    ours = document("e", title_supplied=True, evidence=[cited("title")])
    assert [entry["value"] for entry in united(document(), ours, [])["evidence"]] == ["record"]


def test_an_instrument_that_stays_as_a_further_one_keeps_its_evidence():
    credit = {"scheme": "instrument", "code": "CREDIT", "url": "/c/"}
    lesser = measure("n", instrument=credit, evidence=[cited("instrument")])
    assert [entry["value"] for entry in united(measure(), lesser, [])["evidence"]] == ["record"]
    kept = measure(further_instruments=[credit])
    assert [entry["value"] for entry in united(kept, lesser, [])["evidence"]] == ["instrument"]


def test_what_one_of_the_two_states_is_not_called_not_stated():
    target = {"scheme": "target", "code": "POOR", "url": "/p/", "role": "beneficiary"}
    kept = measure(not_stated=["targets", "sectors"])
    lesser = measure("n", targets=[target], product="shops")
    assert all_taken(kept, lesser)["not_stated"] == []
    assert all_taken(lesser, kept)["not_stated"] == []


def test_what_the_two_say_of_each_other_is_in_neither():
    relation = {
        "predicate": "same_as",
        "document": {"id": "e", "url": "/documents/e/"},
        "evidence": [cited("relation")],
    }
    kept = document(relations=[relation], evidence=[cited("relation")])
    found = all_taken(kept, document("e"))
    assert (found["relations"], found["evidence"]) == ([], [])
    part = measure("n", parent={"id": "m", "url": "/measures/m/"})
    assert all_taken(measure(), part)["parent"] is None


def test_a_content_that_says_nothing_of_a_record_is_the_same_without_it():
    content = document(issuers=[issuer("a")])
    assert without(content, "b") is content


def test_a_record_is_put_in_the_place_of_another_at_whatever_depth():
    content = measure(document=document(issuers=[issuer("a")]), targets=[])
    into = agency("b")
    assert renamed(content, "a", into)["document"]["issuers"][0]["agency"] == into
    assert renamed(content, "x", into) == content


def test_a_row_that_would_be_double_stands_once_with_the_evidence_of_both():
    own, other = cited("issuer"), cited("issuer", OTHER_WORDS)
    content = document(
        issuers=[issuer("a", evidence=[own], preferred=False), issuer("b", evidence=[other])], evidence=[own, other]
    )
    found = renamed(content, "b", agency("a"))
    assert (found["issuers"], found["evidence"]) == ([issuer("a", evidence=[own, other])], [own, other])
