"""The desk's pictures, for the staff alone: readers have copies of their own on the site."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.admin.auth import require_admin_access

from newsroom.desk import queries

# Whatever a file is in truth, a browser shows it as a picture and runs nothing in it.
HARMLESS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
AVATARS = "avatar_images/"


@require_admin_access
@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture, or one of its sizes, for who may see it; for others there is none."""
    if not _is_seen(request, path):
        raise Http404
    answer = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    answer["Content-Security-Policy"] = HARMLESS
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    # Who signs out on a machine that others use leaves no picture behind for the address to find.
    answer["Cache-Control"] = "private, no-cache"
    if path.rpartition(".")[2].lower() not in settings.WAGTAILIMAGES_EXTENSIONS:
        answer["Content-Disposition"] = "attachment"
    return answer


def _is_seen(request: HttpRequest, path: str) -> bool:
    if path.startswith(AVATARS):
        return bool(get_user_model().objects.filter(wagtail_userprofile__avatar=path).exists())
    picture = queries.picture_of_file(path)
    return bool(picture and queries.pictures_for(request.user, timezone.now()).filter(pk=picture.pk).exists())  # type: ignore[arg-type]
