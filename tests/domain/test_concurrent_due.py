"""Several web processes wait for the same moment: each scheduled record is published once, at it."""

from tests import together

PROCESSES, MOMENTS, RECORDS = 2, 3, 2


def wait_together(database):
    """What came of it, without a complaint; see `due_together`."""
    outcome = together.run("tests.domain.due_together", PROCESSES, MOMENTS, RECORDS, database=database, seconds=120)
    assert outcome.complaints == ""
    return outcome.said


# One test, because setting it up takes longest.
def test_several_clocks_publish_each_record_once_at_its_moment_and_soon_after_it(database):
    outcome = wait_together(database)
    assert outcome["statuses"] == [0] * PROCESSES
    assert outcome["schedule"] == ["done"] * (MOMENTS * RECORDS)
    expected = [moment for moment in outcome["moments"] for _record in range(RECORDS)]
    assert outcome["log"] == [[number, moment] for number, moment in enumerate(expected, start=1)]
    # Nothing but the machine's own load comes between the moment and the public.
    assert max(outcome["seen_after"]) < 5
