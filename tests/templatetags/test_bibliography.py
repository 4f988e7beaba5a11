"""References as a page shows them."""

import pytest
from django.utils.translation import override

from policies.templatetags.bibliography import cited


@pytest.mark.parametrize(
    ("page", "language", "pieces", "written"),
    [
        ("en", "en", [("A & B. ", False), ("Title", True), (".", False)], "A &amp; B. <em>Title</em>."),
        (
            "en",
            "en",
            [("Title (Opinions 国办发〔2015〕78号). 商务部, X", False)],
            'Title (Opinions <span lang="zh-Hans">国办发〔2015〕78号</span>). <span lang="zh-Hans">商务部</span>, X',
        ),
        (
            "zh-hans",
            "zh-Hans",
            [("商务部. [R/OL]. https://example.org/a", False)],
            "商务部. [R/OL]. https://example.org/a",
        ),
        (
            "zh-hans",
            "zh-Hans",
            [("Ministry of Trade. 意见", False)],
            '<span lang="en">Ministry of Trade</span>. 意见',
        ),
        ("zh-hans", "en", [("Title 意见", False)], '<span lang="en">Title <span lang="zh-Hans">意见</span></span>'),
    ],
)
def test_words_are_said_in_their_language(page, language, pieces, written):
    with override(page):
        assert cited({"language": language, "pieces": pieces}) == written
