import pytest

from policies.models import Agency, Document, Measure, Source, Statement, Term
from policies.models.record import refuse_cycle, texts
from tests import factories as f
from tests.models.refusals import complaints

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("en", "zh", "expected"),
    [
        ("Trade", "商务", {"en": "Trade", "zh-Hans": "商务"}),
        ("Trade", "", {"en": "Trade"}),
        ("", "商务", {"zh-Hans": "商务"}),
        ("", "", {}),
    ],
)
def test_a_text_has_only_the_languages_there_are(en, zh, expected):
    assert texts(en, zh) == expected


def test_a_new_record_is_a_draft_of_version_one():
    made = f.bare_agency()
    assert (made.state, made.version, made.created_at <= made.updated_at) == ("draft", 1, True)


def test_drafts_and_records_in_review():
    draft, waiting, _public = (f.bare_agency(state=state) for state in ("draft", "in_review", "published"))
    assert (list(Agency.objects.drafts()), list(Agency.objects.in_review())) == ([draft], [waiting])


def test_an_address_given_twice_is_refused_in_a_sentence():
    f.bare_agency(slug="trade")
    assert complaints(Agency(slug="trade", name_en="Trade")) == [
        "Another record of this kind has this address already. Choose another."
    ]


def test_records_of_two_kinds_may_have_one_address():
    f.bare_agency(slug="trade")
    assert f.bare_document(slug="trade").slug == "trade"


@pytest.mark.parametrize("slug", ["two words", "price/list", "村", ""])
def test_an_address_that_would_not_fit_in_one_is_refused(slug):
    assert len(complaints(Agency(slug=slug, name_en="Trade"))) == 1


def test_every_kind_of_record_says_which_it_is():
    kinds = {model: model.kind.value for model in (Agency, Document, Measure, Source, Statement, Term)}
    assert kinds == {
        Agency: "agency",
        Document: "document",
        Measure: "measure",
        Source: "source",
        Statement: "statement",
        Term: "term",
    }


def test_a_circle_that_the_record_is_no_part_of_comes_to_an_end():
    first, second = f.bare_agency(), f.bare_agency()
    Agency.objects.filter(pk=first.pk).update(parent=second)
    Agency.objects.filter(pk=second.pk).update(parent=first)
    refuse_cycle(Agency(slug="third", name_en="Third", parent=Agency.objects.get(pk=first.pk)), "parent")
