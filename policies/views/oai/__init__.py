"""OAI-PMH 2.0: the Open Archives Initiative's protocol for metadata harvesting, at /oai."""

from policies.views.oai.answering import oai

__all__ = ["oai"]
