"""How far people who coded the same things agree: percent, Cohen's kappa, Krippendorff's alpha.

A figure is None where it says nothing: without two codings of anything, or where everybody gave one and the same value.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence

Value = Hashable
Pair = tuple[Value, Value]


def percent(pairs: Sequence[Pair]) -> float | None:
    """The part of the pairs that are two equal values, from 0 to 1."""
    return sum(first == second for first, second in pairs) / len(pairs) if pairs else None


def kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's kappa of two coders: (po - pe) / (1 - pe).

    po is the part on which they agree, pe the part on which they would if each drew from the values they gave.
    J. Cohen, A Coefficient of Agreement for Nominal Scales, Educational and Psychological Measurement 20 (1960).
    """
    observed = percent(pairs)
    if observed is None:
        return None
    firsts, seconds = Counter(first for first, _second in pairs), Counter(second for _first, second in pairs)
    by_chance = sum(firsts[value] * seconds[value] for value in firsts) / len(pairs) ** 2
    return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)


def nominal(one: Value, other: Value) -> float:
    return float(one != other)


def masi(one: Collection[Value], other: Collection[Value]) -> float:
    """The distance of two sets, from 0 to 1: 1 - J * M, with J the part of their union that they share.

    M is 1 for equal sets, 2/3 where one is inside the other, 1/3 where they overlap, 0 where they do not. Two empty
    sets are equal. R. Passonneau, Measuring Agreement on Set-valued Items (MASI), LREC 2006.
    """
    a, b = set(one), set(other)
    if a == b:
        return 0.0
    shared = a & b
    if not shared:
        return 1.0
    nearness = 2 / 3 if a <= b or b <= a else 1 / 3
    return 1 - len(shared) / len(a | b) * nearness


def alpha(units: Iterable[Sequence[Value]], distance: Callable = nominal) -> float | None:
    """Krippendorff's alpha, 1 - Do / De, of any number of coders, each unit with the values it was given.

    Do is the mean distance of values within a unit, each unit weighed by its number of values; De that of all values
    whatever their unit. Units with one value only say nothing of agreement and are left out.
    K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), with the squared metric named `distance` here.
    """
    pairable = [unit for unit in units if len(unit) > 1]
    total = Counter(value for unit in pairable for value in unit)
    number = total.total()
    expected = _distances(total, distance) / (number * (number - 1)) if number else 0
    if not expected:
        return None
    observed = sum(_distances(Counter(unit), distance) / (len(unit) - 1) for unit in pairable) / number
    return 1 - observed / expected


def _distances(values: Counter, distance: Callable) -> float:
    """The sum of the distances of all ordered pairs of values; equal ones have none."""
    return sum(
        count * other_count * distance(value, other)
        for value, count in values.items()
        for other, other_count in values.items()
        if value != other
    )
