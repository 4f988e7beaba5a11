import subprocess
import sys

import pytest

from policies.text.pinyin import asked, syllables, tokens
from policies.text.tokens import LONGEST_WORD


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("商务部", ["shang", "wu", "bu"]),
        ("商務部", ["shang", "wu", "bu"]),
        ("重庆市银行 (CQB)", ["chong", "qing", "shi", "yin", "hang"]),
        ("Ministry of Commerce", []),
        ("", []),
    ],
)
def test_chinese_names_are_spelt_in_plain_letters(name, read):
    assert syllables(name) == read


def test_a_name_is_found_by_what_it_ends_with_in_full_and_by_first_letters():
    assert tokens(["shang", "wu", "bu"]) == {"~shangwubu", "~wubu", "~swb", "~wb"}
    assert tokens(["bu"]) == set()


@pytest.mark.parametrize(
    ("words", "token"),
    [
        (["shang", "wu", "bu"], "~shangwubu"),
        (["xi'an"], "~xian"),
        (["swb"], "~swb"),
        (["s"], ""),
        (["商务部"], ""),
        (["shang", "78"], ""),
        ([], ""),
    ],
)
def test_only_plain_letters_can_be_a_reading(words, token):
    assert asked(words) == token


def test_of_a_long_name_only_the_beginning_is_looked_at_on_either_side():
    syllables = ["zhuang"] * 80
    assert max(map(len, tokens(syllables))) == LONGEST_WORD
    assert asked(syllables) in tokens(syllables)
    assert asked(["z" * 80]) in tokens(syllables)


@pytest.mark.parametrize("library", ["pypinyin", "opencc", "snowballstemmer"])
def test_no_dictionary_is_read_before_it_is_needed(library):
    modules = "policies.text.pinyin, policies.text.variants, policies.text.stems, policies.text.tokens"
    command = f"import sys, {modules}; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", command]).returncode == 0
