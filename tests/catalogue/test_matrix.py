"""The numbers of measures by instrument and one thing more, and that each is the number of the list it opens."""

import pytest
from django.db import transaction
from django.http import QueryDict

from policies.catalogue import matrix as module
from policies.catalogue.matrix import Matrix
from tests import factories as f
from tests.catalogue.asking import ask, now


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Two subsidies of 2015, a fee subsidy that may be of 2015 or 2016, and a pilot of 2018."""
    with django_db_blocker.unblock(), transaction.atomic():
        fiscal = f.term("instrument", "FISCAL", position=1)
        subsidy = f.term("instrument", "SUBSIDY", broader=fiscal, position=2)
        f.term("instrument", "SUBSIDY-FEE", broader=subsidy, position=3)
        f.term("instrument", "PILOT", position=4)
        made = f.catalogue(measures=2)
        made["other"] = f.agency(made["source"])
        turn = f.document(made["source"], made["other"], edtf="[2015-12..2016-01]")
        late = f.document(made["source"], made["agency"], edtf="2018-03")
        found = [f.measure(made["source"], turn, "SUBSIDY-FEE"), f.measure(made["source"], late, "PILOT")]
        f.publish(made["other"], turn, late, *found)
        yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _database(made, db):
    """Each test finds the same measures."""


def asked(query=""):
    return Matrix(QueryDict(query))


def shown(query=""):
    """Rows, then columns, each with its number; then the cells."""
    found = asked(query)
    cells = {key: tuple(number) for key, number in found.cells.items()}
    columns = [(column["code"], *column["number"]) for column in found.columns]
    return [(row["term"]["code"], row["number"].measures) for row in found.rows], columns, cells


def test_a_broader_instrument_counts_what_is_below_it_and_years_have_no_gap():
    rows, columns, cells = shown()
    assert rows == [("FISCAL", 3), ("SUBSIDY", 3), ("SUBSIDY-FEE", 1), ("PILOT", 1)]
    assert columns == [("2015", 3, 1), ("2016", 1, 1), ("2017", 0, 0), ("2018", 1, 0)]
    assert cells == {
        ("FISCAL", "2015"): (3, 1),
        ("FISCAL", "2016"): (1, 1),
        ("SUBSIDY", "2015"): (3, 1),
        ("SUBSIDY", "2016"): (1, 1),
        ("SUBSIDY-FEE", "2015"): (1, 1),
        ("SUBSIDY-FEE", "2016"): (1, 1),
        ("PILOT", "2018"): (1, 0),
    }


def test_a_measure_that_may_be_of_two_years_is_counted_in_both_and_once_in_all():
    found = asked()
    assert (found.uncertain, found.nowhere, found.listing.count, found.most) == (1, 0, 4, 3)


def test_agencies_stand_across_those_with_most_measures_first(made):
    _rows, columns, cells = shown("across=agency")
    assert columns == [(made["agency"].slug, 3, 0), (made["other"].slug, 1, 0)]
    assert cells["FISCAL", str(made["agency"].pk)] == (2, 0)
    assert asked("across=agency").uncertain == 0


def test_what_has_no_value_across_is_in_no_column_and_counted():
    found = asked("across=actor")
    # There is no term that says that it is not stated.
    assert (found.columns, found.nowhere) == ([], 4)


def test_across_who_carries_out_stand_kinds_of_actor_and_then_agencies(made):
    measure = f.measure(made["source"], made["document"], "PILOT", actors_not_stated=False)
    f.code(measure, "actor", "actor", "POST")
    measure.acting_agencies.add(made["agency"])
    f.publish(measure)
    f.publish(f.term("actor", "ACT-NOT-STATED", position=9))
    _rows, columns, cells = shown("across=actor")
    assert columns == [("POST", 1, 0), (made["agency"].slug, 1, 0), ("ACT-NOT-STATED", 4, 0)]
    assert cells["PILOT", str(made["agency"].pk)] == (1, 0)
    assert asked("across=actor").nowhere == 0
    chosen = asked(f"across=actor&actor={made['agency'].slug}")
    assert [column["code"] for column in chosen.columns] == [made["agency"].slug]
    assert chosen.listing.count == 1


def test_a_chosen_instrument_leaves_its_row_and_those_below_it():
    rows, columns, cells = shown("instrument=SUBSIDY-FEE")
    assert rows == [("SUBSIDY-FEE", 1)]
    assert columns == [("2015", 1, 1), ("2016", 1, 1)]
    assert cells["SUBSIDY-FEE", "2016"] == (1, 1)
    assert [row for row, _number in shown("instrument=SUBSIDY")[0]] == ["SUBSIDY", "SUBSIDY-FEE"]


def test_squares_are_in_proportion_to_the_greatest_number_that_is_shown():
    assert (asked().most, asked("instrument=SUBSIDY-FEE").most) == (3, 1)


def test_chosen_years_leave_their_columns_alone():
    rows, columns, _cells = shown("year=2015&year=2018")
    assert columns == [("2015", 3, 1), ("2018", 1, 0)]
    assert rows == [("FISCAL", 3), ("SUBSIDY", 3), ("SUBSIDY-FEE", 1), ("PILOT", 1)]


@pytest.mark.parametrize(
    "query",
    ["", "instrument=SUBSIDY", "year=2015&year=2016", "q=equipment", "from=2016&dates=certainly", "across=strength"],
)
def test_every_number_is_that_of_the_list_it_opens(query):
    found = asked(query)
    wrong = []
    for row in found.table():
        data = found.listing.data.copy()
        data.pop("across", None)
        if row["term"]:
            data.setlist("instrument", [row["term"]["code"]])
        if row["column"]:
            data.setlist(found.across, [row["column"]["code"]])
        if ask("measure", data.urlencode()).count != row["measures"]:
            wrong.append((data.urlencode(), row["measures"]))
    assert wrong == []
    assert found.table()


def test_a_past_moment_has_its_own_numbers(made):
    moment = now()
    later = f.measure(made["source"], made["document"], "PILOT")
    f.publish(later)
    assert shown(f"as_of={moment}")[0][-1] == ("PILOT", 1)
    assert shown()[0][-1] == ("PILOT", 2)


def test_too_many_columns_leave_out_those_with_fewest_measures(made, monkeypatch):
    monkeypatch.setattr(module, "MOST_COLUMNS", 1)
    found = asked("across=agency")
    assert [column["code"] for column in found.columns] == [made["agency"].slug]
    assert len(found.all_columns) == 2
    assert len(asked().columns) == 4


def test_years_far_apart_are_not_filled_in(monkeypatch):
    monkeypatch.setattr(module, "MOST_EMPTY_YEARS", 0)
    assert [column["code"] for column in asked().columns] == ["2015", "2016", "2018"]


def test_a_matrix_of_nothing_is_empty():
    found = asked("as_of=2000-01-01")
    assert (found.rows, found.columns, found.cells, found.most, found.nowhere, found.table()) == ([], [], {}, 0, 0, [])


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "across=yaer",
            "“yaer” cannot stand across. Did you mean year? These can: year, agency, target, level, actor, strength.",
        ),
        ("across=year&across=agency", "“across” is given more than once. Give it once."),
        ("across=agency&year=15", "“15” is no year. Write four digits: 2015."),
    ],
)
def test_what_cannot_be_is_refused_and_has_no_numbers(query, said):
    found = asked(query)
    assert [sentence for sentences in found.complaints.values() for sentence in sentences] == [said]
    assert (found.rows, found.columns, found.cells, found.table()) == ([], [], {}, [])


# To check the value: codes of instruments. Then all terms; the numbers of rows, of columns, of cells, of all; those in
# no column, those in several.
@pytest.mark.parametrize("more", [0, 2])
def test_it_costs_the_same_queries_however_many_measures_there_are(made, django_assert_num_queries, more):
    f.publish(*(f.measure(made["source"], made["document"], "PILOT") for _number in range(more)))
    with django_assert_num_queries(8):
        found = asked("instrument=PILOT")
        assert [row["number"].measures for row in found.rows] == [found.listing.count] == [1 + more]
        assert found.cells["PILOT", "2018"].measures == 1
        assert (found.columns[-1]["code"], found.most, found.nowhere, found.uncertain) == ("2018", max(1, more), 0, 0)
