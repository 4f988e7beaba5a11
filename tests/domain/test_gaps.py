"""What texts of sources cite: which documents are here, and which are not."""

import pytest

from policies.domain import gaps
from policies.domain.gaps import citations
from policies.models import DocumentName, Excuse, Relation, Snapshot
from tests import factories as f

pytestmark = pytest.mark.django_db
NUMBER = "国办发〔2015〕78号"
TITLE = "国务院办公厅关于促进农村电子商务加快发展的指导意见"


def missing():
    return [(str(gap), [(row.snapshot.source.slug, row.quote) for row in gap.places]) for gap in citations().gaps]


def here():
    return [(row.document.slug, [place.quote for place in row.places]) for row in citations().known]


def test_what_is_cited_and_not_here_is_told_with_its_places_the_most_cited_first():
    f.source("According to 国发〔2016〕1号.", slug="a")
    f.source(f"《{TITLE}》", slug="b")
    f.source(f"《{TITLE}》（国办发[2015]78号），国办发(2015)78号。", slug="c")
    assert missing() == [
        (
            f"{NUMBER} {TITLE}",
            [("c", f"《{TITLE}》（国办发[2015]78号）"), ("b", f"《{TITLE}》"), ("c", "国办发(2015)78号")],
        ),
        ("国发〔2016〕1号", [("a", "国发〔2016〕1号")]),
    ]
    assert here() == []


def test_what_is_here_is_known_by_title_name_or_number_whatever_its_state():
    f.source(f"《{TITLE}》, 国发〔2016〕1号, “Outline for Rural Shops”")
    f.bare_document(slug="guiding", title_zh="关于促进农村电子商务加快发展的指导意见")
    f.bare_document(slug="plan", number="国发〔2016〕1号", state="withdrawn")
    outline = f.bare_document(slug="outline")
    DocumentName.objects.create(document=outline, language="en", text="outline for rural shops", kind="other")
    assert missing() == []
    assert sorted(here()) == [
        ("guiding", [f"《{TITLE}》"]),
        ("outline", ["“Outline for Rural Shops”"]),
        ("plan", ["国发〔2016〕1号"]),
    ]


def test_a_text_does_not_cite_the_document_that_it_is():
    document = f.bare_document(number=NUMBER)
    f.source(f"{NUMBER}\nText.", document=document)
    assert (missing(), here()) == ([], [])


def test_a_passage_that_needs_no_record_cites_nothing():
    text = "《电子商务法》和《广告管理法》"
    snapshot = f.source(text).snapshots.get()
    Excuse.objects.create(snapshot=snapshot, start=0, end=3, reason="A law that is no policy of ours.")
    assert [name for name, _places in missing()] == ["广告管理法"]


def test_only_the_latest_text_of_a_source_is_read():
    source = f.source("国发〔2016〕1号")
    Snapshot.objects.create(source=source, number=2, text="国发〔2016〕2号", taken_on="2026-11-25")
    assert [name for name, _places in missing()] == ["国发〔2016〕2号"]
    assert citations().texts == 1


def test_a_citation_in_the_text_of_a_document_asks_for_a_relation_until_there_is_one():
    cited, citing = f.bare_document(number=NUMBER), f.bare_document(title_en="Citing")
    f.source(f"{NUMBER}, {NUMBER}", document=citing)
    f.source(NUMBER)
    (known,) = citations().known
    assert (len(known.places), known.unrelated) == (3, [citing])
    Relation.objects.create(document=citing, object=cited, predicate="cites")
    (known,) = citations().known
    assert known.unrelated == []


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_as_often_for_three_as_for_one(number, django_assert_num_queries):
    for row in range(number):
        cited = f.bare_document(number=f"国发〔2016〕{row + 1}号")
        f.source(f"{cited.number}, 国发〔2017〕{row + 1}号", document=f.bare_document())
    # The texts with their sources, excuses, names, documents, relations.
    with django_assert_num_queries(5):
        found = gaps.citations()
        assert (len(found.gaps), len(found.known), len(found.known[0].unrelated)) == (number, number, 1)
