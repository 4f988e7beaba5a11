"""Where documents lie on a line of years."""

from policies.catalogue.timeline import LEAST_GAP, timeline


def document(earliest, latest):
    return {"date": {"earliest": earliest, "latest": latest}}


def test_a_bar_is_as_wide_as_its_date_is_uncertain():
    drawn = timeline([document("2015-01-01", "2015-12-31"), document("2016-07-01", "2016-07-01")])
    assert [(mark["x"], mark["width"], mark["middle"]) for mark in drawn["marks"]] == [
        (0.0, 49.79, 24.89),
        (74.83, 0.15, 74.83),
    ]
    assert drawn["ticks"] == [{"x": 0.0, "label": 2015}, {"x": 49.93, "label": 2016}]


def test_marks_are_numbered_in_the_order_given():
    drawn = timeline([document("2015-01-01", "2015-01-31"), document("2019-01-01", "2019-01-31")])
    assert [mark["number"] for mark in drawn["marks"]] == [1, 2]


def test_marks_that_would_hide_each_other_go_into_rows_of_their_own():
    drawn = timeline([document("2015-11-01", "2015-11-10"), document("2015-11-21", "2015-11-30")])
    first, second = drawn["marks"]
    assert second["middle"] - first["middle"] < LEAST_GAP
    assert (first["row"], second["row"]) == (0, 1)
    assert first["y"] > second["y"]


def test_a_row_is_used_again_where_there_is_room():
    days = ("2015-01-01", "2015-01-02", "2015-12-01")
    drawn = timeline([document(day, day) for day in days])
    assert [mark["row"] for mark in drawn["marks"]] == [0, 1, 0]


def test_marks_stay_inside_the_picture():
    drawn = timeline([document("2015-01-01", "2015-01-01"), document("2015-12-31", "2015-12-31")])
    assert [mark["middle"] for mark in drawn["marks"]] == [1.5, 98.5]


def test_a_document_without_two_bounds_is_left_out():
    drawn = timeline([{"date": None}, document("2015-01-01", None), document("2015-01-01", "2015-01-31")])
    assert [mark["record"] for mark in drawn["marks"]] == [document("2015-01-01", "2015-01-31")]


def test_nothing_to_draw_draws_nothing():
    assert timeline([]) == {"marks": []}


def test_many_years_have_few_labels():
    drawn = timeline([document("1949-10-01", "1949-10-01"), document("2026-01-01", "2026-01-01")])
    assert [tick["label"] for tick in drawn["ticks"]] == [1949, 1962, 1975, 1988, 2001, 2014]
