"""Where the dates of documents lie on a line of years, and in which order their measures stand."""

from policies.catalogue.timeline import MOST_MEASURES, timeline


def when(earliest, latest, preferred=True, edtf="2015-XX"):
    return {"edtf": edtf, "earliest": earliest, "latest": latest, "preferred": preferred}


def document(*dates, measures=()):
    return {"dates": list(dates), "measures": list(measures)}


def measure(code, *broader):
    return {"instrument": {"code": code, "broader": list(broader)}}


def marks(*dates):
    return [
        (mark["form"], mark["x"], mark["width"], mark["middle"], mark["y"])
        for row in timeline([document(*dates)])["rows"]
        for mark in row["marks"]
    ]


def ticks(*dates):
    return [(tick["x"], str(tick["day"]), tick["step"]) for tick in timeline([document(*dates)])["ticks"]]


def test_a_bar_is_as_wide_as_its_date_is_uncertain():
    drawn = timeline([document(when("2015-01-01", "2015-12-31")), document(when("2016-07-01", "2016-07-01"))])
    assert [[(mark["form"], mark["x"], mark["width"]) for mark in row["marks"]] for row in drawn["rows"]] == [
        [("days", 0.0, 49.79)],
        [("day", 74.83, 0.0)],
    ]


def test_the_line_has_whole_years_that_all_rows_share():
    assert ticks(when("2015-08-01", "2015-08-31"), when("2017-02-01", "2017-02-28", preferred=False)) == [
        (0.0, "2015-01-01", 6),
        (16.51, "2015-07-01", 6),
        (33.3, "2016-01-01", 6),
        (49.91, "2016-07-01", 6),
        (66.7, "2017-01-01", 6),
        (83.21, "2017-07-01", 6),
    ]


def test_many_years_have_few_lines():
    found = ticks(when("1949-10-01", "1949-10-01"), when("2026-01-01", "2026-01-01", preferred=False))
    assert [day for _x, day, _step in found] == ["1949-01-01", "1969-01-01", "1989-01-01", "2009-01-01"]


def test_the_last_of_all_years_has_an_end():
    assert marks(when("9999-01-01", "9999-12-31")) == [("days", 0.0, 100.0, 50.0, 12)]


def test_every_date_has_a_lane_of_its_own_the_preferred_one_first():
    claimed, held = when("2014-09-01", "2014-12-31", preferred=False), when("2014-01-01", "2014-04-30")
    assert marks(claimed, held) == [("days", 0.0, 32.6, 16.3, 12), ("days", 66.58, 33.15, 83.16, 36)]
    drawn = timeline([document(claimed, held)])
    assert (drawn["has_rivals"], drawn["has_open_sides"], drawn["rows"][0]["height"]) == (True, False, 48)


def test_a_side_that_is_not_known_reaches_to_the_edge():
    assert marks(when("2015-01-01", "2015-12-31"), when(None, "2015-07-02", preferred=False)) == [
        ("days", 0.0, 99.73, 49.87, 12),
        ("until", 0, 49.86, 24.93, 36),
    ]
    assert marks(when("2015-07-02", None)) == [("since", 49.86, 50.14, 74.93, 12)]
    assert timeline([document(when("2015-07-02", None))])["has_open_sides"] is True


def test_a_time_that_lasted_is_drawn_as_such():
    lasted = when("2015-01-01", "2015-12-31", edtf="2015-01/2015-12")
    assert [mark[0] for mark in marks(lasted, when("2015-01-01", "2015-12-31"))] == ["lasting", "days"]
    assert timeline([document(lasted)])["has_lasting"] is True
    assert marks(when("2015-07-02", None, edtf="2015-07-02/.."))[0][0] == "since"


def test_a_document_without_a_date_has_a_row_without_marks():
    drawn = timeline([document(), document(when("2015-01-01", "2015-01-31"))])
    assert [len(row["marks"]) for row in drawn["rows"]] == [0, 1]
    assert drawn["rows"][0]["height"] == 24


def test_where_nothing_has_a_date_there_is_no_line():
    assert timeline([document(when(None, None))]) == {
        "ticks": [],
        "rows": [
            {"record": document(when(None, None)), "marks": [], "height": 24, "measures": [], "more": 0},
        ],
        "has_open_sides": False,
        "has_lasting": False,
        "has_rivals": False,
    }


def test_measures_of_a_family_stand_together_in_the_order_of_families():
    first, second, third = measure("PILOT", "EXPERIMENT"), measure("SUBSIDY", "FISCAL"), measure("EXPERIMENT")
    row = timeline([document(measures=[first, second, third])], ["FISCAL", "EXPERIMENT"])["rows"][0]
    assert row["measures"] == [second, first, third]


def test_of_very_many_measures_the_first_are_drawn_and_the_others_counted():
    row = timeline([document(measures=[measure("PILOT")] * (MOST_MEASURES + 2))])["rows"][0]
    assert (len(row["measures"]), row["more"]) == (MOST_MEASURES, 2)
