"""The API's addresses, and the OpenAPI document that describes them."""

from typing import Any

import msgspec
from ninja import NinjaAPI

from newsroom.api import reading, records, writing
from newsroom.api.limits import PerAddress, PerToken
from newsroom.api.problems import handle
from newsroom.desk.edits import Edit

TOLD = (
    Edit,
    records.Changes,
    records.Draft,
    records.Drafts,
    records.Editions,
    records.Full,
    records.Issue,
    records.Issues,
    records.Mistake,
    records.Problem,
    records.Publication,
    records.Sentence,
    records.Stories,
)


class Api(NinjaAPI):
    def get_openapi_schema(self, **options: Any) -> Any:
        """With the records of ours, which `$ref` names."""
        schema = super().get_openapi_schema(**options)
        _, components = msgspec.json.schema_components(TOLD, ref_template="#/components/schemas/{name}")
        schema["components"]["schemas"] |= components
        return schema


api = Api(
    title="Freesheet",
    version="1",
    description="What this newsroom publishes, to read; and a way to write for editors' own tools.",
    docs_url=None,
    urls_namespace="api",
    throttle=[PerAddress(), PerToken()],
)
handle(api)
api.add_router("", reading.router)
api.add_router("/desk", writing.router)
