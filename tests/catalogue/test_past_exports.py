"""An export of a past moment is, byte for byte, the export that was saved at that moment.

No exception is made, not even for the end of an edition: at that moment nobody knew of it, so that what is read with
`as_of` does not tell it either.
"""

import random
from collections import Counter

import pytest

from policies.catalogue.kinds import PLURALS
from policies.domain import merging, publishing
from policies.models import Edition, Succession
from tests import factories as f
from tests.catalogue.asking import now

pytestmark = [pytest.mark.django_db, pytest.mark.long]
SUFFIXES = ("ndjson", "csv", "json")
VOCABULARIES = ("instrument", "theme")


def saved(client, as_of=""):
    """Every export and every vocabulary, as bytes."""
    query = f"?as_of={as_of}" if as_of else ""
    lists = [f"/{plural}.{suffix}" for plural in PLURALS.values() for suffix in SUFFIXES]
    files = {address: client.get(f"{address}{query}").getvalue() for address in lists}
    vocabularies = [f"/api/v1/vocabularies/{scheme}/" for scheme in VOCABULARIES]
    return files | {address: client.get(f"{address}{query}").content for address in vocabularies}


class Editors:
    """Who publish, change, withdraw and bring back at random, but the same for one seed."""

    def __init__(self, seed):
        self.chance = random.Random(seed)  # noqa: S311 - the same choices every time
        self.made = f.catalogue(measures=2)
        self.withdrawn = []
        self.number = 0

    def act(self):
        self.number += 1
        acts = [self.add, self.rename, self.move, self.relabel, self.withdraw, self.bring_back, self.succeed]
        self.chance.choice(acts)()

    def add(self):
        made = self.made
        document = f.document(made["source"], made["agency"], edtf=f"201{self.chance.randrange(10)}")
        made["measures"].append(f.measure(made["source"], document))
        f.publish(document, made["measures"][-1])

    def rename(self):
        record, name = self.chance.choice(
            [(self.made["agency"], "name_en"), (self.made["source"], "title_en"), (self.made["document"], "title_zh")]
        )
        f.publish(f.change(record, **{name: f"名称 {self.number}"}))

    def move(self):
        f.publish(f.change(self.chance.choice(self.public()), slug=f"moved-{self.number}"))

    def relabel(self):
        f.publish(f.change(f.term("instrument", "SUBSIDY"), label_en=f"subsidy {self.number}"))

    def withdraw(self):
        if self.public():
            record = self.chance.choice(self.public())
            self.withdrawn.append(record)
            publishing.withdraw([record], reason=f"Reason {self.number}.", by=f.user())

    def bring_back(self):
        if self.withdrawn:
            f.publish(f.change(self.withdrawn.pop()))

    def succeed(self):
        after = f.agency(self.made["source"])
        row = Succession.objects.create(predecessor=self.made["agency"], successor=after, kind="renamed")
        f.cite(self.made["agency"], "the Ministry of Trade", self.made["source"], "succession", succession=row)
        f.publish(after, f.change(self.made["agency"]))

    def public(self):
        """Records that no other names: they can be withdrawn."""
        return [row for row in (*self.made["measures"], self.made["statement"]) if row not in self.withdrawn]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_export_of_a_past_moment_is_the_one_saved_then(client, seed):
    editors, kept = Editors(seed), {}
    for _moment in range(4):
        kept[now()] = saved(client)
        for _act in range(5):
            editors.act()
    assert {at: saved(client, as_of=at) for at in kept} == kept
    assert len({export["/measures.ndjson"] for export in kept.values()}) > 1


def merge(kept, lesser):
    proposal = merging.propose(kept, lesser, by=f.user(), reason="Entered twice.")
    merging.decide(proposal, by=f.user())


def test_the_past_stays_as_it_was_through_two_hundred_changes_five_merges_and_three_withdrawals(client):
    made = f.catalogue(measures=14)
    measures, kept = made["measures"], {}
    for turn in range(5):
        for value in ("verb", "product", "title_en", "title_zh"):
            kept[now()] = saved(client)
            f.publish(*(f.change(row, **{value: f"{value} {turn}"}) for row in measures[:10]))
        merge(measures[turn], measures[5 + turn])
        measures[5 + turn] = f.measure(made["source"], made["document"])
        f.publish(measures[5 + turn])
    for record in (made["statement"], measures[12], measures[13]):
        kept[now()] = saved(client)
        publishing.withdraw([record], reason="Wrong.", by=f.user())
    actions = Counter(Edition.objects.filter(kind__in=["measure", "statement"]).values_list("action", flat=True))
    # The first editions of 14 measures and a statement, and of the five that came in place of those merged.
    assert actions["published"] - 15 - 5 >= 200
    assert (actions["merged"], actions["withdrawn"]) == (5, 3)
    assert {at: saved(client, as_of=at) for at in kept} == kept
