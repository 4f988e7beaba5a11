from datetime import date

import pytest

from policies.content.indexing import columns, dated, facets
from policies.content.records import dump
from tests import factories as f
from tests.content import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return making.everything()


def found(content):
    """The facets of a content, those that only follow from a narrower term marked with ~."""
    return sorted(f"{'' if row.direct else '~'}{row.facet}={row.value}" for row in facets(content))


def test_facets_of_a_document(made):
    assert found(dump(made["document"])) == sorted(
        [
            f"agency={made['agency'].id}",
            f"document={made['document'].id}",
            f"source={made['source'].id}",
            "stance=imprecise",
            "stance=supports",
            "status=in_force",
            "theme=TRADE",
            "type=OPINIONS",
            "year=2015",
        ]
    )


def test_facets_of_a_measure_with_the_broader_terms_it_follows_into(made):
    assert found(dump(made["measure"])) == sorted(
        [
            "actor=GOV",
            f"actor={made['agency'].id}",
            f"agency={made['agency'].id}",
            f"document={made['document'].id}",
            "instrument=EQUIPMENT",
            "instrument=LOGISTICS",
            "level=COUNTY",
            "level=not-stated",
            f"parent={made['measure'].parent.id}",
            "place=COUNTY",
            "sector=SHOPS",
            f"source={made['source'].id}",
            "stance=supports",
            "strength=plans",
            "target=POOR-HH",
            "target=TG-NOT-STATED",
            "year=2015",
            "~instrument=FISCAL",
            "~instrument=SUBSIDY",
        ]
    )


def test_facets_of_an_agency(made):
    agency = made["agency"]
    assert found(dump(agency)) == sorted(
        [f"agency={agency.id}", f"parent={agency.parent.id}", f"source={made['source'].id}", "stance=supports"]
    )


def test_facets_of_a_source(made):
    made["source"].document = made["document"]
    assert found(dump(made["source"])) == sorted(
        [
            f"document={made['document'].id}",
            "keyword=TRADE",
            f"source={made['source'].id}",
            "stance=supports",
            "trust=summary",
            "year=2024",
        ]
    )


def test_facets_of_a_statement(made):
    assert found(dump(made["statement"])) == sorted(
        [
            f"document={made['document'].id}",
            "kind=role",
            "sector=SHOPS",
            f"source={made['source'].id}",
            "stance=supports",
            "target=POOR-HH",
            "theme=TRADE",
        ]
    )


def test_facets_of_a_term(made):
    assert found(dump(made["term"])) == ["scheme=instrument", "~broader=FISCAL", "~broader=SUBSIDY"]


def test_a_value_both_given_and_implied_counts_as_given(made):
    f.code(made["measure"], "instrument", "instrument", "FISCAL")
    assert {row for row in found(dump(made["measure"])) if "FISCAL" in row} == {"instrument=FISCAL"}


def test_an_issuer_that_is_only_a_claim_files_no_record(made):
    made["document"].issuers.update(preferred=False)
    assert [row for row in found(dump(made["document"])) if row.startswith("agency=")] == []


@pytest.mark.parametrize(
    ("edtf", "years"),
    [
        ("2015-11", [2015]),
        ("2015/2017", [2015, 2016, 2017]),
        ("2000/2019", list(range(2000, 2020))),
        ("2000/2020", []),
        ("2015-11/..", []),
        ("../2015-11", []),
    ],
)
def test_a_date_is_found_by_each_year_it_may_be(edtf, years):
    source = f.source(edtf=edtf)
    assert [row for row in found(dump(source)) if row.startswith("year=")] == [f"year={year}" for year in years]


def test_columns_of_a_measure_are_dated_by_its_document(made):
    content = dump(made["measure"])
    row = columns(content)
    assert dated(content)["edtf"] == "2015-08"
    assert {name: row[name] for name in ("title_key", "earliest", "latest_day")} == {
        "title_key": "equipment subsidies",
        "earliest": date(2015, 8, 1),
        "latest_day": date(2015, 8, 31),
    }


def test_records_stand_in_the_order_of_their_words():
    source = f.source()
    document = f.document(source, f.agency(source))
    first, second = f.measure(source, document), f.measure(source, document)
    quote = second.citations.get()
    later = f.TEXT.index("subsidies")
    second.citations.update(spans=[[later, later + 9]])
    places = [columns(dump(record))["place"] for record in (document, first, second)]
    assert places == sorted(places)
    assert len(set(places)) == 3
    assert places[2] == f"{later:07d}"
    assert quote.start < later


def test_a_record_without_words_has_no_place():
    assert columns(dump(f.bare_document()))["place"] == ""


@pytest.mark.parametrize(
    ("edtf", "bounds"),
    [
        ("", (date.max, date.max)),
        ("2015-11/..", (date(2015, 11, 1), date.max)),
        ("../2015-11", (date.min, date(2015, 11, 30))),
    ],
)
def test_a_record_without_a_date_sorts_last_and_an_open_side_goes_on_for_ever(edtf, bounds):
    row = columns(dump(f.source(edtf=edtf)))
    assert (row["earliest"], row["latest_day"]) == bounds


def test_titles_sort_without_regard_to_case_and_no_further_than_their_first_200_characters():
    row = columns(dump(f.source(title_en="ÉTUDE “A”" + "x" * 300, title_zh="研究")))
    assert row["title_key"] == ('étude "a"' + "x" * 300)[:200]


@pytest.mark.parametrize(
    ("titles", "key"),
    [
        ({"title_en": "Notice", "title_zh": "通知"}, "0tong1通zhi1知"),
        ({"title_zh": "通知" * 80}, ("0" + "tong1通zhi1知" * 80)[:400]),
        ({"title_en": "Notice"}, "1notice"),
        ({"title_en": "x" * 300}, "1" + "x" * 200),
    ],
)
def test_in_chinese_order_chinese_titles_stand_by_pinyin_and_english_ones_after_them(titles, key):
    assert columns(dump(f.source(**{"title_en": "", **titles})))["pinyin_key"] == key


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("term", ["equipment subsidy", "设备补贴", "money for machines", "equipment"]),
        ("source", ["trade news", "商务新闻", "policy", "news agency", "village shops", "trade"]),
        ("agency", ["ministry of trade", "商务部", "moftec"]),
        ("document", ["opinions on village shops", "意见", "国办发", "shop opinions", "the ministry of trade"]),
        ("measure", ["equipment subsidies", "proposed", "delivery subsidies for poor households"]),
        ("statement", ["village shops matter"]),
    ],
)
def test_a_record_is_found_by_its_names_and_quotes(made, kind, words):
    text = columns(dump(made[kind]))["search_text"]
    assert [word for word in words if word not in text] == []


def test_a_record_is_not_found_by_what_only_others_are_called(made):
    text = columns(dump(made["measure"]))["search_text"]
    assert "outline" not in text
    assert "summary" not in text
