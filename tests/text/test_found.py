from policies.text.found import Mark, Reason, Run, Way
from policies.text.parts import NAME, Part


def test_only_other_names_are_explained_and_each_piece_once():
    marks = [
        Mark(0, 1, Way.EXACT, "a"),
        Mark(1, 2, Way.SYNONYM, "b"),
        Mark(2, 3, Way.SYNONYM, "b"),
        Mark(3, 4, Way.READING, "c"),
    ]
    reason = Reason(Part("title", NAME, "abcd"), [Run("x"), *(Run("x", mark) for mark in marks)])
    assert [(mark.way, mark.piece) for mark in reason.others] == [(Way.SYNONYM, "b"), (Way.READING, "c")]
