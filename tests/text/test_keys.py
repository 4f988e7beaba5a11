"""The words of keys."""

import hashlib

import pytest

from policies.text import keys

KEY = "epa_" + "A1-_" * 10 + "xyz"


def test_a_new_key_is_long_and_nobody_has_had_it():
    made = {keys.new_key() for _key in range(50)}
    assert len(made) == 50
    assert all(keys.is_key(key) and len(key) == 47 for key in made)


@pytest.mark.parametrize("words", ["", "epa_", KEY[:-1], f"{KEY}a", f" {KEY}", f"{KEY}\n", KEY.upper(), KEY[:-1] + "é"])
def test_what_is_no_key_is_told(words):
    assert not keys.is_key(words)


def test_what_is_kept_is_its_sha256_and_its_first_twelve_signs():
    assert (keys.shown(KEY), keys.digest(KEY)) == ("epa_A1-_A1-_", hashlib.sha256(KEY.encode()).hexdigest())


def test_words_are_those_of_a_digest_or_not():
    assert keys.is_same(KEY, keys.digest(KEY))
    assert not keys.is_same(keys.new_key(), keys.digest(KEY))
    assert not keys.is_same(KEY, "")


def test_every_key_in_a_text_is_cut():
    assert keys.without_keys(f"/x/?key={KEY}&a=1 {KEY}") == "/x/?key=epa_A1-_A1-_…&a=1 epa_A1-_A1-_…"
    assert keys.without_keys("/x/?epa_=1") == "/x/?epa_=1"
