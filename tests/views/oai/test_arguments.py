"""What a harvester may ask for, and what it is told when it asks otherwise."""

from datetime import UTC, datetime

import pytest
from django.http import QueryDict

from policies.catalogue.harvest import Harvest
from policies.views.oai.arguments import OaiError, read, token

LIST = "verb=ListRecords&metadataPrefix=oai_dc"


def asked(query, epoch="e"):
    return read(QueryDict(query), epoch)


def refusal(query):
    with pytest.raises(OaiError) as found:
        asked(query)
    return found.value.code, str(found.value)


@pytest.mark.parametrize(
    ("query", "code", "sentence"),
    [
        ("", "badVerb", "Give one verb of these: "),
        ("verb=identify", "badVerb", "Give one verb of these: "),
        ("verb=Identify&verb=Identify", "badVerb", "Give one verb of these: "),
        ("verb=Identify&x=1", "badArgument", "“x” is no argument of Identify."),
        ("verb=Identify&resumptionToken=a", "badArgument", "“resumptionToken” is no argument of Identify."),
        ("verb=ListRecords", "badArgument", "ListRecords needs “metadataPrefix”."),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument", "GetRecord needs “identifier”."),
        (f"{LIST}&set=a&set=b", "badArgument", "“set” is given more than once."),
        (f"{LIST}&from=2015", "badArgument", "“from” must be a day, 2015-11-09, or a second, 2015-11-09T10:00:00Z."),
        (f"{LIST}&until=2015-13-01", "badArgument", "“until” must be a day, "),
        (f"{LIST}&until=2015-01-01T25:00:00Z", "badArgument", "“until” must be a day, "),
        (f"{LIST}&from=2015-01-02&until=2015-01-01", "badArgument", "“from” is later than “until”."),
        (f"{LIST}&from=2015-01-01&until=2015-01-02T00:00:00Z", "badArgument", "“from” and “until” must both be "),
        ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat", "“marc” is no format of this repository: "),
        ("verb=ListRecords&resumptionToken=a", "badResumptionToken", "This repository gave no such token."),
        (f"{LIST}&resumptionToken=a", "badArgument", "“resumptionToken” stands alone with its verb."),
        ("verb=ListSets&resumptionToken=a", "badResumptionToken", "This repository gave no such token."),
    ],
)
def test_what_is_not_in_order_is_refused_with_a_sentence(query, code, sentence):
    found = refusal(query)
    assert (found[0], found[1].startswith(sentence)) == (code, True)


def test_until_is_with_its_day_or_its_second():
    day = datetime(2015, 11, 9, tzinfo=UTC)
    assert asked(f"{LIST}&from=2015-11-09&until=2015-11-09").harvest == Harvest(day, day.replace(day=10))
    second = day.replace(hour=10)
    assert asked(f"{LIST}&until=2015-11-09T10:00:00Z").harvest == Harvest(None, second.replace(second=1))


def test_a_token_holds_all_that_is_needed_to_go_on_and_is_of_one_log():
    first = asked(f"{LIST}&set=kind:measure&from=2015-11-09&until=2015-11-10")
    following = Harvest(first.harvest.since, first.harvest.before, "kind:measure", after=57)
    query = QueryDict(mutable=True)
    query.update({"verb": "ListRecords", "resumptionToken": token(first, following, 100, "e")})
    again = read(query, "e")
    assert (again.prefix, again.harvest, again.cursor) == ("oai_dc", following, 100)
    with pytest.raises(OaiError, match="earlier state"):
        read(query, "another")


def test_a_token_that_somebody_changed_is_refused():
    given = token(asked(LIST), Harvest(after=1), 1, "e")
    assert refusal(f"verb=ListRecords&resumptionToken={given[:-1]}{'a' if given[-1] != 'a' else 'b'}")[0] == (
        "badResumptionToken"
    )
