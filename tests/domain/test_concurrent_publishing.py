"""Many people publish at once, each time with renewals of what the others publish too; and a partner follows."""

from tests import together

THREADS, ROUNDS = 16, 2


def publish_together(database):
    """What came of it; see `publishing_together`."""
    return together.run("tests.domain.publishing_together", THREADS, ROUNDS, database=database).said


# One test, because setting it up takes longest.
def test_many_publish_at_once_without_blocking_each_other_and_a_partner_misses_nothing(database):
    outcome = publish_together(database)
    assert outcome["errors"] == []
    numbers, moments, actions = zip(*outcome["log"], strict=True)
    assert list(numbers) == list(range(1, len(numbers) + 1)) == outcome["seen"]
    assert list(moments) == sorted(moments)
    assert len(set(moments)) == 1 + THREADS * ROUNDS
    assert actions.count("renewed") >= THREADS * ROUNDS
    # Every name that others carry is the last one that its record was published under.
    assert outcome["names"] == {f"agency-of-{number}": f"Name {number}.{ROUNDS - 1}" for number in range(THREADS)}
    assert {tuple(pair) for pair in outcome["carried"]} == set(outcome["names"].items())
