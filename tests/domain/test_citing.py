import pytest
from django.core.exceptions import ValidationError

from policies.domain.citing import cite, key_spans, locate
from policies.models import Citation
from tests import factories as f

pytestmark = pytest.mark.django_db

TEXT = (
    "Home\xa0\xa0>\xa0\xa0 Policy Reference\n\n"
    "The “State Council” proposed equipment and logistics subsidies, broadband network discounts,\r\n"
    "and training support. The State Council said so. It proposed equipment twice."
)


@pytest.fixture
def snapshot():
    return f.source(TEXT).snapshots.get()


def found(snapshot, words, **values):
    anchor = locate(snapshot, words, **values)
    return TEXT[anchor.start : anchor.end]


def refused(act, *arguments, **values):
    with pytest.raises(ValidationError) as refusal:
        act(*arguments, **values)
    return refusal.value


@pytest.mark.parametrize(
    ("pasted", "own"),
    [
        ("logistics subsidies", "logistics subsidies"),
        ("  logistics subsidies \n", "logistics subsidies"),
        ("Logistics  Subsidies", "logistics subsidies"),
        ("Home  >   Policy Reference", "Home\xa0\xa0>\xa0\xa0 Policy Reference"),
        ('The "State Council" proposed', "The “State Council” proposed"),
        ("discounts, and training", "discounts,\r\nand training"),
    ],
)
def test_pasted_words_are_found_and_the_texts_own_characters_are_taken(snapshot, pasted, own):
    assert found(snapshot, pasted) == own


def test_words_that_are_not_there_are_refused_with_the_nearest_text(snapshot):
    error = refused(locate, snapshot, "broadband network subsidies")
    start = TEXT.index("broadband")
    assert error.code == "not_found"
    assert error.messages == [
        (
            f"{snapshot} does not have the words “broadband network subsidies”. The nearest text is at "
            f"{start}–{start + 27}: “broadband network discounts” and differs from “discounts” on."
        )
    ]


def test_words_that_nothing_is_near_to_are_refused_with_what_to_do(snapshot):
    assert refused(locate, snapshot, "农村电子商务").messages == [
        f"{snapshot} does not have the words “农村电子商务”. Copy them from its text."
    ]


def test_long_words_are_shortened_in_the_refusal(snapshot):
    sentence = refused(locate, snapshot, "钱" * 500).messages[0]
    assert f"“{'钱' * 117}…”" in sentence


def test_nothing_is_not_found(snapshot):
    assert refused(locate, snapshot, "  ").code == "not_found"


def test_words_found_twice_are_refused_with_both_places_and_their_surroundings(snapshot):
    error = refused(locate, snapshot, "proposed equipment")
    first, second = TEXT.index("proposed equipment"), TEXT.rindex("proposed equipment")
    assert error.code == "found_often"
    assert [(anchor.start, anchor.end) for anchor in error.params["anchors"]] == [
        (first, first + 18),
        (second, second + 18),
    ]
    sentence = error.messages[0]
    assert sentence.startswith(
        f"{snapshot} has these words 2 times. Paste more of the sentence, or choose where they begin. {first}: …"
    )
    assert f"{second}: …" in sentence
    assert "[proposed equipment]" in sentence


def test_one_of_several_places_is_chosen_by_where_it_begins(snapshot):
    second = TEXT.rindex("proposed equipment")
    assert locate(snapshot, "proposed equipment", near=second).start == second


def test_a_place_where_the_words_do_not_begin_chooses_nothing(snapshot):
    assert refused(locate, snapshot, "proposed equipment", near=3).code == "found_often"


def spans(snapshot, words, parts):
    anchor = locate(snapshot, words)
    return [TEXT[start:end] for start, end in key_spans(snapshot, anchor, parts)]


def test_key_words_are_found_inside_the_quote_one_after_the_other(snapshot):
    words = "equipment and logistics subsidies"
    assert spans(snapshot, words, ["equipment", " Subsidies"]) == ["equipment", "subsidies"]
    assert spans(snapshot, words, []) == []


@pytest.mark.parametrize("parts", [["subsidies", "equipment"], ["broadband"], ["equipment", "equipment"]])
def test_key_words_out_of_order_or_outside_the_quote_are_refused_by_name(snapshot, parts):
    error = refused(spans, snapshot, "equipment and logistics subsidies", parts)
    assert error.messages == [f"The quote does not have the key words “{parts[-1]}” after the ones before."]


def test_what_is_cited_stands_on_the_snapshots_own_characters(snapshot):
    document = f.bare_document()
    start = TEXT.index("“State Council”")
    cite(
        document,
        snapshot,
        '"State Council" proposed equipment',
        parts=["state council", "equipment"],
        value="issuer",
        stance="imprecise",
        stated="the State Council",
    )
    row = Citation.objects.get()
    assert {
        "record": row.record,
        "value": row.value,
        "place": (row.start, row.end),
        "quote": row.quote,
        "spans": [TEXT[first:last] for first, last in row.spans],
        "stance": row.stance,
        "stated": row.stated,
    } == {
        "record": document,
        "value": "issuer",
        "place": (start, start + 34),
        "quote": "“State Council” proposed equipment",
        "spans": ["State Council", "equipment"],
        "stance": "imprecise",
        "stated": "the State Council",
    }


def test_a_row_is_cited_by_name(snapshot):
    document = f.bare_document()
    date = document.dates.create(kind="stated", edtf="2016-12", wording="December 2016")
    assert cite(document, snapshot, "training support", value="date", date=date).date == date


def test_the_same_words_for_the_same_value_are_refused(snapshot):
    document = f.bare_document()
    cite(document, snapshot, "training support")
    assert refused(cite, document, snapshot, "training support").messages == [
        "This value has a citation of exactly these words already."
    ]


def test_a_refused_citation_leaves_nothing_behind(snapshot):
    refused(cite, f.bare_document(), snapshot, "training support", parts=["nothing of it"])
    assert not Citation.objects.exists()
