from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError

from policies.choices import CodingRole, Scheme
from policies.domain import publishing, review, second_coding, thread
from policies.models import ActingAgency, SecondCoding
from tests import factories as f

pytestmark = pytest.mark.django_db
# What the factory's measure says: a subsidy that is planned, and nothing stated of the rest.
CODES = {"instrument": ["SUBSIDY"], "strength": ["plans"]}
NOTHING = ("targets", "actors", "sectors", "levels")
EMPTY = {"beneficiary": [], "focus": [], "place": [], "actor": [], "sector": [], "level": []}


@pytest.fixture
def made():
    return f.catalogue()


@pytest.fixture
def measure(made):
    return made["measures"][0]


@pytest.fixture
def coder():
    return f.user("curator")


def give(measure, by, **codes):
    seen = second_coding.task(measure.pk, by).seen
    left = [group for group, names in second_coding.GROUPS.items() if not any(codes.get(name) for name in names)]
    return second_coding.give(measure.pk, by=by, seen=seen, codes={**CODES, **codes}, not_stated=left)


def refused(act, *arguments, **values):
    with pytest.raises(ValidationError) as refusal:
        act(*arguments, **values)
    assert not SecondCoding.objects.exists()
    return getattr(refusal.value, "message_dict", None) or refusal.value.messages


# What is seen


def test_a_coder_sees_the_document_and_the_words_and_no_code_and_no_title_of_ours(measure, coder):
    f.term(Scheme.INSTRUMENT, "SUBSIDY")
    task = second_coding.next_task(coder)
    assert (task.measure_id, task.document["title"]["en"]) == (measure.pk, measure.document.title_en)
    assert [entry["quote"] for entry in task.passages] == [
        "It proposed equipment and delivery subsidies for poor households."
    ]
    assert measure.title_en not in repr(task)
    assert "SUBSIDY" not in repr(task.passages)


def test_words_cited_for_several_values_are_shown_once(made, measure, coder):
    words = "It proposed equipment and delivery subsidies for poor households."
    f.cite(measure, words, made["source"], "instrument")
    f.cite(measure, "poor households", made["source"], "target")
    f.publish(f.change(measure))
    task = second_coding.task(measure.pk, coder)
    assert [entry["quote"] for entry in task.passages] == [words, "poor households"]


# Who may, and which is next


def test_whoever_wrote_approved_or_spoke_of_a_measure_does_not_code_it(made, measure):
    author, reviewer, speaker = f.user("curator"), f.user("reviewer"), f.user("curator")
    f.publish(f.change(measure, by=author, verb="suggested"), by=author, reviewer=reviewer)
    thread.comment(measure, "Is that the verb?", by=speaker)
    for person in (author, reviewer, speaker):
        assert second_coding.next_task(person) is None
        assert refused(second_coding.task, measure.pk, person) == [
            "You had to do with this measure before. Somebody else has to code it blind."
        ]
    assert second_coding.next_task(f.user("curator")).measure_id == measure.pk


def test_only_what_is_public_is_coded(made, measure, coder):
    draft = f.measure(made["source"], made["document"])
    sentence = "This measure is not public: only what is public is coded a second time."
    assert refused(second_coding.task, draft.pk, coder) == [sentence]
    publishing.withdraw([measure], by=None, reason="Wrong.")
    assert refused(second_coding.task, measure.pk, coder) == [sentence]
    assert second_coding.next_task(coder) is None


def test_the_next_measure_is_one_coded_least_often_and_lots_are_drawn_by_its_id():
    measures = f.catalogue(measures=4)["measures"]
    lots = sorted(measures, key=lambda measure: sha256(str(measure.pk).encode()).hexdigest())
    first, second = f.user("curator"), f.user("curator")
    for expected in lots[:2]:
        assert second_coding.next_task(first).measure_id == expected.pk
        give(expected, first)
    # Those coded once come after those never coded, for everybody.
    for expected in (*lots[2:], *lots[:2]):
        assert second_coding.next_task(second).measure_id == expected.pk
        give(expected, second)
    assert second_coding.next_task(second) is None


# The public measures, and the times each was coded; then its edition: whether it is public, coded, open to the person.
@pytest.mark.parametrize("rows", [1, 3])
def test_finding_the_next_measure_asks_as_often_for_three_as_for_one(coder, django_assert_num_queries, rows):
    f.catalogue(measures=rows)
    with django_assert_num_queries(5):
        assert second_coding.next_task(coder) is not None


# What is kept


def test_both_codings_are_kept_as_they_were_at_that_moment(made, measure, coder):
    f.code(measure, CodingRole.BENEFICIARY, Scheme.TARGET, "POOR")
    f.code(measure, CodingRole.PLACE, Scheme.TARGET, "VILLAGES")
    f.term(Scheme.LEVEL, "COUNTY")
    author = f.user("curator")
    f.publish(f.change(measure, by=author, targets_not_stated=False), by=author)
    row = give(measure, coder, beneficiary=["POOR"], level=["COUNTY"])
    first = {**CODES, **EMPTY, "beneficiary": ["POOR"], "place": ["VILLAGES"]}
    second = {**CODES, **EMPTY, "beneficiary": ["POOR"], "level": ["COUNTY"]}
    row.refresh_from_db()
    assert (row.first, row.second, row.first_by, row.by) == (first, second, author, coder)
    f.publish(f.change(measure, verb="suggested", targets_not_stated=False))
    row.refresh_from_db()
    assert row.first == first
    differing = [
        (value.field, value.first, value.second) for value in second_coding.comparison(row) if not value.is_equal
    ]
    assert differing == [("place", ["VILLAGES"], []), ("level", [], ["COUNTY"])]


