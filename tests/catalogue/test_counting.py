import random

import pytest
from django.utils.translation import override

from policies.catalogue import counting
from policies.catalogue.facets import OF_KIND
from policies.domain import publishing
from policies.models import Measure
from tests import factories as f
from tests.catalogue.asking import ask, slugs
from tests.catalogue.keeping import kept


def make():
    """Twelve measures of three documents with codings drawn at random, always the same."""
    draw = random.Random(7)  # noqa: S311 - the same choices every time
    source = f.source(slug="news")
    agencies = [f.agency(source) for _number in range(2)]
    documents = [f.document(source, draw.choice(agencies), edtf) for edtf in ("2015", "2015-08", "2016/2017")]
    subsidy = f.term("instrument", "SUBSIDY", label_zh="补贴", broader=f.term("instrument", "FISCAL", position=1))
    f.term("instrument", "EQUIPMENT", broader=subsidy)
    f.term("instrument", "PILOT", position=2)
    f.term("target", "TG-NOT-STATED")
    f.term("level", "not-stated")
    measures = []
    for _number in range(12):
        code = draw.choice(["SUBSIDY", "EQUIPMENT", "PILOT", "FISCAL"])
        measure = f.measure(source, draw.choice(documents), code)
        for role, scheme, codes in (
            ("level", "level", "AB"),
            ("beneficiary", "target", "CD"),
            ("sector", "sector", "EF"),
        ):
            if draw.random() < 0.7:
                f.code(measure, role, scheme, draw.choice(codes))
        measure.levels_not_stated = not measure.codings.filter(role="level").exists()
        measure.targets_not_stated = not measure.codings.filter(role="beneficiary").exists()
        measure.save()
        measures.append(measure)
    f.term("actor", "ACT-NOT-STATED")
    f.code(measures[0], "actor", "actor", "POST")
    for measure, agency in zip(measures[:3], [agencies[0], agencies[0], agencies[1]], strict=True):
        measure.acting_agencies.add(agency)
        Measure.objects.filter(pk=measure.pk).update(actors_not_stated=False)
    statements = [f.statement(source, statement_kind=kind) for kind in ("role", "trend", "trend")]
    f.publish(source, *agencies, *documents, *measures, *statements)
    return measures


once, mixed = kept(make)


@pytest.mark.parametrize(
    "query", ["", "instrument=FISCAL", "instrument=FISCAL&level=A", "q=equipment&from=2016", "year=2015"]
)
def test_every_count_is_the_number_of_records_that_choosing_it_gives(mixed, query):
    facets = ask("measure", query).facets()
    assert list(facets) == [*OF_KIND["measure"], "agency_lineage"]
    chosen = dict(pair.split("=") for pair in query.split("&") if pair)
    checked = 0
    for name, rows in facets.items():
        others = "&".join(f"{key}={value}" for key, value in chosen.items() if key != name)
        for row in rows:
            assert row["count"] == ask("measure", f"{others}&{name}={row['code']}").count > 0
            checked += 1
    assert checked > 5


@pytest.mark.parametrize("kind", ["document", "agency", "source", "statement"])
def test_counts_of_every_kind_are_exact(mixed, kind):
    for name, rows in ask(kind).facets().items():
        for row in rows:
            assert row["count"] == ask(kind, f"{name}={row['code']}").count


def test_a_value_has_its_code_and_its_label_in_every_language(mixed):
    (row,) = [row for row in ask("measure").facets()["instrument"] if row["code"] == "SUBSIDY"]
    assert row["label"] == {"en": "subsidy", "zh-Hans": "补贴"}


def test_terms_come_in_the_order_of_their_vocabulary_and_years_in_theirs(mixed):
    facets = ask("measure").facets()
    assert [row["code"] for row in facets["instrument"]] == ["EQUIPMENT", "SUBSIDY", "FISCAL", "PILOT"]
    assert [row["code"] for row in facets["year"]] == ["2015", "2016", "2017"]


