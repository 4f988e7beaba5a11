import pytest
from django.core.management import call_command

from tests import factories as f

pytestmark = pytest.mark.django_db


def test_it_prints_what_is_cited_and_not_here_with_its_places_and_ends_with_one_line_of_counts(capsys):
    f.bare_document(number="国办发〔2015〕78号")
    f.source("国办发[2015]78号, 《电子商务法》.", slug="news")
    call_command("gaps")
    assert capsys.readouterr().out.splitlines() == [
        "电子商务法: news #1 at 14",
        "gaps: 1 documents cited and not here, 1 cited and here, in the texts of 1 sources",
    ]
