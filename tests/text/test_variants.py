from hypothesis import given
from hypothesis import strategies as st

from policies.text.variants import simplified


def test_traditional_characters_become_simplified_ones_where_they_stand():
    assert simplified("農村電商 (E) 國務院辦公廳關於發佈") == "农村电商 (E) 国务院办公厅关于发布"


def test_simplified_characters_and_other_writing_stay():
    assert simplified("农村 rural ルーラル 著名 干部") == "农村 rural ルーラル 著名 干部"


@given(st.text())
def test_a_text_keeps_its_length_and_is_simplified_once_and_for_all(text):
    once = simplified(text)
    assert (len(once), simplified(once)) == (len(text), once)
