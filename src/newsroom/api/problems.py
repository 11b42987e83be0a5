"""What went wrong, as RFC 9457 has it: one sentence for people, a status for machines."""

from http import HTTPStatus
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from msgspec import UNSET
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from newsroom.api.records import Problem
from newsroom.desk import refusals

PROBLEM_TYPE = "application/problem+json"
STATUS: dict[type[refusals.Refused], int] = {
    refusals.NotThere: 404,
    refusals.NotAllowed: 403,
    refusals.Outdated: 412,
    refusals.Untimely: 409,
    refusals.Locked: 423,
    refusals.Unfit: 422,
}


class Refusal(Exception):
    """The API does not do what it was asked; the message says why."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


def problem(status: int, detail: str, *, tag: str = "") -> HttpResponse:
    told = Problem(HTTPStatus(status).phrase, status, detail, tag or UNSET)
    response = HttpResponse(msgspec.json.encode(told), status=status, content_type=PROBLEM_TYPE)
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


def handle(api: NinjaAPI) -> None:
    """Have every error told in this way."""

    @api.exception_handler(Refusal)
    def refused(_request: HttpRequest, error: Refusal) -> HttpResponse:
        return problem(error.status, str(error))

    @api.exception_handler(refusals.Refused)
    def refused_at_desk(_request: HttpRequest, error: refusals.Refused) -> HttpResponse:
        return problem(STATUS[type(error)], str(error))

    @api.exception_handler(AuthenticationError)
    def nobody(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        return problem(
            401, "Send a token that is in force: `Authorization: Bearer …`; your account at the desk makes one."
        )

    @api.exception_handler(Throttled)
    def too_many(_request: HttpRequest, _error: Throttled) -> HttpResponse:
        return problem(429, "These were too many requests; `Retry-After` says in how many seconds to go on.")

    @api.exception_handler(HttpError)
    def unreadable(_request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, f"{str(error).rstrip('.')}.")

    @api.exception_handler(Http404)
    def missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
        return problem(404, "There is nothing at this address; openapi.json lists what there is.")

    @api.exception_handler(ValidationError)
    def invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem(422, " ".join(map(_sentence, error.errors)))


def _sentence(error: dict[str, Any]) -> str:
    """What is wrong with a parameter: its place is the source, perhaps the model, then its name."""
    places = [str(place) for place in error["loc"][1:]]
    name = next((place for place in places if place.isidentifier() and place != "asked"), "the request")
    return f"`{name}` is not right: {error['msg'].rstrip('.')}."
