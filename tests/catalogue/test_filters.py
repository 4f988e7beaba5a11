import pytest
from django.utils import timezone

from policies.domain import publishing
from policies.models import Edition, Issuer, Term
from tests import factories as f
from tests.catalogue.asking import ask, slugs
from tests.catalogue.keeping import kept


def make():
    """Three documents of two agencies with a measure each, of instruments one below the other."""
    source = f.source(slug="news")
    trade, council = (f.agency(source, slug=slug, name_en=slug) for slug in ("trade", "council"))
    subsidy = f.term("instrument", "SUBSIDY", broader=f.term("instrument", "FISCAL"))
    f.term("instrument", "EQUIPMENT", broader=subsidy)
    f.term("actor", "POST")
    f.term("instrument", "PILOT")
    documents = [
        f.document(source, trade, "2015-08", slug="opinions"),
        f.document(source, council, "[2015-11-01..2015-11-10]", slug="guiding", type=f.term("document-type", "PLAN")),
        f.document(source, council, "2016/2017", slug="plan"),
    ]
    measures = [
        f.measure(source, document, code, slug=code.lower())
        for document, code in zip(documents, ("SUBSIDY", "EQUIPMENT", "PILOT"), strict=True)
    ]
    f.code(measures[0], "level", "level", "COUNTY")
    f.code(measures[1], "beneficiary", "target", "POOR-HH")
    f.code(measures[2], "place", "target", "POOR-HH")
    measures[0].levels_not_stated = measures[1].targets_not_stated = measures[2].targets_not_stated = False
    for record in measures:
        record.save()
    statement = f.statement(source, slug="role")
    f.publish(source, trade, council, *documents, *measures, statement)
    return {"source": source, "documents": documents, "measures": measures, "statement": statement, "trade": trade}


once, made = kept(make)


# No filter, and an empty one


def test_without_a_filter_there_is_everything_of_the_kind_and_nothing_else(made):
    assert [sorted(slugs(kind)) for kind in ("document", "measure", "agency", "source", "statement")] == [
        ["guiding", "opinions", "plan"],
        ["equipment", "pilot", "subsidy"],
        ["council", "trade"],
        ["news"],
        ["role"],
    ]


def test_an_empty_filter_is_none(made):
    assert len(slugs("measure", "instrument=&q=&from=&to=&as_of=&sort=&dates=&agency=&year=")) == 3


def test_drafts_and_withdrawn_records_are_in_no_list(made):
    f.document(made["source"], made["trade"], slug="draft")
    publishing.withdraw([made["statement"]], by=None, reason="Wrong.")
    assert "draft" not in slugs("document")
    assert slugs("statement") == []


# Facets


@pytest.mark.parametrize(
    ("kind", "query", "expected"),
    [
        ("measure", "instrument=PILOT", ["pilot"]),
        ("measure", "instrument=pilot", ["pilot"]),
        ("measure", "instrument=FISCAL", ["subsidy", "equipment"]),
        ("measure", "instrument=SUBSIDY", ["subsidy", "equipment"]),
        ("measure", "instrument=EQUIPMENT", ["equipment"]),
        ("measure", "instrument=PILOT&instrument=EQUIPMENT", ["equipment", "pilot"]),
        ("measure", "instrument=FISCAL&agency=council", ["equipment"]),
        ("measure", "agency=trade&agency=council", ["subsidy", "equipment", "pilot"]),
        ("measure", "document=plan", ["pilot"]),
        ("measure", "level=COUNTY", ["subsidy"]),
        ("measure", "target=POOR-HH", ["equipment"]),
        ("measure", "place=POOR-HH", ["pilot"]),
        ("measure", "strength=plans", ["subsidy", "equipment", "pilot"]),
        ("measure", "year=2015", ["subsidy", "equipment"]),
        ("measure", "year=2014", []),
        ("measure", "source=news&stance=supports", ["subsidy", "equipment", "pilot"]),
        ("document", "type=OPINIONS", ["opinions", "plan"]),
        ("document", "type=PLAN", ["guiding"]),
        ("document", "year=2017", ["plan"]),
        ("document", "year=2016&year=2015", ["opinions", "guiding", "plan"]),
        ("document", "status=unknown", ["opinions", "guiding", "plan"]),
        ("document", "status=ended", []),
        ("document", "agency=trade", ["opinions"]),
        ("agency", "agency=trade", ["trade"]),
        ("source", "trust=summary", ["news"]),
        ("statement", "kind=role", ["role"]),
        ("statement", "kind=trend", []),
        ("statement", "source=news", ["role"]),
    ],
)
def test_facets_narrow_and_several_values_of_one_widen(made, kind, query, expected):
    assert ask(kind, query).complaints == {}
    assert slugs(kind, query) == expected


