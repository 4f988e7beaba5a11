"""What others wrote reads our repository: everything, in portions, deletions and errors included."""

from uuid import uuid4

import pytest
from oaipmh_scythe import exceptions as scythe_errors
from sickle import oaiexceptions as sickle_errors

from policies.catalogue import harvest
from policies.domain import publishing
from tests import factories as f
from tests.views.oai.harvesting import OurSickle, scythe

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone(monkeypatch):
    """Ten records and more, one of them withdrawn, in portions of three; the id of the withdrawn one."""
    monkeypatch.setattr(harvest, "AT_ONCE", 3)
    made = f.catalogue(measures=3)
    publishing.withdraw([made["measures"][0]], by=None, reason="Wrong.")
    return made["measures"][0].pk


def in_order():
    return [f"urn:uuid:{name}" for name in harvest.Edition.objects.latest().values_list("record_id", flat=True)]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sickle_reads_all_and_knows_what_is_gone(client, gone, method):
    records = list(OurSickle(client, http_method=method).ListRecords(metadataPrefix="oai_dc"))
    assert [row.header.identifier for row in records] == in_order()
    assert [row.header.identifier for row in records if row.deleted] == [f"urn:uuid:{gone}"]
    assert [row.header.setSpecs for row in records if row.deleted] == [["kind:measure"]]
    assert all(row.metadata["title"] for row in records if not row.deleted)


def test_scythe_reads_the_same(client, gone):
    records = list(scythe(client).list_records(metadata_prefix="record"))
    assert [row.header.identifier for row in records] == in_order()
    assert [row.header.identifier for row in records if row.header.deleted] == [f"urn:uuid:{gone}"]
    assert [row.identifier for row in scythe(client).list_identifiers(metadata_prefix="oai_dc")] == in_order()


def test_both_read_what_the_repository_says_of_itself(client, gone):
    said = OurSickle(client).Identify()
    assert (said.deletedRecord, said.granularity, said.adminEmail) == (
        *("persistent", "YYYY-MM-DDThh:mm:ssZ", "webmaster@testserver"),
    )
    assert scythe(client).identify().baseURL == "http://testserver/oai"
    assert [row.metadataPrefix for row in OurSickle(client).ListMetadataFormats()] == ["oai_dc", "record"]
    assert {"kind:document", "kind:measure"} < {row.setSpec for row in scythe(client).list_sets()}


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"metadataPrefix": "marc"}, "CannotDisseminateFormat"),
        ({"metadataPrefix": "oai_dc", "from": "2015"}, "BadArgument"),
        ({"metadataPrefix": "oai_dc", "set": "theme:NONE"}, "NoRecordsMatch"),
        ({"resumptionToken": "anything"}, "BadResumptionToken"),
    ],
)
def test_both_understand_what_is_wrong(client, gone, arguments, error):
    with pytest.raises(getattr(sickle_errors, error)):
        OurSickle(client).ListRecords(**arguments)
    names = {"metadataPrefix": "metadata_prefix", "from": "from_", "set": "set_", "resumptionToken": "resumption_token"}
    with pytest.raises(getattr(scythe_errors, f"{error}Error", None) or getattr(scythe_errors, error)):
        list(scythe(client).list_records(**{names[name]: value for name, value in arguments.items()}))


def test_both_understand_that_there_is_no_such_record(client, gone):
    wanted = f"urn:uuid:{uuid4()}"
    with pytest.raises(sickle_errors.IdDoesNotExist):
        OurSickle(client).GetRecord(identifier=wanted, metadataPrefix="oai_dc")
    with pytest.raises(scythe_errors.IdDoesNotExist):
        scythe(client).get_record(identifier=wanted, metadata_prefix="oai_dc")
