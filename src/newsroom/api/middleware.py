"""Has what Django answers in the API's part by itself told as the API tells it: no page where a program reads."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from newsroom.api.problems import PROBLEM_TYPE, problem

ROOT = "/api/"
SENTENCES = {
    HTTPStatus.NOT_FOUND: "There is nothing at this address; /api/v1/openapi.json lists what there is.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This can't be done at this address; `Allow` lists what can.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "What was sent is too long.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong here, and is on record; try again later.",
}


class ProblemMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ROOT):
            return self._get_response(request)
        # Who asks for the head of an answer gets all headers of the answer; the server leaves its body out.
        asked, request.method = request.method, "GET" if request.method == "HEAD" else request.method
        response = self._get_response(request)
        request.method = asked
        if response.status_code < HTTPStatus.BAD_REQUEST or response["Content-Type"] == PROBLEM_TYPE:
            return response
        status = HTTPStatus(response.status_code)
        told = problem(status, SENTENCES.get(status, f"{status.description or status.phrase}."))
        if "Allow" in response:
            told["Allow"] = response["Allow"]
        return told
