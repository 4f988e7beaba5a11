"""The desk asks the database as often for thirty rows as for three."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from policies.choices import CodingRole, Scheme
from policies.models import AgencyName, DocumentDate, DocumentName, Excuse, Issuer, Relation, Succession
from tests import factories, replaying
from tests.admin.filling import address, client_of

pytestmark = pytest.mark.django_db


def _count(client, url_of, make, number: int) -> int:
    """How often the page at an address of what was made asks the database, with so many rows of each sort."""
    with transaction.atomic():
        url = url_of(replaying.once(make, number))
        if number == FEW:
            # What is asked for once in a process has been asked for.
            client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        transaction.set_rollback(True)
    return len(queries)


FEW, MANY = 3, 30


@pytest.fixture
def client():
    return client_of(factories.user("curator"))


def _add_records(number: int) -> None:
    for _row in range(number):
        source = factories.source()
        agency = factories.agency(source)
        document = factories.document(source, agency)
        factories.measure(source, document)
        factories.statement(source)


# For each: session, user, permissions of the user and of the groups, number of rows, the rows with their counts.
# Besides: the choices of each select filter that are terms (or people).
@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("source", 6 + 1),  # trust
        ("agency", 6),
        ("document", 6 + 2),  # type, theme
        ("measure", 6 + 4),  # instrument, strength, target, sector
        ("statement", 6 + 1),  # theme
        ("snapshot", 6 + 1),  # trust
        ("term", 6),
        ("edition", 6),
        ("revision", 6 + 1),  # who
        ("approval", 6 + 1),  # who
    ],
)
def test_a_list_asks_as_often_for_thirty_rows_as_for_three(client, kind, number):
    counts = [_count(client, lambda _made: address("changelist", kind), _add_records, rows) for rows in (FEW, MANY)]
    assert counts == [number, number]


TEXT = " ".join(f"Word{number} stands here." for number in range(40))


def _cite(record, source, rows: int) -> None:
    for number in range(rows):
        factories.cite(record, f"Word{number} stands", source)


def _with_rows(rows: int):
    made = factories.catalogue()
    for number in range(rows):
        agency = factories.agency(made["source"])
        other = factories.document(made["source"], agency)
        DocumentDate.objects.create(document=made["document"], kind="signed", edtf=f"20{number + 10}", wording="x")
        DocumentName.objects.create(document=made["document"], language="en", text=f"Name {number}")
        Issuer.objects.create(document=made["document"], agency=agency, role="joint")
        Relation.objects.create(document=made["document"], predicate="cites", object=other)
        AgencyName.objects.create(agency=made["agency"], language="en", text=f"Name {number}")
        Succession.objects.create(predecessor=made["agency"], successor=agency, kind="split")
        factories.code(made["measures"][0], CodingRole.SECTOR, Scheme.SECTOR, f"S-{number}")
        factories.code(made["document"], CodingRole.THEME, Scheme.THEME, f"T-{number}")
        factories.code(made["statement"], CodingRole.THEME, Scheme.THEME, f"T-{number}")
    texts = factories.source(TEXT)
    for kind in ("source", "agency", "document", "statement"):
        _cite(made[kind], texts, rows)
    _cite(made["measures"][0], texts, rows)
    snapshot = made["source"].snapshots.get()
    for number in range(rows):
        Excuse.objects.create(snapshot=snapshot, start=number, end=number + 1, reason="Says nothing.")
    return {**made, "measure": made["measures"][0], "snapshot": snapshot}


# For each: session, user, permissions of the user and of the groups, the record, its last edition, its last revision;
# and for presence: that this person is here, and who else is.
# For evidence: the snapshot last cited, the citations, their snapshots, the sources of those.
@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("source", 9 + 4 + 3),  # keywords, snapshots with counts, label of trust
        ("agency", 9 + 4 + 4 + 1),  # names and successions, as rows and as what can be cited; what may be the same
        ("document", 9 + 4 + 10 + 1),  # themes, label of the type; four kinds of rows, each twice as above; as above
        ("measure", 9 + 4 + 5 + 1),  # codings, acting agencies; labels of document, instrument, strength; as above
        ("statement", 9 + 4 + 3),  # documents, codings, label of the source
        (
            "snapshot",
            5 + 9,
        ),  # text; excuses; for the list and for the text: citations, excuses, documents; earlier citations
    ],
)
def test_a_record_asks_as_often_for_thirty_rows_as_for_three(client, kind, number):
    counts = [
        _count(client, lambda made: address("change", kind, made[kind]), _with_rows, rows) for rows in (FEW, MANY)
    ]
    assert counts == [number, number]


@pytest.mark.parametrize("changes", [1, 3])
def test_the_page_of_a_review_asks_as_often_for_three_values_as_for_one(django_assert_num_queries, changes):
    measure = factories.catalogue()["measures"][0]
    values = {"verb": "suggested", "product": "machines", "title_zh": "设备"}
    factories.change(measure, **dict(list(values.items())[:changes]))
    client = client_of(factories.user("reviewer"))
    client.get(address("review", "measure", measure))
    with django_assert_num_queries(20):
        page = client.get(address("review", "measure", measure))
    assert len(page.context["proposal"].rows) == changes
