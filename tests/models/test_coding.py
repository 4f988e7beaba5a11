import pytest

from policies.choices import SCHEME_OF_ROLE, CodingRole
from policies.models import Coding, Statement
from tests import factories as f
from tests.models.refusals import Broken, complaints, refused_by

pytestmark = pytest.mark.django_db


def a_coding(role="theme", scheme="theme", **values):
    owner = values or {"document": f.bare_document()}
    return Coding(**{"role": role, "term": f.term(scheme, "TRADE"), **owner})


def again(owner):
    row = a_coding(**{owner: OWNERS[owner]()})
    Coding.objects.bulk_create([row])
    return a_coding(**{owner: getattr(row, owner)})


def a_statement():
    return Statement.objects.create(slug="s", source=f.source(), statement_kind="role")


OWNERS = {"document": f.bare_document, "measure": f.bare_measure, "statement": a_statement}
ONCE = "This term is given to the record in this role already."
BROKEN = {
    "coding_of_one_record": Broken(
        lambda: a_coding(document=f.bare_document(), statement=a_statement()),
        "A term is given to exactly one record.",
    ),
    "coding_term_suits_role": Broken(
        lambda: a_coding("level"), "This term is of another vocabulary than its role asks for."
    ),
    "coding_once_per_document": Broken(lambda: again("document"), ONCE),
    "coding_once_per_measure": Broken(lambda: again("measure"), ONCE),
    "coding_once_per_statement": Broken(lambda: again("statement"), ONCE),
}


@pytest.mark.parametrize("case", BROKEN.values())
def test_a_broken_rule_is_told_in_a_sentence(case):
    assert complaints(case.row()) == [case.sentence]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_refused_by_the_database(name):
    assert name in refused_by(BROKEN[name].row())


def test_a_coding_of_no_record_is_refused_too():
    row = a_coding()
    row.document = None
    assert complaints(row) == ["A term is given to exactly one record."]
    assert refused_by(row) == {"coding_of_one_record"}


@pytest.mark.parametrize("role", CodingRole)
def test_every_role_takes_the_terms_of_one_vocabulary(role):
    assert complaints(a_coding(role, SCHEME_OF_ROLE[role])) == []


def test_one_term_may_be_given_in_two_roles():
    document = f.bare_document()
    a_coding("beneficiary", "target", document=document).save()
    assert complaints(a_coding("place", "target", document=document)) == []


def test_codings_in_some_roles():
    document = f.bare_document()
    theme, place = a_coding(document=document), a_coding("place", "target", document=document)
    theme.save()
    place.save()
    assert list(document.codings.in_role("theme", "level")) == [theme]


def test_a_coding_is_found_by_its_natural_key():
    row = a_coding()
    row.save()
    assert Coding.objects.get_by_natural_key(*row.natural_key()) == row


def test_a_coding_says_what_it_is():
    assert str(a_coding()) == "theme: trade (TRADE)"