def test_a_record_is_chosen_by_id_too_with_or_without_hyphens(made):
    name = made["trade"].id
    assert slugs("document", f"agency={name}") == slugs("document", f"agency={name.hex.upper()}") == ["opinions"]


def test_an_address_given_up_still_finds_its_record(made):
    f.change(made["trade"], slug="commerce")
    f.publish(made["trade"])
    assert slugs("document", "agency=trade") == slugs("document", "agency=commerce") == ["opinions"]


def test_an_issuer_that_is_only_claimed_does_not_find_the_document(made):
    document = made["documents"][1]
    claim = Issuer.objects.create(document=document, agency=made["trade"], role="sole", preferred=False)
    f.cite(document, "the Ministry of Trade", made["source"], "issuer", issuer=claim)
    f.publish(document)
    assert slugs("document", "agency=trade") == ["opinions"]


# Dates


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("from=2016", ["plan"]),
        ("from=2015-08-31", ["opinions", "guiding", "plan"]),
        ("from=2015-09", ["guiding", "plan"]),
        ("to=2015", ["opinions", "guiding"]),
        ("to=2015-07-31", []),
        ("from=2015-11-05&to=2015-11-05", ["guiding"]),
        ("from=2015-11-05&to=2015-11-05&dates=possibly", ["guiding"]),
        ("from=2015-11-05&to=2015-11-05&dates=certainly", []),
        ("from=2015-11&to=2015-11&dates=certainly", ["guiding"]),
        ("from=2015-08-02&dates=certainly", ["guiding", "plan"]),
        ("to=2016-12-31&dates=certainly", ["opinions", "guiding"]),
        ("to=2016-12-31", ["opinions", "guiding", "plan"]),
        ("from=2017&to=2014", []),
    ],
)
def test_a_period_takes_what_may_or_what_certainly_does_lie_in_it(made, query, expected):
    assert slugs("document", query) == expected
    measures = {"opinions": "subsidy", "guiding": "equipment", "plan": "pilot"}
    assert slugs("measure", query) == [measures[slug] for slug in expected]


def test_what_has_no_date_is_in_no_period_and_last_in_the_order_of_dates():
    f.publish(f.source(slug="undated"), f.source(slug="dated", edtf="2024"))
    assert set(slugs("source", "sort=date")[1:]) == {"undated", "news"}
    for query in ("from=1900", "to=2999", "from=1900&dates=certainly"):
        assert slugs("source", query) == ["dated"]


def test_a_date_with_an_open_end_may_be_at_any_later_time_but_certainly_at_none():
    f.publish(f.source(slug="open", edtf="2015-11/.."))
    assert slugs("source", "from=2100") == ["open"]
    assert slugs("source", "to=2100&dates=certainly") == []
    assert slugs("source", "from=2015-11&dates=certainly") == ["open"]


# Words


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=equipment", ["subsidy", "equipment", "pilot"]),
        ("q=POOR+households", ["subsidy", "equipment", "pilot"]),
        ("q=%22poor+households%22", ["subsidy", "equipment", "pilot"]),
        ("q=%22households+poor%22", []),
        ("q=households+poor", ["subsidy", "equipment", "pilot"]),
        ("q=pilot+nothing", []),
        ("q=%22100%25_%22", []),
    ],
)
def test_every_word_must_be_found(made, query, expected):
    assert slugs("measure", f"{query}&sort=date") == expected


# As of


def test_a_list_can_be_read_as_it_was(made):
    then = Edition.objects.order_by("-sequence")[0].published_at
    f.change(made["trade"], name_en="Ministry of Commerce")
    f.publish(made["trade"])
    publishing.withdraw([made["statement"]], by=None, reason="Wrong.")
    moment = then.isoformat().replace("+00:00", "Z")
    assert slugs("statement", f"as_of={moment}") == ["role"]
    old, new = (ask("agency", query).ordered for query in (f"as_of={moment}&agency=trade", "agency=trade"))
    assert [edition.record["title"]["en"] for edition in (*old, *new)] == ["trade", "Ministry of Commerce"]


