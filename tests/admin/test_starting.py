"""From the words of a snapshot to the form of a record, with what is known filled in."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from policies.admin.starting import spoken_of_before
from policies.models import Citation, Measure
from tests import factories as f
from tests.admin.filling import address, client_of, shown

pytestmark = pytest.mark.django_db
LAST = "Village shops matter to the countryside."


@pytest.fixture
def made():
    made = {"source": f.source()}
    made["agency"] = f.agency(made["source"])
    made["document"] = f.document(made["source"], made["agency"])
    return made


@pytest.fixture
def curator():
    return client_of(f.user("curator"))


def page(curator, made):
    snapshot = made["source"].snapshots.get()
    return curator.get(address("change", "snapshot", snapshot)).content.decode()


def links(text, model):
    """The queries of all links to a new record of that kind."""
    start = f'href="{address("add", model)}?'
    found = [part.split('"')[0].replace("&amp;", "&") for part in text.split(start)[1:]]
    return [{name: values[0] for name, values in parse_qs(urlsplit(f"?{query}").query).items()} for query in found]


def test_a_sentence_that_nothing_cites_leads_to_a_measure_of_the_document_spoken_of_there(made, curator):
    snapshot = made["source"].snapshots.get()
    likely = {"snapshot": str(snapshot.pk), "source": str(made["source"].pk)}
    [second, third, anywhere] = links(page(curator, made), "measure")
    about = {**likely, "document": str(made["document"].pk)}
    assert second == {**about, "words": "It proposed equipment and delivery subsidies for poor households."}
    assert (third, anywhere) == ({**about, "words": LAST}, likely)
    assert links(page(curator, made), "statement")[1] == {**likely, "words": LAST}


def test_the_page_says_from_where_on_the_text_speaks_of_which_document(made, curator):
    text = page(curator, made)
    places = text.split('data-spoken-of="')[1].split('"')[0].replace("&quot;", '"')
    assert json.loads(places) == [[0, str(made["document"].pk)]]


def test_where_the_text_turns_to_another_document_the_next_place_begins(made):
    other = f.bare_document()
    f.cite(other, LAST, made["source"])
    measure = f.measure(made["source"], made["document"])
    assert spoken_of_before(made["source"].snapshots.get()) == [
        (0, measure.document_id),
        (f.TEXT.index(LAST), other.pk),
    ]


def test_the_words_are_the_first_quote_and_are_kept_when_nothing_more_is_typed_for_it(made, curator):
    snapshot = made["source"].snapshots.get()
    f.term("instrument", "SUBSIDY")
    f.term("strength", "plans")
    url = f"{address('add', 'measure')}?snapshot={snapshot.pk}&document={made['document'].pk}&words={LAST}"
    fields = shown(curator, url)
    assert (fields["citations-0-words"], fields["document"]) == (LAST, str(made["document"].pk))
    typed = {"title_en": "Shops", "slug": "shops", "verb": "matter", "_save": "1"}
    terms = {"instrument": "instrument:SUBSIDY", "strength": "strength:plans"}
    answer = curator.post(url, {**fields, **typed, **terms})
    assert answer.status_code == 302
    assert [(row.quote, row.measure) for row in Citation.objects.filter(measure__isnull=False)] == [
        (LAST, Measure.objects.get())
    ]
