import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from policies.models import Citation
from tests import factories as f

pytestmark = pytest.mark.django_db
# That a row is the only one of its sort is asked by itself.
CHECKS, UNIQUE = 5, 1


def citation(**values):
    """Not saved; of itself it keeps to all checks."""
    source = f.source()
    snapshot, quote = source.snapshots.get(), "opinions"
    start = snapshot.text.index(quote)
    right = {"value": "record", "snapshot": snapshot, "start": start, "end": start + len(quote), "quote": quote}
    return Citation(**{**right, "agency": f.bare_agency(), **values})


def asked(row, validate, **options):
    """How often the database was asked whether values keep to a check, and what was said."""
    with CaptureQueriesContext(connection) as captured:
        said = sentences(row, validate, **options)
    return sum('AS "_check"' in query["sql"] for query in captured), said


def sentences(row, validate, **options):
    try:
        validate(row, **options)
    except ValidationError as error:
        return error.messages
    return []


def test_of_a_row_that_is_right_the_database_is_asked_once_and_not_for_each_check():
    row = citation()
    assert asked(row, models.Model.validate_constraints) == (CHECKS + UNIQUE, [])
    assert asked(row, Citation.validate_constraints) == (1 + UNIQUE, [])


@pytest.mark.parametrize(
    "values",
    [
        {"stance": "praises"},
        {"stance": "praises", "end": 0, "start": 0, "quote": ""},
        {"agency": None},
        {"quote": "other words"},
    ],
)
def test_a_row_that_is_wrong_is_told_all_that_django_tells_of_it(values):
    row = citation(**values)
    _times, said = asked(row, Citation.validate_constraints)
    assert said == sentences(row, models.Model.validate_constraints) != []


def test_what_needs_an_excluded_column_is_not_asked():
    row = citation(stance="praises", quote="other words")
    said = sentences(row, Citation.validate_constraints, exclude={"quote"})
    assert said == ["A source supports, is imprecise about, or contradicts a value."]
    assert asked(citation(stance="praises"), Citation.validate_constraints, exclude={"stance"}) == (1 + UNIQUE, [])


def test_a_value_that_is_not_known_yet_is_refused_by_no_check():
    row = citation(start=None, end=None)
    assert sentences(row, Citation.validate_constraints) == sentences(row, models.Model.validate_constraints) == []


def test_a_value_that_the_database_has_yet_to_work_out_is_left_to_django():
    row = citation()
    row.end = F("start") + 1
    assert sentences(row, Citation.validate_constraints) == sentences(row, models.Model.validate_constraints)


def test_what_the_database_cannot_compare_is_asked_of_each_check_and_leaves_a_transaction_that_can_go_on():
    row = citation(start=-(2**62), end=2**62 + 2**61)
    expected = sentences(row, models.Model.validate_constraints)
    assert sentences(row, Citation.validate_constraints) == expected
    assert Citation.objects.count() == 0


def test_afterwards_all_constraints_are_there_again():
    row = citation()
    row.validate_constraints()
    assert row.get_constraints() == [(Citation, Citation._meta.constraints)]
