"""The desk's own pages beside Wagtail's."""

from django.apps import apps
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access

NAMED = ("topic", "storyline")
MOST_NAMES = 12


@require_admin_access
@require_safe
def names(request: HttpRequest, kind: str) -> JsonResponse:
    """The names of terms that begin as what was typed."""
    if kind not in NAMED:
        raise Http404
    begun = request.GET.get("term", "")
    terms = apps.get_model("desk", kind)._default_manager.filter(name__istartswith=begun) if begun else []
    return JsonResponse([str(term) for term in terms[:MOST_NAMES]], safe=False)
