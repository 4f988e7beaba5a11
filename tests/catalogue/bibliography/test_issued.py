"""Dates of cited works: as much as is certain."""

import pytest

from policies.catalogue.bibliography.issued import Issued, issued
from tests.catalogue.bibliography.works import dated


@pytest.mark.parametrize(
    ("value", "known", "edtf", "year"),
    [
        ("2015", Issued(((2015,),)), "2015", "2015"),
        ("2015-11", Issued(((2015, 11),)), "2015-11", "2015"),
        ("2015-11-09", Issued(((2015, 11, 9),)), "2015-11-09", "2015"),
        ("2015-11-XX", Issued(((2015, 11),)), "2015-11", "2015"),
        ("[2015-11-01..2015-11-10]", Issued(((2015, 11),)), "2015-11", "2015"),
        ("[2015-01..2015-04]", Issued(((2015,),)), "2015", "2015"),
        ("[2014-12..2015-01]", Issued(((2014, 12), (2015, 1)), "~"), "2014-12~/2015-01~", ""),
        ("[2014-12-01..2015-01-31]", Issued(((2014, 12), (2015, 1)), "~"), "2014-12~/2015-01~", ""),
        ("2014-12-01/2015-01-31", Issued(((2014, 12, 1), (2015, 1, 31))), "2014-12-01/2015-01-31", ""),
        ("201X", Issued(((2010,), (2019,)), "~"), "2010~/2019~", ""),
        ("2015-11?", Issued(((2015, 11),), "?"), "2015-11?", ""),
        ("2015~", Issued(((2015,),), "~"), "2015~", ""),
        ("2015-11-01/2015-11-10", Issued(((2015, 11, 1), (2015, 11, 10))), "2015-11-01/2015-11-10", "2015"),
        ("2015/2016-03", Issued(((2015,), (2016, 3))), "2015/2016-03", ""),
        ("201X/2020", Issued(((2010,), (2020,))), "2010/2020", ""),
        ("[..2015-09-07]", Issued(((2015, 9, 7),), "", "before"), "../2015-09-07", ""),
        ("2015-11/..", Issued(((2015, 11),), "", "after"), "2015-11/..", ""),
        ("0987-01-02", Issued(((987, 1, 2),)), "0987-01-02", "0987"),
    ],
)
def test_no_more_is_said_than_is_certain(value, known, edtf, year):
    found = issued(dated(value))
    assert (found, found.edtf, found.year) == (known, edtf, year)


def test_of_no_date_nothing_is_known():
    assert issued(None) is None
