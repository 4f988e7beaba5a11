import pytest
from django.core.management import call_command

from policies.models import FacetCount, Reached
from tests import factories as f


@pytest.mark.django_db
def test_it_makes_all_anew_and_says_how_much_was_wrong(capsys):
    f.catalogue()
    FacetCount.objects.filter(kind="measure", facet="").update(number=7)
    counts, reached = FacetCount.objects.count(), Reached.objects.count()
    call_command("recount")
    said = f"recount: {counts} counts and {reached} values through others made anew"
    # One that is stored and another that is missing.
    assert capsys.readouterr().out == f"{said}, 2 were wrong\n"
    call_command("recount")
    assert capsys.readouterr().out == f"{said}, 0 were wrong\n"
