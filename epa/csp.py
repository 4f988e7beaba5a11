"""The Content-Security-Policy header, with the shape of setting that Django 6 has of its own."""

from django.conf import settings


class ContentSecurityPolicyMiddleware:
    """Afterwards every answer, errors included, carries the policy of settings.CONTENT_SECURITY_POLICY."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = "; ".join(
            f"{name} {' '.join(sources)}" for name, sources in settings.CONTENT_SECURITY_POLICY.items()
        )

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        return response
