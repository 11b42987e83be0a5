"""What everybody may read: stories, issues, editions, and what changed. Nothing that readers do not see."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import AfterValidator, AwareDatetime, Field

from freesheet.story.nodes import Kind
from newsroom.api import records, telling
from newsroom.api.answers import answer, gives
from newsroom.api.cursors import cursor, place_in
from newsroom.api.problems import Refusal
from newsroom.api.records import Text
from newsroom.desk import queries as desk
from newsroom.desk.houses import house
from newsroom.desk.queries import Wanted
from newsroom.desk.stories import Told
from newsroom.pressroom import queries as pressroom

router = Router(tags=["Read"])
FIRST_YEAR, LAST_YEAR = 1500, 2200


def _instant(when: datetime) -> datetime:
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        raise ValueError(f"its year must be between {FIRST_YEAR} and {LAST_YEAR}")
    return when.astimezone(UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_instant), Field(description="Such as 2026-11-22T09:30:00Z.")]
Name = Annotated[str, Field(max_length=120)]
Limit = Annotated[int, Field(ge=1, le=100, description="How many at once.")]
Cursor = Annotated[str, Field(max_length=1000, description="`next` of the answer before; empty: from the beginning.")]


class Asked(Schema):
    """What may be asked for: a name that is not among these is a slip, and not passed over."""

    def only(self, request: HttpRequest) -> None:
        """Raises Refusal."""
        known = type(self).model_fields
        if unknown := next((name for name in request.GET if name not in known), ""):
            raise Refusal(422, f"There is no parameter `{unknown}` here; there are {', '.join(known)}.")


class AskedStories(Asked):
    section: Name = ""
    topic: Name = ""
    storyline: Name = ""
    language: Annotated[str, Field(max_length=20)] = ""
    kind: Kind | Literal[""] = ""
    q: Annotated[str, Field(max_length=200, description="Words that it has.")] = ""
    since: Annotated[Instant | None, Field(description="Published then or later.")] = None
    until: Annotated[Instant | None, Field(description="Published before then.")] = None
    cursor: Cursor = ""
    limit: Limit = 30


@router.get("/stories", summary="Published stories", openapi_extra=gives(records.Stories, 304, 422))
def stories(request: HttpRequest, asked: Query[AskedStories]) -> HttpResponse:
    """The newest first, without their text. Filters go together; a name that no story has finds none."""
    asked.only(request)
    after = place_in(asked.cursor, tuple[datetime, str]) if asked.cursor else None
    wanted = Wanted(
        asked.section, asked.topic, asked.storyline, asked.language, asked.kind, asked.q, asked.since, asked.until
    )
    found = list(desk.published(wanted, now=timezone.now(), count=asked.limit + 1, after=after))
    shown, last = found[: asked.limit], found[: asked.limit][-1:]
    following = cursor(last[0].published, last[0].id) if len(found) > len(shown) else None
    here = house()
    told = records.Stories(tuple(telling.summary(one, here) for one in shown), following)
    return answer(request, told, next_page=following or "")


# Before the next one, whose key may have a slash in it.
@router.get(
    "/stories/{path:story}/editions", summary="Editions of a story", openapi_extra=gives(records.Editions, 304, 404)
)
def editions(request: HttpRequest, story: str) -> HttpResponse:
    """The files that are on the site now, with their bytes, pages and sheets. Those of a new story come by and by."""
    told = _readable(story)
    return answer(request, records.Editions(telling.editions(pressroom.files(told.story.id, house()))))


class AskedText(Asked):
    text: Annotated[Text, Field(description="The form of the text.")] = "nodes"


@router.get("/stories/{path:story}", summary="A story", openapi_extra=gives(records.Full, 304, 404, 422))
def story(request: HttpRequest, story: str, asked: Query[AskedText]) -> HttpResponse:
    """A published story by its key or its slug, with its text."""
    asked.only(request)
    told = _readable(story).story
    if told.translation_of and not desk.readable_among([told.translation_of], timezone.now()):
        told = telling.untranslated(told)
    here = house()
    shown = telling.full(told, here, asked.text, pressroom.pictures(told.id, here))
    since = pressroom.seen_since(told.id)
    return answer(request, shown, changed=max(since, shown.changed) if since else None)


def _readable(name: str) -> Told:
    found = desk.readable(name, timezone.now())
    if found is None:
        raise Refusal(404, "Readers see no story of this key or slug; GET /changes tells which are gone.")
    return found


@router.get("/issues", summary="Issues", openapi_extra=gives(records.Issues, 304))
def issues(request: HttpRequest) -> HttpResponse:
    """The issues that are out, the newest first."""
    here = house()
    return answer(
        request, records.Issues(tuple(telling.issue_summary(plan, here) for plan in pressroom.issues(timezone.now())))
    )


@router.get("/issues/{issue}", summary="An issue", openapi_extra=gives(records.Issue, 304, 404))
def issue(request: HttpRequest, issue: str) -> HttpResponse:
    """An issue by its slug: its stories that are out, in their order, and its editions."""
    plan = next((one for one in pressroom.issues(timezone.now()) if one.slug == issue), None)
    if plan is None:
        raise Refusal(404, "There is no issue of this slug; GET /issues lists those that are out.")
    here = house()
    found = desk.readable_among(plan.stories, timezone.now())
    stories = [found[name] for name in plan.stories if name in found]
    return answer(request, telling.issue(plan, stories, pressroom.issue_files(plan.slug, here), here))


class AskedChanges(Asked):
    after: Cursor = ""
    limit: Limit = 100


@router.get("/changes", summary="What changed", openapi_extra=gives(records.Changes, 304, 422))
def changes(request: HttpRequest, asked: Query[AskedChanges]) -> HttpResponse:
    """What readers see otherwise than before, since a cursor. Keep `next`, and ask with it again, a minute later.

    A change is told when it is out on the site. A story that changes twice is told once, at its later change.
    """
    asked.only(request)
    after = place_in(asked.after, tuple[datetime])[0] if asked.after else None
    found = pressroom.appeared(after=after, count=asked.limit + 1)
    shown = found[: asked.limit]
    seen = desk.readable_among([one.key for one in shown if not one.gone], timezone.now())
    here = house()
    told = tuple(telling.change(one.key, one.since, None if one.gone else seen.get(one.key), here) for one in shown)
    following = cursor(shown[-1].since) if shown else asked.after
    return answer(request, records.Changes(told, following, more=len(found) > len(shown)))
