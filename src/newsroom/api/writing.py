"""What an editor's own tool may do, with a token, as far as the token's person may."""

from typing import TypeVar

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from ninja.security import HttpBearer

from freesheet.refusal import told as refused
from freesheet.story.file import clean
from freesheet.story.nodes import Correction
from newsroom.api import records
from newsroom.api.actions import token_of
from newsroom.api.answers import gives, private
from newsroom.api.cursors import cursor, place_in
from newsroom.api.models import Scope, Token
from newsroom.api.problems import Refusal
from newsroom.api.reading import Asked, Cursor, Limit
from newsroom.desk import drafting
from newsroom.desk.drafting import Draft
from newsroom.desk.edits import LARGEST, Edit, edit_of
from newsroom.staff.models import User

Taken = TypeVar("Taken")
# Every verb that changes what is being written may meet these.
CHANGING = (400, 401, 403, 404, 409, 412, 422, 423, 428)


class Bearer(HttpBearer):
    """A token, made at the desk under one's account."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:  # noqa: ARG002 — as ninja calls it
        return token_of(secret=token, now=timezone.now())


router = Router(tags=["Write"], auth=Bearer())


def _reader(request: HttpRequest) -> User:
    token: Token = request.auth  # type: ignore[attr-defined]
    return token.user


def _writer(request: HttpRequest) -> User:
    """Raises Refusal for a token that may only read."""
    if request.auth.scope != Scope.WRITE:  # type: ignore[attr-defined]
        raise Refusal(403, "This token may only read; make one that may write, under your account at the desk.")
    return _reader(request)


def _tag(request: HttpRequest) -> str:
    """The tag of the version that the tool knows."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise Refusal(428, "Send `If-Match` with the story's tag, so that nobody's work is written over.")
    return given.removeprefix("W/").strip('"')


def _taken(request: HttpRequest, kind: type[Taken]) -> Taken:
    """What was sent, as a record. Raises Refusal."""
    try:
        return msgspec.convert(clean(msgspec.json.decode(request.body or b"{}")), kind)
    except msgspec.ValidationError as error:
        raise Refusal(422, refused(error, "What was sent")) from error
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Refusal(400, "What was sent is not JSON.") from error


def _edit(request: HttpRequest) -> Edit:
    if len(request.body) > LARGEST:
        raise Refusal(422, f"What was sent is longer than {LARGEST / 1e6:.0f} MB; no story is.")
    return edit_of(request.body)


def _told(draft: Draft, status: int = 200) -> HttpResponse:
    told = records.Draft(
        key=draft.told.story.id,
        tag=draft.tag,
        state=draft.standing.state,
        why=draft.standing.why,
        live=draft.live,
        embargo=draft.embargo,
        remarks=draft.remarks,
        story=draft.told.story,
        left_out=tuple(map(records.LeftOut.of, draft.left_out)),
    )
    return private(told, status=status, tag=draft.tag)


class AskedDrafts(Asked):
    cursor: Cursor = ""
    limit: Limit = 30


@router.get("/stories", summary="Stories that you may change", openapi_extra=gives(records.Drafts, 401, 422))
def drafts(request: HttpRequest, asked: Query[AskedDrafts]) -> HttpResponse:
    """The newest first, whatever state they are in. A contributor's are their own that are not published."""
    asked.only(request)
    after = place_in(asked.cursor, tuple[str])[0] if asked.cursor else ""
    found = drafting.drafts(user=_reader(request), count=asked.limit + 1, after=after)
    shown = found[: asked.limit]
    return private(
        records.Drafts(
            tuple(
                records.DraftSummary(
                    one.told.story.id,
                    one.tag,
                    one.standing.state,
                    one.standing.why,
                    one.live,
                    one.told.story.headline,
                    one.told.story.language,
                )
                for one in shown
            ),
            cursor(shown[-1].told.story.id) if len(found) > len(shown) else None,
        )
    )


@router.post(
    "/stories",
    summary="Begin a story",
    response={201: None},
    openapi_extra=gives(records.Draft, 400, 401, 403, 422, status=201, takes=Edit),
)
def begin(request: HttpRequest) -> HttpResponse:
    """A new draft of your own. It needs a headline; all else may follow."""
    user = _writer(request)
    return _told(drafting.begin(edit=_edit(request), user=user), status=201)


@router.post(
    "/stories/{path:key}/submit",
    summary="Submit for review",
    openapi_extra=gives(records.Draft, *CHANGING, tagged=True),
)
def submit(request: HttpRequest, key: str) -> HttpResponse:
    """Hand it in. An editor reviews it at the desk."""
    user, tag = _writer(request), _tag(request)
    return _told(drafting.submit(key=key, tag=tag, user=user))


@router.post(
    "/stories/{path:key}/publish",
    summary="Publish or schedule",
    openapi_extra=gives(records.Draft, *CHANGING, takes=records.Publication, tagged=True),
)
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Show the newest version to readers, now or at an instant."""
    user, tag, when = _writer(request), _tag(request), _taken(request, records.Publication)
    return _told(drafting.publish(key=key, tag=tag, at=when.at, user=user, now=timezone.now()))


@router.post(
    "/stories/{path:key}/correct",
    summary="Correct",
    openapi_extra=gives(records.Draft, *CHANGING[:-1], takes=records.Mistake),
)
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """Tell readers what was wrong and what is right. The text itself is changed with a new version."""
    user, mistake = _writer(request), _taken(request, records.Mistake)
    wrong, right = _words(mistake.wrong, "wrong"), _words(mistake.right, "right")
    correction = Correction(timezone.now(), wrong, right, mistake.substantial)
    return _told(drafting.correct(key=key, correction=correction, user=user))


@router.post(
    "/stories/{path:key}/withdraw",
    summary="Withdraw",
    openapi_extra=gives(records.Draft, *CHANGING[:-1], takes=records.Sentence),
)
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take a published story back: its address says why."""
    user, sentence = _writer(request), _taken(request, records.Sentence)
    why = _words(sentence.why, "why")
    return _told(drafting.withdraw(key=key, why=why, user=user, now=timezone.now()))


# Behind the others, since a key may have a slash in it.
@router.get(
    "/stories/{path:key}", summary="A story as it is being written", openapi_extra=gives(records.Draft, 401, 404)
)
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """The newest version, and its tag."""
    return _told(drafting.draft(key=key, user=_reader(request)))


@router.patch(
    "/stories/{path:key}",
    summary="Change a story",
    openapi_extra=gives(records.Draft, *CHANGING, takes=Edit, tagged=True),
)
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Write a new version; what is not named stays as it is. Readers see nothing of it before it is published."""
    user, tag = _writer(request), _tag(request)
    return _told(drafting.change(key=key, tag=tag, edit=_edit(request), user=user))


def _words(text: str, name: str) -> str:
    if not text.strip():
        raise Refusal(422, f"`{name}` must not be empty.")
    return text.strip()
