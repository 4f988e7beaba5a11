import pytest
from django.core.management import CommandError, call_command

from policies.domain.second_coding import SCHEMES
from policies.models import SecondCoding
from tests import factories as f

pytestmark = pytest.mark.django_db


def said(capsys, *arguments):
    call_command("agreement", *arguments)
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def coded(measure, first, second):
    empty = {name: [] for name in SCHEMES}
    SecondCoding.objects.create(
        measure=measure, by=f.user(), first={**empty, "instrument": [first]}, second={**empty, "instrument": [second]}
    )


def test_it_prints_a_row_for_each_value_and_ends_with_one_line_of_counts(capsys):
    for measure in f.catalogue(measures=4)["measures"]:
        coded(measure, "A", "B")
    lines = said(capsys)
    assert (lines[0], [line.split()[0] for line in lines[1:-1]]) == ("value codings alike kappa alpha", list(SCHEMES))
    assert lines[3] == "beneficiary 4 100% - -"
    assert lines[-1] == "agreement: 8 values, 4 second codings of 4 measures"


def test_it_keeps_to_the_value_that_is_asked_for(capsys):
    pairs = zip(f.catalogue(measures=4)["measures"], ("AA", "AB", "BB", "BB"), strict=True)
    for measure, (first, second) in pairs:
        coded(measure, first, second)
    assert said(capsys, "--field", "instrument") == [
        "value codings alike kappa alpha",
        "instrument 4 75% 0.500 0.533",
        "agreement: 1 values, 4 second codings of 4 measures",
    ]


def test_a_value_that_is_not_coded_is_refused():
    with pytest.raises(CommandError, match="invalid choice: 'colour'"):
        call_command("agreement", "--field", "colour")