def test_what_is_no_term_comes_with_the_most_frequent_first(mixed):
    rows = ask("statement").facets()["kind"]
    assert [(row["code"], row["label"]["en"], row["count"]) for row in rows] == [
        ("trend", "trend", 2),
        ("role", "role", 1),
    ]


def test_records_are_given_by_address_and_title(mixed):
    (row,) = ask("measure").facets()["source"]
    assert (row["code"], row["count"]) == ("news", 12)


@pytest.mark.parametrize(("language", "agencies"), [("en", ["zb", "ya"]), ("zh-hans", ["ya", "zb"])])
def test_records_with_the_same_number_come_in_the_order_of_their_titles(language, agencies):
    source = f.source()
    for slug, name_en, name_zh in (("ya", "Trade", "财政部"), ("zb", "Posts", "商务部")):
        agency = f.agency(source, slug=slug, name_en=name_en, name_zh=name_zh)
        f.publish(source, agency, f.document(source, agency))
    with override(language):
        rows = ask("document", f"source={source.slug}").facets()["agency"]
    assert [row["code"] for row in rows] == agencies


def test_who_carries_out_is_a_kind_of_actor_or_an_agency_and_what_is_not_stated_comes_last(mixed):
    first, second = (measure.acting_agencies.get().name_en for measure in (mixed[0], mixed[2]))
    rows = ask("measure").facets()["actor"]
    assert [(row["label"]["en"], row["count"]) for row in rows] == [
        ("post", 1),
        (first, 2),
        (second, 1),
        ("act not stated", 9),
    ]
    # A document has it through its measures.
    assert {row["code"] for row in ask("document").facets()["actor"]} == {row["code"] for row in rows}


def test_kinds_of_actor_are_told_however_many_agencies_there_are(mixed, monkeypatch):
    monkeypatch.setattr(counting, "MOST_RECORDS", 1)
    (only,) = {row["code"] for row in ask("measure").facets()["actor"]} - {"POST", "ACT-NOT-STATED"}
    for query in ("", f"instrument={mixed[0].instrument.code}", "actor=POST"):
        assert [row["code"] for row in ask("measure", query).facets()["actor"]] == ["POST", only, "ACT-NOT-STATED"]
    assert ask("measure").cut_facets >= {"actor"}


def test_counts_follow_a_withdrawal(mixed):
    publishing.withdraw(mixed[:5], by=None, reason="Wrong.")
    assert ask("measure").facets()["source"][0]["count"] == 7


def test_nothing_is_counted_in_an_empty_list():
    assert ask("statement", "q=nothing").facets() == {name: [] for name in OF_KIND["statement"]}


def test_of_very_many_documents_those_with_the_most_records_are_told_and_what_is_chosen(mixed, monkeypatch):
    monkeypatch.setattr(counting, "MOST_RECORDS", 1)
    assert "document" in ask("measure").cut_facets
    every = ask("measure").facets()["document"]
    assert len(every) == 1
    other = next(
        slug for slug in slugs("document") if slug != every[0]["code"] and ask("measure", f"document={slug}").count
    )
    told = [row["code"] for row in ask("measure", f"document={other}").facets()["document"]]
    assert sorted(told) == sorted([every[0]["code"], other])


def test_of_just_as_many_records_as_are_told_none_is_cut(mixed, monkeypatch):
    monkeypatch.setattr(counting, "MOST_RECORDS", len(ask("measure").facets()["document"]))
    assert ask("measure").cut_facets == set()
    assert ask("measure", "instrument=XYZ").cut_facets == set()


def test_nothing_is_cut_where_the_one_that_would_be_is_chosen(mixed, monkeypatch):
    every = {row["code"] for row in ask("measure").facets()["document"]}
    monkeypatch.setattr(counting, "MOST_RECORDS", len(every) - 1)
    assert ask("measure").cut_facets == {"document"}
    (other,) = every - {row["code"] for row in ask("measure").facets()["document"]}
    assert ask("measure", f"document={other}").cut_facets == set()
