import pytest

from policies.content.records import dump
from policies.domain.texts import cited_texts
from tests import factories as f

pytestmark = pytest.mark.django_db


def test_the_texts_that_contents_cite_or_have_by_checksum(django_assert_num_queries):
    cited, had, other = f.source("It matters."), f.source("Words of a source."), f.source("Of no interest.")
    contents = [dump(f.statement(cited, "It matters.")), dump(had)]
    # Snapshots by checksum.
    with django_assert_num_queries(1):
        found = cited_texts(contents)
    assert found == {f.sha256(text): text for text in ("It matters.", "Words of a source.")}
    assert other.snapshots.get().text not in found.values()
