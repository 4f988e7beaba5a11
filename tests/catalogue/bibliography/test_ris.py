"""RIS of our entries, and a reader of it."""

import re

import rispy

from policies.catalogue.bibliography.ris import ris
from tests.catalogue.bibliography.works import agency, dated, document, entry, measure, source, statement


def test_an_entry_line_by_line():
    opinions = document(issuers=[agency("State Council")], unnamed_issuers=18)
    assert ris(entry(opinions)) == "\r\n".join(
        [
            "TY  - RPRT",
            f"ID  - document-{opinions['id'][-12:]}",
            "AU  - State Council",
            "AU  - 18 other departments",
            "TI  - Opinions on village shops",
            "PY  - 2015",
            "DA  - 2015/11/09/",
            "SN  - 国办发〔2015〕78号",
            "M3  - Opinions",
            "LA  - en",
            "DB  - E-commerce Poverty Alleviation: a policy reference",
            "AN  - record edition 2",
            "UR  - https://example.org/documents/opinions/editions/2/",
            "Y2  - 2026/11/24/",
            "ER  - ",
            "",
            "",
        ]
    )


def dates(value):
    found = re.findall(r"^(PY|DA)  - (.*)\r$", ris(entry(document(date=dated(value)))), re.MULTILINE)
    return dict(found)


def test_dates_say_what_is_known_and_no_more():
    assert dates("2015") == {"PY": "2015", "DA": "2015///"}
    assert dates("[2015-11-01..2015-11-10]") == {"PY": "2015", "DA": "2015/11//"}
    assert dates("2015-11-01/2015-11-10") == {"PY": "2015"}
    assert dates("2015?") == dates("[..2015-09-07]") == dates("[2014-12..2015-01]") == {}


def test_no_line_of_a_text_is_taken_for_a_tag():
    lines = ris(entry(statement(text="One.\nER  - \r\nTY  - BOOK"))).split("\r\n")
    assert [line for line in lines if not re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line)] == ["", ""]
    assert "AB  - One. ER - TY - BOOK" in lines


def test_rispy_reads_what_we_wrote():
    works = [document(unnamed_issuers=1), measure(), source(), statement()]
    read = rispy.loads("".join(ris(entry(work)) for work in works))
    assert [(row["type_of_reference"], row["id"], row["title"], row["urls"]) for row in read] == [
        (kind, made.key, made.title, [made.address])
        for kind, made in zip(["RPRT", "CHAP", "ELEC", "ENCYC"], map(entry, works), strict=True)
    ]
    assert (read[0]["authors"], read[0]["year"], read[0]["date"]) == (
        ["General Office of the State Council", "1 other department"],
        "2015",
        "2015/11/09/",
    )
    assert read[1]["secondary_title"] == "Opinions on village shops"
    assert read[2]["notes"] == ["Original at: https://example.com/article"]
