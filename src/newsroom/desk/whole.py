"""What no browser sends, or did not arrive whole, is answered with a sentence."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDictKeyError

SENTENCE = "A part of the form did not arrive. Nothing was saved; go back and send it again."

NO_ADDRESS = "This address holds a character that no address has. Look where the link comes from."


class Whole:
    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A database may take no such character, not even to look for it.
        is_text = not request.path_info.startswith("/api/")
        if is_text and ("\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", "")):
            return HttpResponse(NO_ADDRESS, status=400, content_type="text/plain; charset=utf-8")
        return self._answer(request)

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponse | None:
        # The editor's blocks look up fields that every page of theirs sends.
        if isinstance(error, MultiValueDictKeyError):
            return HttpResponse(SENTENCE, status=400, content_type="text/plain; charset=utf-8")
        return None
