"""What may be there already is shown while a record is being written."""

import pytest

from tests import factories as f
from tests.admin.filling import address, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return client_of(f.user("curator"))


def test_the_answer_is_a_part_of_a_page_with_a_link_and_why_for_each(curator):
    one = f.bare_document(title_en="Opinions <on shops>")
    f.bare_document(title_en="Notice")
    page = curator.get(address("alike", "document"), {"title_en": "opinions <on shops>", "number": ""})
    body = " ".join(page.content.decode().split())
    assert body == (
        '<ul class="duplicates"> <li>Perhaps there already: '
        f'<a href="{address("change", "document", one)}" target="_blank">Opinions &lt;on shops&gt;</a>: '
        'The same title or name. <span class="state state-draft">draft</span></li> </ul>'
    )


@pytest.mark.parametrize("typed", [{}, {"title_en": "Nothing like it"}, {"title_en": "\x00"}, {"title": "Opinions"}])
def test_where_nothing_is_alike_the_answer_is_empty(curator, typed):
    f.bare_document(title_en="Opinions")
    answer = curator.get(address("alike", "document"), typed)
    assert (answer.status_code, answer.content.strip()) == (200, b"")


def test_only_the_form_of_a_new_agency_or_document_asks(curator):
    def asks(model, record=None):
        page = curator.get(address("change" if record else "add", model, record)).content.decode()
        return (
            f'data-alike="{address("alike", model)}"' in page
            if model in {"agency", "document"}
            else "data-alike" in page
        )

    assert [asks(model) for model in ("agency", "document", "measure", "source")] == [True, True, False, False]
    assert not asks("document", f.bare_document())


def test_who_adds_no_such_records_is_told_nothing_and_it_is_only_asked_for(curator):
    assert client_of(f.user(is_staff=True)).get(address("alike", "document")).status_code == 403
    assert curator.post(address("alike", "document")).status_code == 405
