"""The measures of a document, by family of instrument."""

from policies.views.document import by_family


def measure(code, *broader):
    return {"instrument": {"code": code, "broader": list(broader)}}


def test_families_stand_in_the_order_of_the_text_each_with_the_list_of_its_measures():
    pilot, fee, other = measure("PILOT", "EXPERIMENT"), measure("FEE", "SUBSIDY", "FISCAL"), measure("EXPERIMENT")
    assert by_family([pilot, fee, other], "/measures/?document=D4") == [
        {"code": "EXPERIMENT", "href": "/measures/?document=D4&instrument=EXPERIMENT", "measures": [pilot, other]},
        {"code": "FISCAL", "href": "/measures/?document=D4&instrument=FISCAL", "measures": [fee]},
    ]
