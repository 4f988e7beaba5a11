"""Three mirrors of a site that is written to by many, and killed again and again, hold exactly what it says.

With 16 writers and 20,000 records: `python -m tests.mirrors.together 16 20000 5`.
"""

from tests import together
from tests.mirrors.together import MOST_SECONDS_TO_CATCH_UP

WRITERS, RECORDS, SECONDS = 4, 60, 4
EXACT = {"missing": 0, "too many": 0, "different": 0}


def test_by_feed_by_harvest_and_by_webhook_a_copy_is_exact_to_the_byte(database):
    seconds = MOST_SECONDS_TO_CATCH_UP
    found = together.run("tests.mirrors.together", WRITERS, RECORDS, SECONDS, database=database, seconds=seconds).said
    assert found["errors"] == []
    assert found["mirrors"] == {"feed": EXACT, "harvest": EXACT, "webhook": EXACT}
    # There was something of everything to follow, and the server was not left in peace.
    assert {"published", "renewed", "withdrawn", "merged", "restored"} <= found["actions"].keys()
    assert (found["kills"] > 0, found["records"] > RECORDS / 2) == (True, True)
    # Each change was sent under an id of its own, and signed.
    assert (found["messages"]["different"], found["messages"]["refused"]) == (found["changes"], 0)