def test_actors_are_not_compared_where_an_agency_is_named_instead(made, measure, coder):
    ActingAgency.objects.create(measure=measure, agency=made["agency"])
    f.publish(f.change(measure, actors_not_stated=False))
    actor = second_coding.comparison(give(measure, coder))[5]
    assert (actor.field, actor.first, actor.is_comparable) == ("actor", None, False)
    assert second_coding.figures(["actor"])[0].pairs == 0


def test_nobody_codes_a_measure_twice(measure, coder):
    give(measure, coder)
    with pytest.raises(ValidationError) as refusal:
        second_coding.task(measure.pk, coder)
    assert refusal.value.messages == ["You coded this measure already."]


def test_what_was_published_anew_meanwhile_is_read_again_first(measure, coder):
    seen = second_coding.task(measure.pk, coder).seen
    f.publish(f.change(measure, verb="suggested"))
    assert refused(second_coding.give, measure.pk, by=coder, seen=seen, codes=CODES, not_stated=NOTHING) == [
        "The measure was published anew after you opened it. Read its words again."
    ]


def test_every_value_is_given_or_said_to_be_not_stated_and_not_both(measure, coder):
    f.term(Scheme.LEVEL, "COUNTY")
    f.term(Scheme.SECTOR, "OLD", is_retired=True)
    seen = second_coding.task(measure.pk, coder).seen
    codes = {"instrument": ["SUBSIDY", "CREDIT"], "level": ["COUNTY"], "sector": ["OLD"]}
    assert refused(second_coding.give, measure.pk, by=coder, seen=seen, codes=codes, not_stated=["levels"]) == {
        "instrument": ["CREDIT is no term in use of the vocabulary “Instruments”."],
        "strength": ["Choose exactly one."],
        "sector": ["OLD is no term in use of the vocabulary “Sectors and products”."],
        "beneficiary": ["Choose what the words say, or tick that they do not say it."],
        "actor": ["Choose what the words say, or tick that they do not say it."],
        "level": ["This is both given and marked as not stated. Keep one."],
    }


# How far they agree


def coded(measure, by, first, second):
    return SecondCoding.objects.create(
        measure=measure, by=by, first={**CODES, **EMPTY, **first}, second={**CODES, **EMPTY, **second}
    )


def test_figures_are_those_of_all_second_codings():
    measures = f.catalogue(measures=4)["measures"]
    person = f.user()
    given = [("A", "A"), ("A", "B"), ("B", "B"), ("B", "B")]
    for measure, (first, second) in zip(measures, given, strict=True):
        coded(measure, person, {"instrument": [first], "level": [first]}, {"instrument": [second], "level": ["A", "B"]})
    instrument, level = second_coding.figures(["instrument", "level"])
    # po = 3/4; pe = 1/2 * 1/4 + 1/2 * 3/4 = 1/2.
    assert (instrument.pairs, instrument.percent, instrument.kappa) == (4, 0.75, 0.5)
    # Do = 2/8; of 3 A and 5 B, 30 of 56 ordered pairs differ.
    assert instrument.alpha == pytest.approx(1 - (2 / 8) / (30 / 56))
    # Every pair has one of two codes in common: Do = 2/3. Of 2 A, 2 B and 4 AB: De = (2*4*1 + 2*16*2/3) / 56.
    assert (level.pairs, level.percent, level.kappa) == (4, 0, None)
    assert level.alpha == pytest.approx(1 - (2 / 3) / ((8 + 64 / 3) / 56))


def test_two_who_coded_the_same_measure_are_three_coders_of_one_unit():
    measure, other = f.catalogue(measures=2)["measures"]
    for second in ("A", "B"):
        coded(measure, f.user(), {"instrument": ["A"]}, {"instrument": [second]})
    coded(other, f.user(), {"instrument": ["B"]}, {"instrument": ["B"]})
    [figure] = second_coding.figures(["instrument"])
    # Units AAB and BB: Do = (4/2 + 0) / 5, De of 2 A and 3 B = 12/20.
    assert figure.alpha == pytest.approx(1 - (2 / 5) / (12 / 20))


def test_without_a_second_coding_there_are_no_figures():
    assert [(figure.pairs, figure.percent, figure.kappa, figure.alpha) for figure in second_coding.figures()] == [
        (0, None, None, None)
    ] * 8


@pytest.mark.parametrize("rows", [1, 3])
def test_all_figures_are_one_query(django_assert_num_queries, rows):
    for measure in f.catalogue(measures=rows)["measures"]:
        coded(measure, f.user(), {}, {})
    with django_assert_num_queries(1):
        assert second_coding.figures()[0].pairs == rows


def test_the_two_person_rule_is_not_touched_by_a_second_coding(measure, coder):
    give(measure, coder)
    assert review.contributors(measure) == set()
