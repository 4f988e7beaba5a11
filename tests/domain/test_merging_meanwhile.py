"""A merge is decided on at the moment somebody edits one of the two, and somebody else begins to name the lesser."""

from tests import together

ROUNDS = 20


def merge_meanwhile(database):
    """What came of each round; see `merging_meanwhile`."""
    return together.run("tests.domain.merging_meanwhile", ROUNDS, database=database).said


# One test, because setting it up takes longest.
def test_a_merge_is_whole_or_not_at_all_and_no_edit_is_lost(database):
    rounds = merge_meanwhile(database)
    assert [row["errors"] for row in rounds] == [[]] * ROUNDS
    assert {row["state"] for row in rounds} <= {"done", "proposed"}
    for row in rounds:
        is_done = row["state"] == "done"
        assert bool(row["refused"]) is not is_done, row
        assert (row["names_kept"], row["lesser_is_gone"]) == (is_done, is_done), row
        assert (row["edited"], row["whole"], row["approved"]) == ("ministry", True, True), row
