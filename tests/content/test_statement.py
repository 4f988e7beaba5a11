import pytest

from policies.content.records import dump, load
from policies.models import Statement
from tests import factories as f
from tests.content import making

pytestmark = pytest.mark.django_db


def test_a_statement_with_everything_filled_in():
    made = making.everything()
    statement, source = made["statement"], made["source"]
    assert making.bare(dump(statement)) == {
        "kind": "statement",
        "id": str(statement.id),
        "slug": "shops-matter",
        "url": "/statements/shops-matter/",
        "title": {"en": "Village shops matter."},
        "statement_kind": "role",
        "text": "Village shops matter.",
        "source": making.source_reference(source),
        "documents": [making.document_reference(made["document"], made["agency"])],
        "themes": [making.term_reference("theme", "TRADE", "trade")],
        "targets": [making.term_reference("target", "POOR-HH", "poor hh", role="focus")],
        "sectors": [making.term_reference("sector", "SHOPS", "shops")],
        "evidence": [making.entry(source, "Village shops matter.", "record")],
    }


def test_its_text_is_the_first_quote_for_the_record_as_a_whole():
    source = making.source()
    statement = f.statement(source, "Village shops matter.")
    f.cite(statement, "In August 2015", source, "name")
    f.cite(statement, "opinions on village shops", source)
    assert dump(statement)["text"] == "opinions on village shops"


def test_a_statement_in_a_chinese_source_is_a_chinese_text():
    text = "农村电子商务很重要。"
    statement = f.statement(f.source(text, language="zh-Hans"), text)
    assert dump(statement)["title"] == {"zh-Hans": text}


def test_a_statement_without_a_quote_has_an_empty_text():
    statement = Statement.objects.create(slug="s", source=f.source(), statement_kind="role")
    assert (dump(statement)["text"], dump(statement)["title"]) == ("", {"en": ""})


def test_a_content_loaded_back_says_the_same():
    statement = making.everything()["statement"]
    content = dump(statement)
    for rows in (statement.codings, statement.document_rows, statement.citations):
        rows.all().delete()
    Statement.objects.update(statement_kind="trend", slug="changed")
    load(content)
    assert dump(Statement.objects.get()) == content
