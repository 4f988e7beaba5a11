"""BibTeX of our entries, and a reader of it."""

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware

from policies.catalogue.bibliography.bibtex import bibtex, escaped
from tests.catalogue.bibliography.works import agency, dated, document, entry, measure, ministry, source, statement


def test_an_entry_field_by_field():
    opinions = document(
        title={"en": "Opinions on R&D_1"},
        issuers=[agency("State Administration of Press, Film and Television")],
        unnamed_issuers=18,
        date=dated("[2015-11-01..2015-11-10]", "early November 2015"),
    )
    assert bibtex(entry(opinions)) == (
        f"@report{{document-{opinions['id'][-12:]},\n"
        "  author = {{State Administration of Press, Film and Television} and {18 other departments}},\n"
        "  title = {{Opinions on R\\&D\\_1}},\n"
        "  date = {2015-11},\n"
        "  year = {2015},\n"
        "  number = {国办发〔2015〕78号},\n"
        "  type = {{Opinions}},\n"
        "  note = {E-commerce Poverty Alleviation: a policy reference, record edition 2},\n"
        "  url = {https://example.org/documents/opinions/editions/2/},\n"
        "  urldate = {2026-11-24},\n"
        "  langid = {english},\n"
        "  annotation = {Date as stated: early November 2015}\n"
        "}\n\n"
    )


def test_what_tex_takes_for_a_command_is_escaped():
    assert escaped("100% of #1 & $2_a ~ ^ \\ {x}\n农村") == (
        r"100\% of \#1 \& \$2\_a \textasciitilde{} \textasciicircum{} \textbackslash{} "
        r"{\textbraceleft}x{\textbraceright} 农村"
    )


def read(*works, **options):
    library = bibtexparser.parse_string("".join(bibtex(entry(work)) for work in works), **options)
    assert library.failed_blocks == []
    return library.entries


def test_bibtexparser_reads_what_we_wrote():
    works = [document(title={"zh-Hans": "商店意见"}), measure(), source(), ministry(), statement()]
    found = read(*works)
    assert [(row.entry_type, row.key, row["title"], row["url"]) for row in found] == [
        (made.type.bibtex, made.key, f"{{{made.title}}}", made.address) for made in map(entry, works)
    ]
    assert [row.entry_type for row in found] == ["report", "incollection", "online", "inreference", "inreference"]
    assert (found[0]["author"], found[0]["date"], found[0]["langid"]) == ("{国务院办公厅}", "2015-11-09", "chinese")
    assert found[1]["booktitle"] == "{Opinions on village shops}"
    assert found[2]["annotation"] == "Policy Reference / Original at: https://example.com/article"


def test_texts_come_back_as_they_were():
    title = "100% & #1_a $x ~ 农村"
    [row] = read(document(title={"en": title}), append_middleware=[LatexDecodingMiddleware()])
    assert row["title"] == title


@pytest.mark.parametrize("title", ["half {", "half }", "}{", "\\"])
def test_a_brace_in_a_text_ends_nothing(title):
    # The reader knows no word for a brace, so the text is compared as it is written.
    first, second = read(document(title={"en": title}), source())
    assert (first["title"], second["title"]) == (f"{{{escaped(title)}}}", "{Measures in China}")


@pytest.mark.parametrize(
    ("value", "date", "year"),
    [
        ("2015?", "2015?", None),
        ("[2014-12..2015-01]", "2014-12~/2015-01~", None),
        ("[..2015-09-07]", "../2015-09-07", None),
        ("2015-11/..", "2015-11/..", None),
        ("[2015-01..2015-04]", "2015", "2015"),
    ],
)
def test_dates_are_edtf_and_the_year_stands_alone_only_where_it_is_certain(value, date, year):
    [row] = read(document(date=dated(value)))
    assert (row["date"], row["year"] if year else row.get("year")) == (date, year)
