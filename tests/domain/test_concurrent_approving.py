"""A record is edited by its author while a reviewer approves it, and while its author tries to."""

from tests import together

PAIRS, BY_DESK = 30, 4


def approve_together(database):
    """What came of it; see `approving_together`."""
    return together.run("tests.domain.approving_together", PAIRS, BY_DESK, database=database).said


def ended_well(pair):
    """The edit is on the desk; public is what was submitted first, or the edit once it was submitted, or neither."""
    submitted, edited = f"Submitted {pair['slug']}", f"Edited {pair['slug']}"
    made_public = [edition["title"] for edition in pair["editions"]][1:]
    return (pair["title"], pair["state"], made_public, pair["says_what_is_public"]) in [
        (edited, "in_review", [], False),
        (edited, "in_review", [submitted], False),
        (edited, "published", [edited], True),
    ]


# One test, because setting it up takes longest.
def test_what_becomes_public_is_what_was_approved_by_another_whoever_comes_first(database):
    pairs = approve_together(database)
    editions = [edition for pair in pairs for edition in pair["editions"]]
    assert [edition for edition in editions if not (edition["is_what_was_approved"] and edition["by_another"])] == []
    assert [pair for pair in pairs if not ended_well(pair)] == []
    # Nobody was met by anything but a plain sentence, no edit was lost, and no author got through.
    assert [pair for pair in pairs if pair["said"]["edit"] is not True] == []
    assert [
        pair for pair in pairs if pair["said"]["approve_own"] is True or _is_fault(pair["said"]["approve_own"])
    ] == []
    assert [pair for pair in pairs if _is_fault(pair["said"]["approve"])] == []
    # Whoever was told that it is public finds it so, and nobody else does.
    assert [pair["said"]["approve"] is True for pair in pairs] == [len(pair["editions"]) == 2 for pair in pairs]
    assert {pair["said"]["approve"] is True for pair in pairs} == {True, False}


def _is_fault(said):
    return isinstance(said, str)
