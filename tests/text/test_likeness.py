"""Titles made comparable, and those among many that are alike."""

import random
import time

from policies.text.likeness import ALIKE, alike, comparable, likeness, parts
from policies.text.variants import simplified


def test_a_title_is_compared_without_case_space_marks_and_in_simplified_characters():
    assert comparable("  Opinions: On “Village” Shops ") == comparable("opinions on village shops")
    assert (
        comparable("關於促進農村電子商務的意見")
        == comparable("《关于促进农村电子商务的意见》")
        == "关于促进农村电子商务的意见"
    )


def test_characters_keep_their_places_when_they_are_simplified():
    assert simplified("國務院辦公廳 2015") == "国务院办公厅 2015"
    assert simplified("国务院 office") == "国务院 office"


def test_titles_that_differ_in_a_word_are_alike_and_others_are_not():
    texts = {
        "a": comparable("Guiding opinions on accelerating the development of rural e-commerce"),
        "b": comparable("Guiding opinions on accelerating development of rural e-commerce"),
        "c": comparable("Notice on the printing of the plan for cold chains"),
        "d": comparable("国务院办公厅关于促进农村电子商务加快发展的指导意见"),
        "e": comparable("关于促进农村电子商务加快发展的指导意见"),
    }
    assert {frozenset(two[:2]) for two in alike(texts)} == {frozenset("ab"), frozenset("de")}


def test_the_same_title_and_a_short_one_are_not_called_alike():
    assert list(alike({"a": "opinionsonshops", "b": "opinionsonshops", "c": "notice", "d": "notices"})) == []


def test_it_finds_what_comparing_every_two_would_find():
    chance = random.Random(7)  # noqa: S311 - the same choices every time
    words = [
        f"{one}{two}" for one in ("village", "rural", "cold", "green", "trade") for two in ("shop", "plan", "road")
    ]
    texts = {number: "".join(chance.sample(words, 5)) for number in range(120)}
    for number in range(40):
        place = chance.randrange(len(texts[number]))
        texts[1000 + number] = texts[number][:place] + "x" + texts[number][place:]
    slow = {
        frozenset((one, other))
        for one in texts
        for other in texts
        if one < other and texts[one] != texts[other] and likeness(parts(texts[one]), parts(texts[other])) >= ALIKE
    }
    assert {frozenset(two[:2]) for two in alike(texts)} == slow
    assert len(slow) >= 40


def test_five_thousand_titles_take_seconds_and_not_minutes():
    chance = random.Random(7)  # noqa: S311 - the same choices every time
    words = [f"w{number:03d}ord" for number in range(400)]
    texts = {number: "notice on " + " ".join(chance.sample(words, 8)) for number in range(5000)}
    started = time.process_time()
    found = list(alike({name: comparable(text) for name, text in texts.items()}))
    assert found == []
    assert time.process_time() - started < 10
