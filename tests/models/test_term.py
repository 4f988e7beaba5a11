import pytest
from django.core.exceptions import ValidationError

from policies.models import Term, TermLabel, TermMapping
from tests import factories as f
from tests.models.refusals import Broken, complaints, refused_by, told

pytestmark = pytest.mark.django_db


def a_term(scheme="instrument", code="NEW", **values):
    return Term(**{"scheme": scheme, "code": code, "key": f"{scheme}:{code}", "label_en": "New", **values})


def its_own_broader():
    return a_term(broader_id="instrument:NEW")


def a_code_again():
    f.term("instrument", "Subsidy")
    return a_term(code="SUBSIDY")


def a_label_again():
    made = f.term("instrument", "SUBSIDY")
    TermLabel.objects.create(term=made, language="zh-Hans", text="补贴")
    return TermLabel(term=made, language="zh-Hans", text="补贴")


def a_mapping(**values):
    made = f.term("instrument", "SUBSIDY")
    return TermMapping(**{"term": made, "match": "exact", "scheme_name": "OECD", "text": "Grants", **values})


def a_mapping_again():
    a_mapping().save()
    return a_mapping()


BROKEN = {
    "term_state_known": Broken(
        lambda: a_term(state="lost"), "The state must be one of draft, in review, published or withdrawn."
    ),
    "term_code_once": Broken(a_code_again, "This vocabulary has a term with this code already, in whatever case."),
    "term_key_is_scheme_and_code": Broken(lambda: a_term(key="instrument:OTHER"), None),
    "term_not_its_own_broader": Broken(its_own_broader, None),
    "term_broader_of_same_scheme": Broken(
        lambda: a_term(broader=f.term("theme", "TRADE")), "The broader term must be of the same vocabulary."
    ),
    "termlabel_once": Broken(a_label_again, "This term has this label already."),
    "termmapping_once": Broken(a_mapping_again, "This mapping is there already."),
    "termmapping_address_of_a_page": Broken(lambda: a_mapping(address="javascript:alert(1)"), "Enter a valid URL."),
}


@pytest.mark.parametrize("case", told(BROKEN))
def test_a_broken_rule_is_told_in_a_sentence(case):
    assert complaints(case.row()) == [case.sentence]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_refused_by_the_database(name):
    assert name in refused_by(BROKEN[name].row())


def test_what_breaks_no_rule_is_accepted():
    assert complaints(a_term(broader=f.term("instrument", "FISCAL"))) == []


def test_a_term_that_is_broader_than_itself_is_refused_in_a_sentence():
    made = f.term("instrument", "SUBSIDY")
    made.broader = made
    assert "A term cannot be broader than itself." in complaints(made)


def test_a_term_below_its_own_narrower_one_is_refused():
    fiscal = f.term("instrument", "FISCAL")
    subsidy = f.term("instrument", "SUBSIDY", broader=fiscal)
    fiscal.broader = f.term("instrument", "EQUIPMENT", broader=subsidy)
    assert complaints(fiscal) == ["equipment (EQUIPMENT) is itself below this record."]


def test_the_same_code_may_stand_in_two_vocabularies():
    f.term("sector", "TRADE")
    assert complaints(a_term("theme", "TRADE")) == []


def test_the_key_follows_from_vocabulary_and_code():
    made = Term.objects.create(scheme="theme", code="TRADE", label_en="Trade")
    assert (made.key, made.slug, str(made)) == ("theme:TRADE", "theme/TRADE", "Trade (TRADE)")


def test_a_label_has_only_the_languages_there_are():
    assert a_term().label == {"en": "New"}
    assert a_term(label_zh="新").label == {"en": "New", "zh-Hans": "新"}


def test_terms_of_a_vocabulary_and_terms_in_use():
    old = f.term("theme", "OLD", is_retired=True, position=2)
    new = f.term("theme", "NEW", position=1)
    other = f.term("level", "COUNTY")
    assert list(Term.objects.of("theme")) == [new, old]
    assert list(Term.objects.in_use()) == [other, new]


def test_a_term_and_its_rows_are_found_by_their_natural_keys():
    label, mapping = a_label_again(), a_mapping_again()
    assert Term.objects.get_by_natural_key("instrument:SUBSIDY") == label.term
    assert label.term.natural_key() == ("instrument:SUBSIDY",)
    assert TermLabel.objects.get_by_natural_key(*label.natural_key()) == TermLabel.objects.get()
    assert TermMapping.objects.get_by_natural_key(*mapping.natural_key()) == TermMapping.objects.get()


def test_rows_say_what_they_are():
    assert [str(a_label_again()), str(a_mapping_again())] == ["补贴", "OECD: Grants"]


@pytest.mark.parametrize("code", ["A/B", "A B", "-A", "A-", "A--B", "补贴", "A.B", ""])
def test_a_code_that_could_not_stand_in_an_address_is_refused(code):
    with pytest.raises(ValidationError) as refusal:
        Term(scheme="theme", code=code, label_en="Theme").full_clean()
    assert set(refusal.value.message_dict) == {"code"}
