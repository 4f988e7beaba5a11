import subprocess
import sys

import pytest

from policies.text.pinyin import asked, order_key, syllables, tokens
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


def test_titles_stand_as_in_a_chinese_dictionary():
    """By syllable, then tone, then character; ü behind u; Latin letters among syllables; brackets count for nothing."""
    in_order = [
        "2015年扶贫工作要点",
        "长江经济带",
        "《长效机制》",
        "重庆市",
        "国务院公报",
        "國務院“互聯網+”行動",
        "路线",
        "绿色发展",
        "乱",
        "商务部",
        "WFP 报告",
        "西安",
        "先",
        "中国人民银行",
    ]
    titles = in_order[::-1]
    titles.sort(key=order_key)
    assert titles == in_order


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("重庆", "chong2重qing4庆"),
        ("重点", "zhong4重dian3点"),
        ("银行", "yin2银hang2行"),
        ("行动", "xing2行dong4动"),
        ("长效", "chang2长xiao4效"),
        ("增长", "zeng1增zhang3长"),
        ("调整", "tiao2调zheng3整"),
        ("会计", "kuai4会ji4计"),
        ("《“互联网+”》", "hu4互lian2联wang3网"),
        ("2015年", "2015 nian2年"),
        ("Policy", "policy "),
        ("", ""),
        ("……", ""),
    ],
)
def test_a_character_is_read_as_its_word_is(title, key):
    assert order_key(title) == key


def test_a_character_that_nobody_can_read_stands_for_itself():
    assert order_key("\U0003134a里") == "\U0003134a5\U0003134ali3里"


@pytest.mark.parametrize("library", ["pypinyin", "opencc", "snowballstemmer"])
def test_no_dictionary_is_read_before_it_is_needed(library):
    modules = "policies.text.pinyin, policies.text.variants, policies.text.stems, policies.text.tokens"
    command = f"import sys, {modules}; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", command]).returncode == 0
