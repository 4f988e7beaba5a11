import re

import pytest
from django.urls import reverse

from policies.content.records import public_id
from policies.domain import history
from policies.models import Document, JournalEntry, Term
from tests import factories as f
from tests.admin.filling import address, client_of

pytestmark = pytest.mark.django_db
LIST = reverse("admin:policies_journalentry_changelist")


@pytest.fixture
def administrator():
    return client_of(f.user("administrator"))


@pytest.fixture
def document():
    made = f.change(f.bare_document(title_en="Opinions"))
    Document.objects.update(title_en="Orders", status="in_force")
    return made


def texts(client, url):
    """The cells of the list, without their markup."""
    page = client.get(url).content.decode()
    body = page[page.index("<tbody") :] if "<tbody" in page else ""
    rows = re.findall(r"<tr>(.*?)</tr>", body[: body.index("</tbody>")] if body else "", re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[dh].*?</t[dh]>", row, re.DOTALL)]
        for row in rows
    ]


def test_the_list_says_which_row_what_was_done_and_what_it_changed_the_latest_first(administrator, document):
    (_when, row, act, changed), *_earlier = texts(administrator, LIST)
    assert (row, act, changed) == (
        f"Document {_last().row_id[:8]}",
        "changed",
        "status: unknown → in_force; title_en: Opinions → Orders",
    )


def _last():
    return JournalEntry.objects.last()


def test_the_history_of_a_record_leads_to_the_journal_of_it_and_its_rows(administrator, document):
    f.bare_agency()
    document.names.create(language="en", text="Views")
    page = administrator.get(address("history", "document", document)).content.decode()
    [link] = re.findall(rf'href="({LIST}\?[^"]*)"', page)
    assert link == f"{LIST}?record={document.pk}"
    listed = administrator.get(link)
    assert [row for _when, row, *_rest in texts(administrator, link)] == [
        journal_row("documentname"),
        *[journal_row("document")] * 2,
        journal_row("revision"),
        journal_row("document"),
    ]
    assert "Orders" in listed.content.decode()


def test_the_history_of_a_deleted_term_leads_to_the_journal_of_it_and_its_rows(administrator):
    term = Term.objects.create(scheme="theme", code="TRADE", label_en="Trade")
    term.other_labels.create(language="en", text="Views")
    public, pk = public_id(f.change(term)), term.pk
    history.delete(term, by=f.user(), reason="Twice")
    page = administrator.get(reverse("admin:policies_term_history", args=[public])).content.decode()
    [link] = re.findall(rf'href="({LIST}\?[^"]*)"', page)
    assert link == f"{LIST}?record={pk}"
    listed = [(row.split()[0], act) for _when, row, act, _changed in texts(administrator, link)]
    assert listed == [
        ("Term", "deleted"),
        ("Other", "deleted"),
        ("Revision", "inserted"),
        ("Term", "changed"),
        ("Revision", "inserted"),
        ("Other", "inserted"),
        ("Term", "inserted"),
    ]


def journal_row(table):
    names = {"documentname": "Other name", "document": "Document", "revision": "Revision"}
    return f"{names[table]} {JournalEntry.objects.filter(table=f'policies_{table}').last().row_id[:8]}"


@pytest.mark.parametrize("typed", ["nonsense", "00000000-0000-0000-0000-000000000001"])
def test_an_address_of_no_record_lists_nothing(administrator, document, typed):
    assert texts(administrator, f"{LIST}?record={typed}") == []


def test_an_entry_shows_every_column_before_and_after(administrator, document):
    page = administrator.get(reverse("admin:policies_journalentry_change", args=[_last().pk])).content.decode()
    assert "<del>Opinions</del>" in page
    assert "<ins>Orders</ins>" in page
    assert len(re.findall(r'<th scope="row">', page)) == len(Document._meta.concrete_fields)


@pytest.mark.parametrize("role", ["curator", "reviewer"])
def test_only_administrators_read_the_journal_and_are_led_to_it(document, role):
    client = client_of(f.user(role))
    assert client.get(LIST).status_code == 403
    assert LIST not in client.get(address("history", "document", document)).content.decode()
    assert LIST not in client.get(reverse("admin:index")).content.decode()


def test_nobody_adds_changes_or_deletes_an_entry(document):
    client = client_of(f.user(is_staff=True, is_superuser=True))
    pages = [reverse("admin:policies_journalentry_add")]
    pages += [reverse(f"admin:policies_journalentry_{act}", args=[_last().pk]) for act in ("change", "delete")]
    assert [client.post(page, {}).status_code for page in pages] == [403, 403, 403]


def test_the_list_takes_as_many_queries_for_few_entries_as_for_many(administrator, django_assert_num_queries):
    f.bare_agency()
    administrator.get(LIST)
    with django_assert_num_queries(6):
        administrator.get(LIST)
    for _number in range(5):
        f.bare_agency()
    with django_assert_num_queries(6):
        administrator.get(LIST)
