"""The numbers of Chinese official documents, in any print, in one normal form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.normalise import fold
from policies.text.numbers import find_numbers, normalise_number, with_normal_numbers
from tests.text.timing import takes_under_half_a_second

STYLES = [
    "国办发〔2015〕78号",
    "国办发﹝2015﹞78号",
    "国办发﹝2015〕78号",
    "国办发[2015]78号",
    "国办发［2015］78号",
    "国办发(2015)78号",
    "国办发（2015）78号",
    "国办发【2015】78号",
    "国办发〔2015]第78号",
    "国办发〔2015〕第078号",
    "国办发〔２０１５〕７８号",
    "国办发 〔 2015 〕 78 号",
    "国办发〔2015〕78號",
]


@pytest.mark.parametrize("style", STYLES)
def test_every_print_of_a_number_has_one_normal_form(style):
    assert normalise_number(f" {style}\n") == "国办发〔2015〕78号"


@pytest.mark.parametrize("style", STYLES)
def test_a_number_is_found_in_running_text_in_every_print(style):
    text = f"《意见》（{style}）已印发。"
    assert find_numbers(text) == [(5, 5 + len(style), "国办发〔2015〕78号")]


@pytest.mark.parametrize(
    "number",
    [
        "商建发〔2015〕306号",
        "中发〔2015〕34号",
        "农办市〔2016〕1号",
        "国发〔2016〕64号",
        "国办发〔2018〕129号",
        "和政办发〔2020〕1号",
    ],
)
def test_the_normal_form_is_its_own(number):
    assert (normalise_number(number), find_numbers(number)) == (number, [(0, len(number), number)])


@pytest.mark.parametrize(
    ("value", "folded"),
    [
        ("", ""),
        ("Not found", "not found"),
        ("GB/T 9704-2012", "gb/t 9704-2012"),
        ("（2015）", "(2015)"),
        ("国办发［2015］", "国办发[2015]"),
        ("第78号", "第78号"),
        ("[2015] No. 78", "[2015] no. 78"),
        ("国办发〔3015〕78号", "国办发〔3015〕78号"),
        ("根据国办发[2015]78号", "根据国办发[2015]78号"),
        ("国办发[2015]78号 文件", "国办发[2015]78号 文件"),
    ],
)
def test_text_that_is_no_number_comes_back_folded_only(value, folded):
    assert normalise_number(value) == folded


def test_a_number_typed_without_its_last_character_is_normal_without_it():
    assert normalise_number("国办发[2015]第078") == "国办发〔2015〕78"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("根据国办发〔2015〕78号和国发〔2016〕64号", ["国办发〔2015〕78号", "国发〔2016〕64号"]),
        ("国务院办公厅转发商建发[2015]306号、中发(2015)34号文件", ["商建发〔2015〕306号", "中发〔2015〕34号"]),
        ("见和政办发〔2020〕1号", ["和政办发〔2020〕1号"]),
        ("根据商建发〔2015〕306号与中发和国发〔2016〕64号", ["商建发〔2015〕306号", "国发〔2016〕64号"]),
        ("按照〔2015〕78号", []),
        ("published in (2015) 78 pages", []),
        ("中国(2015)报告", []),
    ],
)
def test_words_that_lead_up_to_a_number_are_no_part_of_it(text, numbers):
    assert [number for _start, _end, number in find_numbers(text)] == numbers


def test_numbers_in_folded_text_are_brought_to_their_normal_form():
    text = fold("见国办发 ［2015］第078號，(2014)年 and [2015] pages, 国发[2016] 64号")
    assert with_normal_numbers(text) == "见国办发〔2015〕78号,〔2014〕年 and 〔2015〕 pages, 国发〔2016〕64号"


@given(
    st.sampled_from(["国发", "国办发", "商建发", "农办市", "发改办高技"]),
    st.integers(1949, 2049),
    st.integers(1, 99_999),
    st.tuples(st.sampled_from("〔﹝［[（(【"), st.sampled_from("〕﹞]］)）】")),
    st.sampled_from(["", "第", " 第 ", "0", "第00"]),
)
def test_any_mixture_of_brackets_and_ornaments_has_the_same_normal_form(code, year, serial, brackets, ornament):
    printed = f"{code}{brackets[0]}{year}{brackets[1]}{ornament}{serial}号"
    normal = f"{code}〔{year}〕{serial}号"
    assert (normalise_number(printed), with_normal_numbers(fold(printed))) == (normal, normal)
    assert find_numbers(f"x {printed} y") == [(2, 2 + len(printed), normal)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("《意见》和国发〔2016〕64号", [(5, 16, "国发〔2016〕64号")]),
        ("（2016年）和 国发〔2016〕64号", [(9, 20, "国发〔2016〕64号")]),
        ("和政办发〔2016〕64号", [(0, 13, "和政办发〔2016〕64号")]),
        ("《意见》，和政办发〔2016〕64号", [(5, 18, "和政办发〔2016〕64号")]),
    ],
)
def test_an_and_behind_a_title_is_no_part_of_a_number(text, numbers):
    assert find_numbers(text) == numbers


@given(st.text(st.sampled_from("国办发第号號〔[（)]〕 2015０和根据a"), max_size=40))
def test_normal_forms_are_stable_and_places_hold_what_is_said(text):
    assert normalise_number(normalise_number(text)) == normalise_number(text)
    numbers = find_numbers(text)
    assert [normalise_number(text[start:end]) for start, end, _ in numbers] == [number for *_, number in numbers]


@pytest.mark.parametrize("piece", ["国", "国 ", "〔", "〔2015〕", "国〔2015〕0", "(2015", " ", "0", "国〔 ", "和"])
def test_100_kilobytes_of_the_worst_are_read_in_under_half_a_second(piece):
    text = piece * (100_000 // len(piece.encode()))
    for function in (normalise_number, find_numbers, with_normal_numbers):
        assert takes_under_half_a_second(function, text)
