"""What is pasted into a body: the clipboard's HTML as the blocks of the form, and what was left out of it."""

from collections import Counter
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access

from freesheet.intake import NotTaken
from freesheet.intake.arrival import Drop
from freesheet.intake.pasted import read
from newsroom.desk.body import TooDeep, stream_of
from newsroom.desk.models import Story

# A long book's HTML as Word puts it on the clipboard, its pictures apart.
LARGEST = 5_000_000


@require_admin_access
@require_POST
def paste(request: HttpRequest) -> JsonResponse:
    """`{"blocks": […], "told": […]}` of `html`: the state of each block's form, and sentences; or `{"problem": …}`."""
    if not (request.user.has_perm("desk.add_story") or request.user.has_perm("desk.add_fixedpage")):
        raise PermissionDenied
    html = request.POST.get("html", "")
    if len(html) > LARGEST:
        problem = f"This is longer than {LARGEST / 1e6:.0f} million characters. Paste it in parts, or open its file."
        return JsonResponse({"problem": problem}, status=413)
    try:
        pasted = read(html, request.POST.get("language") or "en")
        stream = stream_of(pasted.blocks, lambda _picture: None)
    except (NotTaken, TooDeep) as error:
        return JsonResponse({"problem": str(error)}, status=422)
    block = Story._meta.get_field("body").stream_block
    state = block.get_form_state(block.to_python(stream))
    return JsonResponse({"blocks": state, "told": list(told(pasted.drops))})


def told(drops: Iterable[Drop]) -> Iterable[str]:
    """A sentence for each kind of thing that was left out."""
    for (what, why), count in Counter((drop.what, drop.why) for drop in drops).items():
        yield f"{what}: {why}" if count == 1 else f"{what} ({count} times): {why}"
