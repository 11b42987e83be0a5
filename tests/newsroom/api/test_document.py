"""The OpenAPI document tells what the API does: whatever is sent by it, no answer is a fault, and each is as told."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings, strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from newsroom.api.urls import api
from newsroom.pressroom.actions import note_appearances
from tests.newsroom.api.asking import nobody, tool_of
from tests.newsroom.conftest import member
from tests.newsroom.desk.rows import NOON, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
OPERATIONS = [
    (path, method)
    for path, methods in api.get_openapi_schema()["paths"].items()
    for method in methods
]  # fmt: skip


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """A request does not end the connection that the test's transaction is in."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def document() -> Any:
    return nobody().get("/openapi.json").json()


def test_every_reference_leads_somewhere():
    told = document()
    references = {part.split('"')[0] for part in json.dumps(told).split("#/components/schemas/")[1:]}
    assert references <= set(told["components"]["schemas"])
    assert all(one.startswith("/api/v1/") for one in told["paths"])


@pytest.mark.parametrize("who", ["nobody", "editor"])
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_no_answer_is_a_fault(path, method, who):
    one, other = row(), row("draft", published=None)
    note_appearances(keys=[one.key], seen=[one.key], now=NOON)
    token = tool_of(member("Publishers")).headers if who == "editor" else {}
    told = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler(), headers={"Host": "127.0.0.1"})
    operation = told[path][method.upper()]
    modes = [operation.as_strategy(generation_mode=mode) for mode in GenerationMode]
    names = st.sampled_from([one.key, other.key, one.slug, "nothing", ""])

    @settings(max_examples=8, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=st.one_of(modes), name=names)
    def ask(case: schemathesis.Case[Any], name: str) -> None:
        caches["here"].clear()
        # What is asked for by chance is hardly ever there.
        if case.path_parameters and name:
            case.path_parameters = dict.fromkeys(case.path_parameters, name)
        case.call_and_validate(headers={"Host": "127.0.0.1", **token}, checks=CHECKS)

    ask()
