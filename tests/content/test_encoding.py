import json

import pytest

from policies.content.encoding import content_hash, encode, own, own_hash
from policies.content.records import dump
from policies.domain.renewal import current_contents
from policies.models import Coding, Term
from tests import factories as f
from tests.content import making

pytestmark = pytest.mark.django_db
KINDS = ("term", "source", "agency", "document", "measure", "statement")


@pytest.fixture
def made():
    return making.everything()


def test_content_is_written_as_it_is_in_its_own_order():
    assert (
        encode({"title": {"zh-Hans": "意见"}, "a": [1, None, True]}) == '{"title":{"zh-Hans":"意见"},"a":[1,null,true]}'
    )


def test_a_hash_does_not_depend_on_the_order_of_names_but_on_that_of_lists():
    assert content_hash({"a": 1, "b": 2}) == content_hash({"b": 2, "a": 1})
    assert content_hash({"a": [1, 2]}) != content_hash({"a": [2, 1]})


def test_a_hash_says_how_it_was_made():
    assert (
        content_hash({"a": "意见"})
        == f"sha256:{f.sha256(json.dumps({'a': '意见'}, ensure_ascii=False).replace(' ', ''))}"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_dumping_twice_gives_the_same_text(made, kind):
    assert encode(dump(made[kind])) == encode(dump(type(made[kind]).objects.get(pk=made[kind].pk)))


@pytest.mark.parametrize("kind", KINDS)
def test_another_records_new_name_does_not_change_the_own_hash(made, kind):
    before = {name: own_hash(dump(record)) for name, record in made.items()}
    for other, record in made.items():
        if other == kind:
            continue
        field = {"agency": "name_en", "term": "label_en", "statement": "statement_kind"}.get(other, "title_en")
        type(record).objects.filter(pk=record.pk).update(**{field: "focus"})
        if other not in {"term", "statement"}:
            type(record).objects.filter(pk=record.pk).update(slug="moved")
    assert own_hash(dump(type(made[kind]).objects.get(pk=made[kind].pk))) == before[kind]


def test_figures_do_not_change_the_own_hash(made):
    added = {
        "document": {"measures_count": 7, "inverse_relations": [{"predicate": "cites"}]},
        "agency": {"documents_count": 7, "predecessors": [{"kind": "renamed"}]},
        "source": {"coverage": {"sentences": 7, "cited": 7, "excused": 0}},
        "measure": {"children": [{"id": "x", "url": "y"}]},
    }
    for kind, figures in added.items():
        content = dump(made[kind])
        assert own_hash({**content, **figures}) == own_hash(content)
        assert content_hash({**content, **figures}) != content_hash(content)


# For each kind, changes of values of its own, rows and citations included.
OWN = {
    "term": [
        lambda row: Term.objects.filter(pk=row.pk).update(label_zh="别"),
        lambda row: Term.objects.filter(pk=row.pk).update(broader=None),
        lambda row: row.other_labels.all().delete(),
        lambda row: row.mappings.update(match="exact"),
    ],
    "source": [
        lambda row: type(row).objects.filter(pk=row.pk).update(slug="moved"),
        lambda row: type(row).objects.filter(pk=row.pk).update(licence="other"),
        lambda row: row.keyword_rows.all().delete(),
        lambda row: row.snapshots.get().excuses.update(reason="Other."),
        lambda row: row.snapshots.create(number=2, text="Another.", taken_on="2026-11-25"),
    ],
    "agency": [
        lambda row: type(row).objects.filter(pk=row.pk).update(name_zh="别"),
        lambda row: type(row).objects.filter(pk=row.pk).update(parent=None),
        lambda row: row.names.update(used_until="2004"),
        lambda row: row.successions.update(kind="merged"),
        lambda row: row.citations.filter(agency_name__isnull=False).delete(),
    ],
    "document": [
        lambda row: type(row).objects.filter(pk=row.pk).update(unnamed_issuers=19),
        lambda row: row.dates.filter(preferred=True).update(wording="Aug. 2015"),
        lambda row: row.issuers.update(agency=f.bare_agency()),
        lambda row: row.relations.update(object=f.bare_document()),
        lambda row: row.codings.all().delete(),
        lambda row: row.citations.filter(value="type").update(stance="contradicts"),
    ],
    "measure": [
        lambda row: type(row).objects.filter(pk=row.pk).update(verb="supported"),
        lambda row: type(row).objects.filter(pk=row.pk).update(parent=None),
        lambda row: type(row).objects.filter(pk=row.pk).update(document=f.bare_document()),
        lambda row: Coding.objects.filter(measure=row, role="place").update(role="focus"),
        lambda row: row.citations.update(spans=[]),
    ],
    "statement": [
        lambda row: type(row).objects.filter(pk=row.pk).update(statement_kind="trend"),
        lambda row: row.document_rows.all().delete(),
        lambda row: row.codings.filter(role="sector").delete(),
    ],
}


@pytest.mark.parametrize(("kind", "change"), [(kind, change) for kind, changes in OWN.items() for change in changes])
def test_a_change_of_any_own_value_changes_the_own_hash(made, kind, change):
    record = made[kind]
    before = own_hash(dump(record))
    change(record)
    assert own_hash(dump(type(record).objects.get(pk=record.pk))) != before


def test_what_a_record_names_is_reduced_to_its_id_and_a_term_to_its_code(made):
    found = own(dump(made["measure"]))
    assert found["document"] == {"id": str(made["document"].id)}
    assert found["instrument"] == {"scheme": "instrument", "code": "EQUIPMENT"}
    assert found["targets"][0] == {"scheme": "target", "code": "POOR-HH", "role": "beneficiary"}
    assert found["evidence"][0]["source"] == {"id": str(made["source"].id)}
    assert found["evidence"][0]["snapshot"] == {"number": 1, "sha256": f.sha256(making.TEXT)}
    assert "url" not in found
    assert found["slug"] == "equipment"


def test_a_published_content_has_the_own_hash_of_the_working_record():
    made = f.catalogue()
    content = current_contents([str(made["document"].id)])[str(made["document"].id)]
    assert own_hash(content) == own_hash(dump(made["document"]))
