"""Text cut into paragraphs and sentences, and the sentences no citation reaches."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.segment import paragraphs, sentences, uncovered
from tests.text.article import ARTICLE, PLACES
from tests.text.timing import takes_under_half_a_second

# As cut by hand, paragraph by paragraph.
ARTICLE_SENTENCES = [
    *[(211, 421), (422, 524), (525, 849)],
    *[(851, 1066), (1067, 1455)],
    *[(1457, 1619), (1620, 1823), (1824, 2083)],
    *[(2085, 2369), (2370, 2479), (2480, 2692)],
    *[(2694, 2967)],
    *[(2969, 3202), (3203, 3477)],
    *[(3479, 3670), (3671, 3893), (3894, 4089), (4090, 4261), (4262, 4353)],
    *[(4354, 4441), (4442, 4541), (4542, 4723), (4724, 4829), (4830, 5192)],
]


def cut(text):
    return [text[start:end] for start, end in sentences(text)]


def test_the_article_has_its_24_sentences():
    assert sentences(ARTICLE) == ARTICLE_SENTENCES


def test_breadcrumb_date_title_and_keywords_are_paragraphs_but_no_sentences():
    assert paragraphs(ARTICLE)[:4] == [(0, 31), (32, 52), (53, 114), (116, 209)]
    assert sentences(ARTICLE[:210]) == []


def test_blank_lines_are_no_paragraphs_whatever_the_line_end():
    assert paragraphs("one\r\n\r\n \u00a0\r\ntwo\n\nthree\r") == [(0, 3), (11, 14), (16, 21)]


@pytest.mark.parametrize(
    "pieces",
    [
        ['The "Internet +" initiative grew.', "Internet + services followed."],
        ["Notice No. 5 was issued.", "It replaced No. 12 of 2014."],
        ["Did it help?", "No.", "We waited."],
        ["It rose by 3.5 percent to 1.2 million.", "5 counties took part."],
        ["The U.S. Department of Agriculture agreed.", "So did the E.U. Commission."],
        ["It began in the U.S.", "The plan spread."],
        ["Mr. Li and Dr. J. K. Wang spoke.", "Others, e.g. Prof. Chen, did not."],
        ["On Nov. 9 it was published.", "It was read."],
        ["Stores, outlets, etc. were set up.", "Platforms, channels, etc.", "In all, many."],
        ["Acme Co. Ltd. signed.", "Others followed."],
        ['He said, "It works."', "They agreed (all of them.)", "Then they left."],
        ['"Does it?" she asked.', '"It does!"', '"Good."'],
        ["1. Strengthen training.", "2. Build outlets."],
        ["(a) Strengthen training.", "(b) Build outlets."],
        ["It ended...", "Then it began again."],
        ["Really?!", "Yes."],
        ["See www.gov.cn and version 2.0.", "Done."],
    ],
)
def test_english_is_cut_at_its_sentences(pieces):
    assert cut(" ".join(pieces)) == pieces


@pytest.mark.parametrize(
    "pieces",
    [
        ["支持电商扶贫；鼓励试点。", "加强培训！", "为什么？", "因为需要。"],
        ["他说：“加快发展。”", "会议强调：“要落实。”", "完。"],
        ["他说“好！”，然后走了。", "《加油！》是一首歌。"],
        ["增长3.5%。", "见国办发〔2015〕78号。", "（以下简称《意见》。）", "完｡"],
        ["第一，发展农村电商。", "Internet + 行动已启动。", "Done."],
    ],
)
def test_chinese_is_cut_at_its_sentences(pieces):
    assert cut("\u3000\u3000" + "".join(pieces[:-1]) + pieces[-1]) == pieces


@pytest.mark.parametrize(
    "line",
    [
        "E-commerce;Poverty Alleviation",
        "February 27, 2024",
        "发展农村电商；",
        "The measures are:",
        "Home > Policy >",
        '"',
        ")",
    ],
)
def test_a_line_that_does_not_end_as_a_sentence_is_none(line):
    assert cut(line + "\nA sentence. Another.\n" + line) == ["A sentence.", "Another."]


@pytest.mark.parametrize("gap", ["…", "……", " [...] ", "（…）"])
def test_what_an_excerpt_leaves_out_is_no_sentence(gap):
    assert cut(f"支持电商企业拓展农村业务\n{gap}\nA sentence.\n{gap}\n商建发〔2015〕306号") == ["A sentence."]


def test_sentences_stand_without_the_space_around_them():
    assert cut(" \u00a0 One.   Two. \u00a0\n\u3000三。 四。\n") == ["One.", "Two.", "三。", "四。"]


texts = st.text(st.sampled_from("aBCNo5 .!?。！？”\"')》\n\r\u3000，+中"), max_size=80)


@given(texts)
def test_sentences_are_in_order_apart_and_not_blank(text):
    spans = sentences(text)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert [text[start:end].strip() for start, end in spans] == [text[start:end] or "?" for start, end in spans]


@given(texts)
def test_a_line_of_running_text_is_covered_but_for_white_space(text):
    spans = sentences(text)
    for start, end in paragraphs(text):
        inside = "".join(text[first:last] for first, last in spans if start <= first and last <= end)
        assert "".join(inside.split()) in ("", "".join(text[start:end].split()))


@given(texts)
def test_paragraphs_hold_all_that_is_not_white_space(text):
    assert "".join("".join(text[start:end] for start, end in paragraphs(text)).split()) == "".join(text.split())


@pytest.mark.parametrize("piece", ["a", ".", ". ", '."', "No. 5 ", "。”", "\n", "( ", "A.", " ", "etc. a "])
def test_100_kilobytes_of_the_worst_are_cut_in_under_half_a_second(piece):
    text = piece * (100_000 // len(piece.encode())) + "."
    assert sentences(text)
    assert takes_under_half_a_second(sentences, text)


# What nothing cites


def test_every_sentence_of_the_article_is_reached_by_some_record():
    cited = [(place["start"], place["end"]) for place in PLACES]
    assert uncovered(sentences(ARTICLE), cited) == []


def test_documents_and_measures_leave_13_sentences_of_the_article():
    cited = [(place["start"], place["end"]) for place in PLACES if place["id"][0] in "DM"]
    left = [ARTICLE_SENTENCES[number] for number in (1, 2, 3, *range(14, 24))]
    assert uncovered(sentences(ARTICLE), cited) == left


def test_a_sentence_is_reached_by_one_of_its_characters_and_not_by_touching():
    assert uncovered([(0, 5), (5, 9), (9, 12)], [(8, 9), (5, 5), (12, 20)]) == [(0, 5), (9, 12)]


def test_without_citations_every_sentence_is_left():
    assert uncovered([(0, 5), (6, 9)], []) == [(0, 5), (6, 9)]


spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10)).map(lambda pair: (pair[0], sum(pair))), max_size=12)


@given(spans, spans)
def test_what_is_left_is_what_shares_no_character_with_any_citation(given_sentences, cited):
    held = {at for start, end in cited for at in range(start, end)}
    full = [span for span in given_sentences if span[0] < span[1]]
    assert uncovered(full, cited) == [span for span in full if held.isdisjoint(range(*span))]


def test_ten_thousand_sentences_and_citations_take_under_half_a_second():
    cited = [(0, 5), *((at * 10, at * 10 + 3) for at in range(10_000))]
    full = [(at * 5, at * 5 + 5) for at in range(20_000)]
    assert len(uncovered(full, cited)) == 10_000
    assert takes_under_half_a_second(uncovered, full, cited)
