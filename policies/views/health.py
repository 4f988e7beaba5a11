"""For whoever watches the process: is it alive, and can it serve?"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from policies.catalogue.health import readiness


@require_safe
@never_cache
def live(_request: HttpRequest) -> HttpResponse:
    """The process answers. The database is not asked."""
    return JsonResponse({"status": "alive"})


@require_safe
@never_cache
def ready(_request: HttpRequest) -> HttpResponse:
    """503 while the database does not answer or has not the tables of this code."""
    health = readiness()
    answer = {"status": "ready" if health.is_ready else "not ready", **health.report}
    response = JsonResponse(answer, status=200 if health.is_ready else 503)
    if not health.is_ready:
        response["Retry-After"] = "10"
    return response