def test_before_everything_there_was_nothing(made):
    assert slugs("measure", "as_of=2000-01-01") == []


def test_today_is_now(made):
    assert len(slugs("measure", f"as_of={timezone.now().date()}")) == 3


@pytest.mark.parametrize("moment", ["2000-01-01T00:00", "2000-01-01T00:00:00%2B08:00", "2000-01-01T00:00:00+08:00"])
def test_moments_as_people_write_them(made, moment):
    assert (ask("measure", f"as_of={moment}").complaints, slugs("measure", f"as_of={moment}")) == ({}, [])


# What is wrong


@pytest.mark.parametrize(
    ("query", "parameter", "sentence"),
    [
        (
            "instrument=SUBSIDI",
            "instrument",
            (
                "“SUBSIDI” is not a value of “instrument”. Did you mean SUBSIDY? "
                "The values are: EQUIPMENT, FISCAL, PILOT, SUBSIDY."
            ),
        ),
        (
            "instrument=%E8%A1%A5%E8%B4%B4",
            "instrument",
            "“补贴” is not a value of “instrument”. The values are: EQUIPMENT, FISCAL, PILOT, SUBSIDY.",
        ),
        (
            "stance=odd",
            "stance",
            "“odd” is not a value of “stance”. The values are: supports, imprecise, contradicts.",
        ),
        (
            "actor=nobody",
            "actor",
            (
                "“nobody” is not a value of “actor”. The values are: POST, and the last part of the address, or the "
                "id, of each published agency."
            ),
        ),
        (
            "agency=nobody",
            "agency",
            "“nobody” is no published agency. Give the last part of its address, or its id.",
        ),
        ("agency=%00", "agency", "“\x00” is no published agency. Give the last part of its address, or its id."),
        ("year=15", "year", "“15” is no year. Write four digits: 2015."),
        ("from=soon", "from", "“soon” is no date. Write a year, a month or a day: 2015, 2015-11 or 2015-11-09."),
        ("to=9/11", "to", "“9/11” is no date. Write a year, a month or a day: 2015, 2015-11 or 2015-11-09."),
        ("dates=maybe", "dates", "“maybe” is not a way to take dates. Write possibly or certainly."),
        ("sort=size", "sort", "“size” is not an order. Orders are: date, -date, title, relevance."),
        (
            "as_of=yesterday",
            "as_of",
            "“yesterday” is no moment. Write it as ISO 8601: 2026-11-24 or 2026-11-24T10:00:00Z.",
        ),
        ("as_of=2999-01-01", "as_of", "“2999-01-01” has not come yet. Give a moment in the past, or leave as_of out."),
    ],
)
def test_a_wrong_value_is_named_and_the_list_is_empty(made, query, parameter, sentence):
    listing = ask("measure", query)
    assert listing.complaints == {parameter: [sentence]}
    assert (list(listing.ordered), listing.count, listing.facets()) == ([], 0, {})


@pytest.mark.parametrize("query", ["from=2015-13", "from=2015-02-30", "from=0000", "to=0000-01-01"])
def test_a_value_of_the_right_form_that_means_nothing_is_named_too(made, query):
    listing = ask("measure", query)
    assert (list(listing.complaints), list(listing.ordered)) == ([query.split("=")[0]], [])


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00%2B23:00", "0001-01-01", "9999-12-31T23:59:59-23:00"])
def test_a_moment_at_the_end_of_the_calendar_is_no_failure(made, moment):
    listing = ask("measure", f"as_of={moment}")
    assert list(listing.ordered) == []


def test_an_unknown_parameter_is_named_with_what_was_perhaps_meant(made):
    (sentence,) = ask("measure", "instruments=PILOT").complaints["instruments"]
    assert sentence.startswith(
        "“instruments” is not a parameter of this list. Did you mean instrument? Parameters are: q, from, to, dates, "
    )


def test_a_facet_of_another_kind_is_an_unknown_parameter(made):
    assert list(ask("statement", "instrument=PILOT").complaints) == ["instrument"]


def test_every_wrong_value_of_one_parameter_is_named(made):
    assert len(ask("measure", "instrument=A&instrument=PILOT&instrument=B").complaints["instrument"]) == 2


def test_a_term_that_was_never_published_is_no_value(made):
    Term.objects.create(scheme="instrument", code="DRAFT", label_en="Draft")
    assert "DRAFT" not in ask("measure", "instrument=x").complaints["instrument"][0]
