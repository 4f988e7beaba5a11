"""APA style: our text beside that of two processors."""

import re
from datetime import date

import pytest

from policies.catalogue.bibliography.apa import apa
from policies.catalogue.bibliography.csl import item
from policies.catalogue.bibliography.entry import entry_of_list
from tests.catalogue.bibliography import readers
from tests.catalogue.bibliography.works import agency, dated, document, entry, measure, ministry, source, statement

SITE = "E-commerce Poverty Alleviation: a policy reference"
OPINIONS = {"en": "Opinions on shops", "zh-Hans": "商店意见"}


def plain(made):
    return "".join(text for text, _is_italic in apa(made))


def marked(made):
    return re.sub(r"</em>(\s*)<em>", r"\1", "".join(f"<em>{text}</em>" if it else text for text, it in apa(made)))


# Each has an author or title of its own: processors tell works of one author and year apart by letters.
WORKS = {
    "whole date": document(),
    "month": document(issuers=[agency("State Council")], unnamed_issuers=18, date=dated("2015-08")),
    "supplied": document(issuers=[agency("Ministry A")], title_supplied=True, number=None, date=dated("2016")),
    "two": document(issuers=[agency("B", role="lead"), agency("C", role="joint")], date=dated("2017?")),
    "three": document(issuers=[agency("D"), agency("E"), agency("F")], date=dated("[..2015-09-07]")),
    "many": document(issuers=[agency(f"G{number}") for number in range(23)]),
    "years": document(issuers=[agency("H")], date=dated("201X")),
    "undated": document(issuers=[agency("I")], date=None),
    "part": measure(document=document(issuers=[agency("J")])),
    "page": source(),
    "page without author": source(title={"en": "A page?"}, publisher=None),
    "undated page": source(publisher="K", date=None),
    "article": ministry(),
    "statement": statement(),
    "event": document(issuers=[agency("L")], type={"code": "EVENT", "label": {"en": "Event"}}, number=None),
}
# Which the style gives no more than a year; the manual lets the whole date stand (9.14), and we know policy by its day.
YEAR_ALONE = {"report", "chapter", "entry-encyclopedia"}


@pytest.fixture(scope="module")
def made():
    return {
        name: entry({**work, "id": f"{name.replace(' ', '_')}-x-{name.replace(' ', '')}"})
        for name, work in WORKS.items()
    }


@pytest.fixture(scope="module")
def pandoc(made):
    return readers.by_pandoc([item(one) for one in made.values()], readers.APA, "en-US")


@pytest.fixture(scope="module")
def citeproc(made):
    return readers.by_citeproc([item(one) for one in made.values()], readers.APA, "en-US")


def in_style(made):
    """Our text with the date as the style has it."""
    text = plain(made)
    return re.sub(r"\(((?:ca\. )?\d{4}), [^)]+\)", r"(\1)", text, count=1) if made.type.csl in YEAR_ALONE else text


def test_pandoc_writes_what_we_write(made, pandoc):
    theirs = {name: re.sub("</?em>", "", pandoc[one.key]) for name, one in made.items()}
    assert theirs == {name: in_style(one) for name, one in made.items()}


def test_citeproc_py_writes_what_we_write(made, citeproc):
    # Of a work without an author it gives the title twice: where the author would be, and where the title would be.
    named = {name: one for name, one in made.items() if one.authors}
    assert {name: citeproc[one.key] for name, one in named.items()} == {
        name: in_style(one) for name, one in named.items()
    }


def test_titles_are_italic_as_pandoc_has_them(made, pandoc):
    # A description of ours in brackets is not italic (9.22), which the style cannot know.
    standing = [name for name, one in made.items() if not one.is_supplied and one.type.csl in ("report", "webpage")]
    assert len(standing) == 11
    for name in standing:
        title = made[name].title
        assert f"<em>{title}" in marked(made[name])
        assert f"<em>{title}" in pandoc[made[name].key]


def test_a_report_in_full():
    opinions = document(issuers=[agency("State Council")], unnamed_issuers=18)
    assert marked(entry(opinions)) == (
        "State Council, & 18 other departments. (2015, November 9). <em>Opinions on village shops</em> (Opinions "
        f"国办发〔2015〕78号). {SITE} (record edition 2). https://example.org/documents/opinions/editions/2/"
    )


def test_a_title_of_ours_and_a_part_are_not_italic_but_the_whole_is():
    assert marked(entry(measure())) == (
        "General Office of the State Council. (2015, November 9). [Equipment subsidies]. In <em>Opinions on village "
        f"shops</em> (国办发〔2015〕78号). {SITE} (record edition 2). https://example.org/measures/subsidies/editions/2/"
    )


def test_a_law_is_cited_by_its_name():
    # The style makes a public law of the United States of it: “Pub. L. No.”.
    law = document(type={"code": "LAW", "label": {"en": "Law"}}, title={"en": "E-commerce Law"}, number="No. 7")
    assert marked(entry(law)) == (
        f"<em>E-commerce Law</em>, No. 7 (2015, November 9). {SITE} (record edition 2). "
        "https://example.org/documents/opinions/editions/2/"
    )


def test_a_list_is_a_data_set():
    # The style writes “[Dataset]”, the manual “[Data set]” (10.9).
    made = entry_of_list("Documents", "https://example.org/documents/?as_of=x", date(2026, 11, 24), "en")
    assert marked(made) == (
        f"<em>Documents</em> [Data set]. (2026, November 24). {SITE}. https://example.org/documents/?as_of=x"
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2015-11-01/2015-11-10", "(2015, November 1–10)"),
        ("2015-11/2015-12", "(2015, November–December)"),
        ("2014-12/2015-01", "(2014, December–2015, January)"),
        ("[2014-12..2015-01]", "(ca. 2014, December–2015, January)"),
        ("2015-11-09~", "(ca. 2015, November 9)"),
        ("2015-11/..", "(from November 2015)"),
    ],
)
def test_dates_that_the_processors_cannot_write(value, said):
    # citeproc-py falls over a range of days; the style has no months for reports.
    assert f". {said}. " in plain(entry(document(date=dated(value))))


def test_in_chinese_a_reference_is_chinese_throughout():
    # The locale of the processors has “十一月 9” for a day, and “收入” for being a part.
    opinions = document(title=OPINIONS, unnamed_issuers=18)
    assert marked(entry(opinions, "zh-hans")) == (
        "国务院办公厅, & 另18个部门. (2015年11月9日). 商店意见 (意见 国办发〔2015〕78号). 电商扶贫政策文献参考 "
        "(记录第2版). https://example.org/zh-hans/documents/opinions/editions/2/"
    )
    part = measure(title={"zh-Hans": "设备补助"}, document=document(title=OPINIONS, date=dated("2015~")))
    assert plain(entry(part, "zh-hans")) == (
        "国务院办公厅. (约2015年). [设备补助]. 载于 商店意见 (国办发〔2015〕78号). 电商扶贫政策文献参考 (记录第2版). "
        "https://example.org/zh-hans/measures/subsidies/editions/2/"
    )
    undated = document(title=OPINIONS, date=None)
    assert plain(entry(undated, "zh-hans")).endswith(
        "(记录第2版). 检索于2026年11月24日, https://example.org/zh-hans/documents/opinions/editions/2/"
    )
