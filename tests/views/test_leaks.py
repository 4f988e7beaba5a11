"""Nothing that is not public gets out: not a word, not a count, not an address, and no hint that it exists.

All that a visitor can reach is asked for twice, without and with drafts, unapproved changes and embargoed records.
"""

import json
import uuid
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client

from policies.catalogue.kinds import KINDS, PLURALS
from policies.catalogue.sitemap import FOLDERS
from policies.choices import Kind, Scheme
from policies.domain import publishing
from policies.domain.verifying import Tally, verify
from policies.models import Document, Edition, Statement
from policies.models.edition import moment
from tests import factories as f
from tests.views.crawling import again, answer, crawl, dead_links
from tests.views.hiding import CHINESE, WORD, Hidden, correct

pytestmark = [pytest.mark.django_db, pytest.mark.long]
ABSENT = "qzabsent"
FILES = ("csv", "json", "ndjson", "jsonld", "bib", "ris", "csl.json", "atom")
FIRST = [
    "/",
    "/zh-hans/",
    "/api/v1/",
    "/api/v1/openapi.json",
    "/api/docs/",
    "/healthz/ready",
    "/healthz/live",
    "/robots.txt",
    "/opensearch.xml",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    *(f"/sitemap-{folder}-1.xml" for folder in FOLDERS.values()),
    "/nothing/",
]
SEARCHES = ["village", "subsidies", "冷链", WORD, CHINESE, f"{WORD} text", "qz", "2016"]
PROBES = ["note__icontains=q", "sort=-note", "sort=by__password", "state=draft", "approval__by=1", "facets=1", "page=2"]


@pytest.fixture(scope="module", autouse=True)
def hidden(django_db_setup, django_db_blocker):
    """The seed, crawled; then everything hidden was made beside it, and all was asked for again."""
    with django_db_blocker.unblock(), transaction.atomic():
        f.seed()
        correct(Document.objects.get(slug="opinions-2015"))
        list(verify(Tally()))
        client, addresses = Client(), list(first_addresses(Client()))
        before = crawl(client, addresses)
        made = Hidden()
        made.before, made.client = before, client
        made.after = again(client, before)
        yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _database(hidden, db):
    """Each test asks about the same database."""


def first_addresses(client):
    """The pages that lead to all others, lists with each single filter as page and file, searches, and past moments."""
    yield from FIRST
    ends = [moment(Edition.objects.earliest("sequence").published_at), "2001-01-01"]
    for kind, plural in PLURALS.items():
        facets = json.loads(answer(client, f"/api/v1/{plural}/?facets=1")[2])["facets"]
        singles = [f"{name}={quote(str(row['code']))}" for name, rows in facets.items() for row in rows]
        forms = [f"/{plural}/?", f"/{plural}.{{}}?", f"/api/v1/{plural}/?facets=1&"]
        queries = [*singles, *(f"q={quote(word)}" for word in SEARCHES), *PROBES]
        # Each in one form, all forms in turn: what narrows them is one and the same.
        yield from (forms[at % 3].format(FILES[at % len(FILES)]) + query for at, query in enumerate(queries))
        # What is searched for is found by an index of its own, so that each form is asked for each hidden word.
        for word in (WORD, CHINESE):
            yield f"/{plural}/?q={quote(word)}"
            yield from (f"/{plural}.{suffix}?q={quote(word)}" for suffix in FILES)
        yield f"/{plural}/"
        yield f"/api/v1/{plural}/?facets=1"
        yield from (f"/{plural}.{suffix}" for suffix in FILES)
        for end in ends:
            yield from (
                f"/{plural}/?as_of={end}",
                f"/{plural}.json?as_of={end}",
                f"/{plural}.atom?as_of={end}",
                f"/api/v1/{plural}/?as_of={end}&facets=1",
            )
        assert kind in Kind.values
    yield from (f"/search/?q={quote(word)}" for word in SEARCHES)
    yield from (f"/{page}/?q={WORD}" for page in ("timeline", "matrix", "issuers"))
    yield from (f"/{page}?as_of={end}" for page in ("", "vocabularies/", "api/v1/vocabularies/") for end in ends)
    yield from (f"/vocabularies/{scheme}.jsonld" for scheme in Scheme.values)
    yield from ("/vocabularies/instrument/SUBSIDY.jsonld", "/api/v1/changes/?after=0&limit=1000")


