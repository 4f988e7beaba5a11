"""Against worked examples: Krippendorff (2011), Cohen's own 2 by 2, and sets reckoned by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.agreement import alpha, kappa, masi, percent

# Computing Krippendorff's Alpha-Reliability (2011), sections A, B and C: a row for each observer, "." is missing.
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbccceddd")
FOUR_OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def units(*rows):
    """For each unit the values that were given, of observers as rows."""
    return [[value for value in unit if value != "."] for unit in zip(*rows, strict=True)]


def pairs(*rows):
    return list(zip(*rows, strict=True))


@pytest.mark.parametrize(
    ("rows", "published"),
    [(BINARY, 0.095), (NOMINAL, 0.692), (FOUR_OBSERVERS, 0.743)],
)
def test_alpha_is_that_of_the_published_examples(rows, published):
    assert round(alpha(units(*rows)), 3) == published


def test_alpha_of_a_small_table_is_the_one_reckoned_by_hand():
    # Do = 2/4 (one unit of two disagrees, both ways); of a, a, a, b three of six pairs differ: De = 6/12.
    assert alpha([["a", "a"], ["a", "b"]]) == 0
    # Within units nothing differs: Do is 0, De 8/12.
    assert alpha([["a", "a"], ["b", "b"]]) == 1
    # Always otherwise: Do = 1; De = 8/12, alpha = 1 - 3/2.
    assert alpha([["a", "b"], ["b", "a"]]) == pytest.approx(-0.5)


def test_kappa_is_the_one_reckoned_by_hand():
    # Of 50: both yes 20, only the first 5, only the second 10, both no 15. po = 0.7, pe = 0.5 * 0.6 + 0.5 * 0.4 = 0.5.
    table = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert percent(table) == 0.7
    assert kappa(table) == pytest.approx(0.4)
    # Of 10, binary: po = 0.6; pe = 0.2 * 0.4 + 0.8 * 0.6 = 0.56.
    assert kappa(pairs(*BINARY)) == pytest.approx((0.6 - 0.56) / 0.44)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("", "", 0),
        ("ab", "ba", 0),
        ("a", "b", 1),
        ("", "a", 1),
        # One of two shared, the one inside the other: 1 - 1/2 * 2/3.
        ("a", "ab", 2 / 3),
        # One of three shared, neither inside: 1 - 1/3 * 1/3.
        ("ab", "bc", 8 / 9),
        ("abc", "abd", 1 - 2 / 4 / 3),
    ],
)
def test_the_distance_of_sets_is_passonneau_s(one, other, distance):
    assert masi(one, other) == masi(other, one) == pytest.approx(distance)


def test_alpha_of_sets_weighs_what_they_share():
    a, ab, c = frozenset("a"), frozenset("ab"), frozenset("c")
    # Do = (2 * 2/3 + 0) / 4 = 1/3. Of a, ab, c, c the ordered pairs: a-ab 2 * 2/3, a-c 4 * 1, ab-c 4 * 1; De = 28/36.
    assert alpha([[a, ab], [c, c]], masi) == pytest.approx(1 - (1 / 3) / (28 / 36))
    # Taken as plain values they would agree less: Do = 1/2, De = 10/12.
    assert alpha([[a, ab], [c, c]]) == pytest.approx(1 - 0.5 / (10 / 12))


@pytest.mark.parametrize("nothing", [[], [["a"]], [["a"], ["b"]], [["a", "a"], ["a", "a"]]])
def test_where_nothing_can_be_said_there_is_no_alpha(nothing):
    assert alpha(nothing) is None


def test_where_nothing_can_be_said_there_is_no_kappa_and_no_percentage():
    assert (percent([]), kappa([]), kappa([("a", "a")] * 3)) == (None, None, None)


def test_a_unit_with_one_value_changes_nothing():
    assert alpha([["a", "b"], ["b", "b"], ["c"]]) == alpha([["a", "b"], ["b", "b"]])


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=2, max_size=4), min_size=1, max_size=8))
def test_neither_the_order_of_coders_nor_that_of_units_matters(given_units):
    figure, turned = alpha(given_units), alpha([list(reversed(unit)) for unit in reversed(given_units)])
    assert figure == (None if turned is None else pytest.approx(turned))
    assert figure is None or figure <= 1
