import pytest
from django.utils.translation import override

from policies.catalogue.ordering import by_title


@pytest.mark.parametrize(
    ("page", "asked", "column"),
    [
        ("en", "", "title_key"),
        ("zh-hans", "", "pinyin_key"),
        ("zh-hans", "en", "title_key"),
        ("en", "zh-Hans", "pinyin_key"),
        ("en", "zh-Hant", "pinyin_key"),
    ],
)
def test_titles_stand_by_pinyin_for_whoever_reads_chinese(page, asked, column):
    with override(page):
        assert by_title(asked) == column