def test_there_is_enough_hidden_and_enough_asked_for(hidden):
    assert (len(hidden.drafts), len(hidden.changed), len(hidden.embargoed)) == (50, 20, 5)
    assert len(hidden.before) > 900
    kinds = [headers.get("Content-Type", "").split(";")[0] for _status, headers, _body in hidden.before.values()]
    assert set(kinds) >= {"text/html", "application/json", "text/csv", "application/x-ndjson", "application/ld+json"}
    assert not [url for url, (status, _headers, _body) in hidden.before.items() if status >= 500]


def test_the_hidden_words_are_searched_for_in_every_form_of_every_list(hidden):
    endings = {"/", *(f".{suffix}" for suffix in FILES)}
    asked = {
        (plural, word): {ending for ending in endings if f"/{plural}{ending}?q={quote(word)}" in hidden.after}
        for plural in PLURALS.values()
        for word in (WORD, CHINESE)
    }
    assert asked == dict.fromkeys(asked, endings)
    assert {f"/{page}/?q={WORD}" for page in ("timeline", "matrix", "issuers")} <= set(hidden.after)


def test_no_link_on_any_page_is_dead(hidden):
    assert dead_links(hidden.before) == {}


def test_every_answer_is_the_same_to_the_byte_whatever_is_hidden(hidden):
    assert [url for url, before in hidden.before.items() if before != hidden.after[url]] == []


def test_no_answer_has_a_hidden_word_or_address(hidden):
    secrets = [secret.encode() for secret in hidden.secrets()]
    found = {}
    for url, (_status, headers, body) in hidden.after.items():
        # A page may repeat what it was asked for.
        asked = quote(WORD) in url or quote(CHINESE) in url
        told = body + repr(headers).encode()
        found |= {} if asked else {(url, secret): 1 for secret in secrets if secret in told}
    assert found == {}
    assert len(secrets) > 90


def hidden_names(hidden):
    """The parts of addresses of what is hidden, of each sort one, by kind: names and, of what was never public, ids.

    Of each kind there are drafts, some in review, some that wait for their time, and changes of what is public.
    """
    names = {}
    for record in [*hidden.records, *hidden.changed]:
        fresh = type(record).objects.get(pk=record.pk)
        sort = (record.kind, fresh.state, record in hidden.embargoed, record in hidden.changed)
        if record.kind != Kind.TERM and sort not in names:
            names[sort] = [record.slug] if record in hidden.changed else [record.slug, str(record.pk)]
    return [(PLURALS[kind], name) for (kind, *_sort), found in names.items() for name in found]


def test_there_is_a_name_of_each_sort(hidden):
    assert {plural for plural, _name in hidden_names(hidden)} == set(PLURALS.values())
    assert len(hidden_names(hidden)) > 25


SHAPES = [
    "/{plural}/{name}/",
    "/zh-hans/{plural}/{name}/",
    "/{plural}/{name}/history/",
    "/{plural}/{name}/editions/1/",
    "/{plural}/{name}/editions/2/",
    "/{plural}/{name}/correct/",
    "/{plural}/{name}.json",
    "/{plural}/{name}.csv",
    "/{plural}/{name}.jsonld",
    "/{plural}/{name}/editions/1.jsonld",
    "/{plural}/{name}/editions/1/card.png",
    "/{plural}/{name}/?as_of=2026-11-24",
    "/api/v1/{plural}/{name}/",
    "/api/v1/{plural}/{name}/editions/",
    "/api/v1/{plural}/{name}/editions/1/",
    "/sources/{name}/ledger.json",
    "/sources/{name}/snapshots/1.txt",
    "/{plural}/?document={name}",
    "/{plural}/?agency={name}",
    "/{plural}.json?source={name}",
    "/api/v1/{plural}/?document={name}&facets=1",
    "/admin/policies/{kind}/{name}/change/",
    "/admin/policies/{kind}/{name}/review/",
    "/admin/policies/{kind}/{name}/history/",
]


