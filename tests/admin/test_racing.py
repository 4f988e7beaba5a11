"""Two clients save one form at the same moment, over HTTP: one is saved whole, and the other's words are kept."""

from tests import together

PAIRS = 20


def test_of_two_who_save_at_once_one_is_saved_whole_and_the_others_words_are_kept(database):
    outcome = together.run("tests.admin.racing", PAIRS, database=database).said
    assert {name: value for name, value in outcome.items() if name != "seconds"} == {
        "outcomes": {"saved / set aside": PAIRS},
        "wrong": {},
        "set_aside": PAIRS,
        "saved_revisions": PAIRS,
    }
