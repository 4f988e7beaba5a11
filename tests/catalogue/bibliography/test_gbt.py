"""GB/T 7714-2015: our text beside that of two processors."""

import re

import pytest

from policies.catalogue.bibliography.csl import item
from policies.catalogue.bibliography.gbt import gbt
from tests.catalogue.bibliography import readers
from tests.catalogue.bibliography.works import agency, dated, document, entry, measure, ministry, source, statement

CHINESE = {"zh-Hans": "商店意见"}
WORKS = {
    "en-US": {
        "whole date": document(),
        "month": document(issuers=[agency("State Council")], date=dated("2015-08")),
        "supplied": document(title_supplied=True, number=None, date=dated("2016")),
        "three": document(issuers=[agency("D"), agency("E"), agency("F")]),
        "four": document(issuers=[agency("D"), agency("E"), agency("F"), agency("G")]),
        "years": document(date=dated("2014/2015")),
        "by a day": document(date=dated("[..2015-09-07]")),
        "undated": document(date=None),
        "page": source(),
        "page without author": source(publisher=None),
        "article": ministry(),
        "statement": statement(),
        "part": measure(document=document(number=None)),
    },
    "zh-CN": {
        "whole date": document(title=CHINESE),
        "four": document(title=CHINESE, issuers=[agency("", name) for name in "甲乙丙丁"]),
        "by a day": document(title=CHINESE, date=dated("[..2015-09-07]")),
        "part": measure(title={"zh-Hans": "设备补助"}, document=document(title=CHINESE, number=None)),
    },
}
# Letters of annex B: the style takes every part for one of a book, and so every article.
LETTERS = {"chapter": ("R", "M"), "entry-encyclopedia": ("DB", "M")}


@pytest.fixture(scope="module", params=WORKS)
def written(request):
    """Our entries and their texts, pandoc's and citeproc-py's, by name."""
    language = request.param
    interface = "zh-hans" if language == "zh-CN" else "en"
    made = {
        name: entry({**work, "id": f"x-{name.replace(' ', '')}"}, interface) for name, work in WORKS[language].items()
    }
    items = [fed(one) for one in made.values()]
    theirs = [read(items, readers.GBT, language) for read in (readers.by_pandoc, readers.by_citeproc)]
    return made, *({name: texts[one.key] for name, one in made.items()} for texts in theirs)


def fed(made):
    """Our CSL JSON without where the work is kept: the style takes that for its publisher, and drops month and day.

    The edition is that of our record, not of the reference of which it is an article.
    """
    return {name: value for name, value in item(made).items() if name not in ("archive", "archive_location", "edition")}


def in_style(made):
    """Our text with the letters and the capitals of the style, which takes bodies for family names (8.1.1).

    Of a part it has the year alone, as of one of a book in print.
    """
    text = gbt(made)
    if made.type.csl == "chapter":
        text = re.sub(r"\((\d{4})[^)]*\)\[", r"\1[", text)
    ours, theirs = LETTERS.get(made.type.csl, ("", ""))
    text = text.replace(f"[{ours}/OL]", f"[{theirs}/OL]") if ours else text
    for author in made.authors:
        text = text.replace(author, author.upper(), 1)
    return text


def test_pandoc_writes_what_we_write(written):
    made, pandoc, _citeproc = written
    assert pandoc == {name: in_style(one) for name, one in made.items()}


def test_citeproc_py_writes_what_we_write(written):
    made, _pandoc, citeproc = written
    # It puts a dash between the ends of a range, where the standard has the stroke of ISO 8601.
    assert citeproc == {name: re.sub(r"(\d{4})/(\d{4})", r"\1–\2", in_style(one)) for name, one in made.items()}


def test_a_document_in_full():
    assert gbt(entry(document(title=CHINESE), "zh-hans")) == (
        "国务院办公厅. 商店意见: 国办发〔2015〕78号[R/OL]. (2015-11-09)[2026-11-24]. "
        "https://example.org/zh-hans/documents/opinions/editions/2/."
    )


def test_issuers_who_are_not_named_are_others():
    # CSL JSON has no word for others; processors write “18 other departments” as they would a name.
    english, chinese = document(unnamed_issuers=18), document(title=CHINESE, unnamed_issuers=18)
    assert gbt(entry(english)).startswith("General Office of the State Council, et al. Opinions")
    assert gbt(entry(chinese, "zh-hans")).startswith("国务院办公厅, 等. 商店意见")
    assert gbt(entry(document(issuers=[], unnamed_issuers=18))).startswith("Opinions on village shops")


def test_the_number_of_a_part_is_that_of_the_whole():
    # The style puts it behind the title of the part.
    assert gbt(entry(measure())) == (
        "General Office of the State Council. [Equipment subsidies][R/OL]//Opinions on village shops: "
        "国办发〔2015〕78号. (2015-11-09)[2026-11-24]. https://example.org/measures/subsidies/editions/2/."
    )


def test_a_doubtful_date_says_so():
    # The style is silent about it.
    assert "(ca. 2015)[2026-11-24]" in gbt(entry(document(date=dated("2015?"))))
    assert "(约2015)[2026-11-24]" in gbt(entry(document(title=CHINESE, date=dated("2015?")), "zh-hans"))
    assert "(ca. 2014-12/2015-01)[" in gbt(entry(document(date=dated("[2014-12..2015-01]"))))


def test_a_law_is_none_of_the_kinds_of_the_standard():
    # The style takes it for an archive: [A/OL].
    law = document(title=CHINESE, type={"code": "LAW", "label": {"zh-Hans": "法律"}})
    assert "商店意见: 国办发〔2015〕78号[Z/OL]" in gbt(entry(law, "zh-hans"))
