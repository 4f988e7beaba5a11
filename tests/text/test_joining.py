"""What two people made of one content, and the content that their choices make."""

from copy import deepcopy

from policies.text.joining import differences, mixed, short, undecided

QUOTE = {"value": "date", "snapshot": {"sha256": "ab"}, "start": 3, "end": 9, "quote": "August"}


def _document(**values):
    date = {"kind": "stated", "edtf": "2015", "wording": "2015", "preferred": True, "evidence": [QUOTE]}
    return deepcopy(
        {
            "kind": "document",
            "id": "1",
            "title": {"en": "Opinions"},
            "number": None,
            "dates": [date],
            "themes": [],
            "evidence": [QUOTE],
            **values,
        }
    )


def _dated(edtf: str, evidence=(QUOTE,)):
    return [{"kind": "stated", "edtf": edtf, "wording": edtf, "preferred": True, "evidence": list(evidence)}]


DATE = ("dates", '["stated","2015"]')


def _told(base, mine, theirs):
    return [(row.path, row.taken) for row in differences(base, mine, theirs)]


def test_each_value_says_which_side_alone_changed_it():
    mine = _document(number="5", title={"en": "Mine"})
    theirs = _document(title={"en": "Theirs", "zh-Hans": "意见"})
    assert _told(_document(), mine, theirs) == [
        (("title", "en"), ""),
        (("title", "zh-Hans"), "theirs"),
        (("number",), "mine"),
    ]


def test_what_both_changed_alike_is_no_difference():
    same = _document(number="5")
    assert differences(_document(), same, same) == []


def test_terms_that_each_added_are_both_there():
    mine = _document(themes=[{"scheme": "theme", "code": "A"}])
    theirs = _document(themes=[{"scheme": "theme", "code": "B"}])
    assert [row["code"] for row in mixed(_document(), mine, theirs, {})["themes"]] == ["B", "A"]


def test_a_row_that_both_put_right_is_one_row_to_choose_and_its_evidence_goes_along():
    mine, theirs = _document(dates=_dated("2016")), _document(dates=_dated("2017"))
    assert _told(_document(), mine, theirs) == [(("dates", '["stated","2016"]'), "")]
    for side, edtf in (("mine", "2016"), ("theirs", "2017")):
        content = mixed(_document(), mine, theirs, {short(DATE): side})
        assert content["dates"] == _dated(edtf)
        assert content["evidence"] == [QUOTE]


def test_a_row_about_the_same_thing_is_the_same_row_changed():
    def issued(role):
        issuer = {"agency": {"id": "a", "url": "/a/"}, "role": role, "preferred": True, "evidence": []}
        return _document(issuers=[issuer])

    [row] = differences(issued("sole"), issued("lead"), issued("joint"))
    assert (row.was.value["role"], row.mine.value["role"], row.theirs.value["role"]) == ("sole", "lead", "joint")
    assert row.taken == ""


def test_a_row_that_one_side_took_away_and_the_other_cited_has_to_be_chosen():
    more = {**QUOTE, "start": 20, "end": 30}
    mine = _document(dates=_dated("2015", [QUOTE, more]), evidence=[QUOTE, more])
    theirs = _document(dates=[], evidence=[])
    assert _told(_document(), mine, theirs) == [(DATE, "")]
    kept = mixed(_document(), mine, theirs, {short(DATE): "mine"})
    assert (kept["dates"], kept["evidence"]) == (mine["dates"], mine["evidence"])
    assert mixed(_document(), mine, theirs, {short(DATE): "theirs"}) == theirs


def test_one_side_throughout_gives_exactly_that_content():
    mine = _document(number="5", dates=_dated("2016"), title={"en": "Mine"})
    theirs = _document(dates=[], evidence=[], title={"zh-Hans": "意见"}, themes=[{"scheme": "theme", "code": "B"}])
    rows = differences(_document(), mine, theirs)
    assert mixed(_document(), mine, theirs, {row.name: "mine" for row in rows}) == mine
    assert mixed(_document(), mine, theirs, {row.name: "theirs" for row in rows}) == theirs


def test_snapshots_are_never_a_matter_of_choice():
    def source(*numbers):
        return {"kind": "source", "id": "1", "snapshots": [{"number": number} for number in numbers], "evidence": []}

    assert differences(source(1), source(1), source(1, 2)) == []
    assert mixed(source(1), source(1), source(1, 2), {}) == source(1, 2)


def test_what_nobody_has_chosen_yet_is_told():
    mine, theirs = _document(title={"en": "Mine"}, number="5"), _document(title={"en": "Theirs"})
    rows = differences(_document(), mine, theirs)
    assert [row.path for row in undecided(rows, {})] == [("title", "en")]
    assert undecided(rows, {short(("title", "en")): "theirs"}) == []


def test_another_records_new_name_is_no_difference():
    def under(name):
        return {"kind": "measure", "id": "1", "document": {"id": "d", "url": "/d/", "title": {"en": name}}}

    assert differences(under("Old"), under("Old"), under("New")) == []
    assert mixed(under("Old"), under("Old"), under("New"), {}) == under("New")


def test_a_row_that_one_side_added_with_its_evidence_is_that_side_s_alone():
    mine = _document(title={"en": "Mine"})
    theirs = _document(
        dates=[*_dated("2015"), *_dated("2016", [{**QUOTE, "start": 4}])], evidence=[QUOTE, {**QUOTE, "start": 4}]
    )
    assert [taken for _path, taken in _told(_document(), mine, theirs)] == ["mine", "theirs"]
    assert mixed(_document(), mine, theirs, {})["dates"] == theirs["dates"]


def test_a_row_taken_away_by_one_while_the_other_left_it_is_taken_away():
    theirs = _document(number="5")
    assert mixed(_document(), _document(dates=[], evidence=[]), theirs, {})["dates"] == []


def test_the_same_words_cited_for_two_rows_stay_with_both_whichever_side_has_them():
    mine = _document(dates=[*_dated("2015"), *_dated("2016")], evidence=[QUOTE, QUOTE])
    found = mixed(_document(), mine, _document(number="5"), {})
    assert (found["dates"], found["evidence"], found["number"]) == (mine["dates"], [QUOTE, QUOTE], "5")
