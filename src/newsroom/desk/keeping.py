"""Who sits at a form whose session may have ended while they wrote."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET


@login_not_required
@never_cache
@require_GET
def signed_in(request: HttpRequest) -> JsonResponse:
    """The name of who is signed in, and the token for their forms; 401 for nobody.

    A form asks this before it is sent. Who was signed out signs in at another window, and the form goes on with the new
    token: what was written in it is never answered by a way in.
    """
    if not request.user.has_perm("wagtailadmin.access_admin"):
        return JsonResponse({}, status=401)
    return JsonResponse({"name": request.user.get_username(), "token": get_token(request)})
