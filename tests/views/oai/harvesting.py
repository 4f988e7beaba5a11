"""Two harvesters that were written elsewhere, and one who asks by hand, all at this application without a network."""

import httpx2
import requests
from lxml import etree
from oaipmh_scythe import Scythe
from sickle import Sickle

ADDRESS = "http://testserver/oai"
OAI = {"o": "http://www.openarchives.org/OAI/2.0/"}


class OurSickle(Sickle):
    def __init__(self, client, **options):
        super().__init__(ADDRESS, **options)
        self.client = client

    def _request(self, kwargs):
        answer = (self.client.get if self.http_method == "GET" else self.client.post)("/oai", kwargs)
        found = requests.Response()
        found.status_code, found._content, found.encoding = answer.status_code, answer.content, "utf-8"
        return found


def scythe(client):
    def answer(request):
        found = client.get("/oai", dict(request.url.params))
        return httpx2.Response(found.status_code, content=found.content, headers=dict(found.headers))

    harvester = Scythe(ADDRESS)
    harvester._client = httpx2.Client(transport=httpx2.MockTransport(answer))
    return harvester


def asked(client, **arguments):
    """The answer as XML, which must be well-formed and have the status 200 whatever is wrong."""
    answer = client.get("/oai", arguments)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/xml; charset=utf-8")
    return etree.fromstring(answer.content)


def errors(tree):
    return [(row.get("code"), row.text) for row in tree.findall("o:error", OAI)]


def identifiers(tree):
    return [row.text for row in tree.iterfind(".//o:header/o:identifier", OAI)]