def as_absent(client, url, name, absent):
    """What is answered for a name, with the name and what stands for one that never was taken for the same."""
    status, headers, body = answer(client, url)
    return status, repr(headers).replace(name, absent), body.replace(name.encode(), absent.encode())


def never_was(name):
    """A name as long as this one, of nothing at all."""
    return ABSENT.ljust(len(name), "x") if WORD in name else str(uuid.UUID(int=0))


@pytest.mark.parametrize("shape", SHAPES)
def test_the_address_of_something_hidden_is_answered_like_one_of_nothing(hidden, shape):
    differing, statuses, expected = [], set(), {}
    for plural, name in hidden_names(hidden):
        absent, names = never_was(name), {"plural": plural, "kind": KINDS[plural]}
        url = shape.format(name=absent, **names)
        expected[url] = expected.get(url) or as_absent(hidden.client, url, absent, absent)
        got = as_absent(hidden.client, shape.format(name=name, **names), name, absent)
        differing += [] if got == expected[url] else [(plural, name)]
        statuses.add(got[0])
    assert differing == []
    assert statuses <= {302, 400, 404}


@pytest.mark.parametrize(
    ("shape", "name", "absent"),
    [
        ("/sources/e-commerce-poverty-alleviation/snapshots/{}.txt", "2", "7"),
        ("/vocabularies/instrument/{}/", "QZHIDDEN-0", "QZABSENT-0"),
        ("/vocabularies/instrument/{}.jsonld", "QZHIDDEN-0", "QZABSENT-0"),
        ("/api/v1/vocabularies/instrument/{}/", "QZHIDDEN-0", "QZABSENT-0"),
        ("/measures/?instrument={}", "QZHIDDEN-0", "QZABSENT-0"),
        ("/api/v1/measures/?instrument={}&facets=1", "QZHIDDEN-0", "QZABSENT-0"),
        ("/search/?q={}", WORD, ABSENT),
        ("/zh-hans/search/?q={}", quote(CHINESE), quote("从来没有")),
        ("/documents/?q={}", WORD, ABSENT),
        ("/measures.json?q={}", WORD, ABSENT),
        ("/api/v1/statements/?q={}", WORD, ABSENT),
        ("/documents/?number={}", WORD, ABSENT),
        ("/{}/", WORD, ABSENT),
    ],
)
def test_asking_for_a_hidden_word_term_or_snapshot_is_answered_like_asking_for_none(hidden, shape, name, absent):
    plain = {quote(CHINESE): CHINESE, quote("从来没有"): "从来没有"}
    got, expected = (answer(hidden.client, shape.format(asked)) for asked in (name, absent))
    same = (repr(got).replace(name, absent), got[2].replace(name.encode(), absent.encode()))
    if name in plain:
        same = (same[0], same[1].replace(plain[name].encode(), plain[absent].encode()))
    assert same[1] == expected[2]
    assert got[0] == expected[0]


def test_what_is_carried_of_a_changed_record_is_what_was_published_of_it(hidden):
    """A record that is published next to hidden changes says of the others what the public knows of them."""
    statement = (
        Statement.objects.exclude(pk__in=[record.pk for record in hidden.changed]).filter(state="published").first()
    )
    statement.documents.add(hidden.document)
    with transaction.atomic():
        before = Edition.objects.count()
        f.approve(statement)
        publishing.publish([statement])
        texts = "".join(Edition.objects.filter(sequence__gt=before).values_list("content", flat=True))
        assert str(statement.pk) in texts
        assert [secret for secret in hidden.secrets() if secret in texts] == []
        transaction.set_rollback(True)
