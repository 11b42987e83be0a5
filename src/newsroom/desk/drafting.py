"""What an editor's own tool does with a story: each verb asks whether this person may, and loses nothing."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision, WorkflowState
from wagtail.permissions import policy_registry

from freesheet.intake import Drop
from freesheet.story import nodes
from freesheet.story.slug import slug_of
from newsroom.desk import actions
from newsroom.desk.edits import Edit, apply, given
from newsroom.desk.forms import problems_for_readers
from newsroom.desk.houses import house
from newsroom.desk.models import Story
from newsroom.desk.models.story import new_key
from newsroom.desk.policy import OWN
from newsroom.desk.queries import facts_of, with_facts
from newsroom.desk.refusals import Locked, NotAllowed, NotThere, Outdated, Unfit, Untimely
from newsroom.desk.standing import Standing, standing
from newsroom.desk.stories import Told, told
from newsroom.staff.models import User

STREAMS = ("bylines", "lead", "body", "sources", "corrections")


@dataclass(frozen=True, slots=True)
class Draft:
    """A story as it is being written: `tag` is another one whenever anything of it is."""

    told: Told
    tag: str
    live: bool
    embargo: datetime | None
    remarks: str
    standing: Standing
    left_out: tuple[Drop, ...] = ()


# ── Finding ──────────────────────────────────────────────────────────────────────────────────────────


def drafts(*, user: User, count: int, after: str = "") -> list[Draft]:
    """The stories that this person may change, without their bodies, the newest first; those that come after a key."""
    found = with_facts(_changeable(user)).defer("body", "sources")
    if after:
        place = Story.objects.filter(key=after).values_list("pk", flat=True).first()
        found = found.filter(pk__lt=place or 0)
    return [_draft(row, with_body=False) for row in found.order_by("-pk")[:count]]


def draft(*, key: str, user: User) -> Draft:
    """A story that this person may change. Raises NotThere."""
    return _draft(_found(key, user))


def _changeable(user: User) -> "QuerySet[Story]":
    found: QuerySet[Story] = Story.objects.all()
    if user.has_perm("desk.change_story"):
        return found
    return found.filter(created_by=user, live=False) if user.has_perm(OWN) else found.none()


def _found(key: str, user: User) -> Story:
    row: Story | None = with_facts(Story.objects.filter(key=key)).first()
    if row is None or not _may(user, "change", row):
        raise NotThere(f"There is no story {key} that you may change.")
    return row


def _may(user: User, verb: str, row: Story) -> bool:
    return bool(policy_registry.get(row).user_has_permission_for_instance(user, verb, row))


def _draft(row: Story, *, with_body: bool = True, left_out: tuple[Drop, ...] = ()) -> Draft:
    latest: Story = row.get_latest_revision_as_object()
    if not with_body:
        latest.body, latest.sources = [], []
    now = standing(facts_of(row), timezone.now(), house().zone)
    return Draft(told(latest), tag_of(row), row.live, latest.embargo, latest.remarks, now, left_out)


def tag_of(row: Story) -> str:
    """Tells the newest version of a story from all others. An autosave keeps its revision, and takes a new time."""
    revision = row.latest_revision
    when = revision.created_at if revision else row.last_published_at
    return f"{revision.pk if revision else 0}-{int(when.timestamp() * 1e6) if when else 0}"


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────


def begin(*, edit: Edit, user: User) -> Draft:
    """Make a draft. Raises NotAllowed, Unfit."""
    if not policy_registry.get_by_type(Story).user_has_permission(user, "add"):
        raise NotAllowed("You may not write stories; an administrator gives you the group of contributors, or another.")
    sent = given(edit, "")
    if not sent.fields.get("headline"):
        raise Unfit("A story needs a headline: as `headline`, or as the first line of its Markdown.")
    with transaction.atomic():
        row = Story(key=new_key(), live=False, created_by=user)
        sent.fields.setdefault("slug", slug_of(sent.fields["headline"]))
        apply(row, sent, user)
        _cleaned(row)
        row.save()
        log(instance=row, action="wagtail.create", user=user)
        row.save_revision(user=user)
    return _draft(_found(row.key, user), left_out=sent.left_out)


def change(*, key: str, tag: str, edit: Edit, user: User) -> Draft:
    """Write a new version of a story; readers see nothing of it. Raises Refused."""
    with transaction.atomic():
        row = _held(key, tag, user)
        latest: Story = row.get_latest_revision_as_object()
        sent = given(edit, latest.headline)
        apply(latest, sent, user)
        _save(latest, user)
    return _draft(_found(key, user), left_out=sent.left_out)


def _held(key: str, tag: str, user: User) -> Story:
    """The story, held until the transaction ends, when it is still as this person knows it, and not locked."""
    row: Story | None = Story.objects.select_for_update().filter(key=key).first()
    if row is None or not _may(user, "change", row):
        raise NotThere(f"There is no story {key} that you may change.")
    if tag != tag_of(row):
        raise Outdated("The story was changed after you read it. Read it again, and send your change with its new tag.")
    lock = row.get_lock()
    if lock and lock.for_user(user):
        raise Locked(f"The story is locked: {_plain(lock.get_description(user))}.")
    return row


def _plain(text: object) -> str:
    return str(text).strip().rstrip(".")


def _save(row: Story, user: User) -> Revision:
    """Keep a new version. Raises Unfit."""
    _cleaned(row)
    return row.save_revision(user=user, log_action=True, clean=False)


def _cleaned(row: Story) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise Unfit(_sentences(error)) from error


def _sentences(error: ValidationError) -> str:
    told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return " ".join(
        f"`{name}`: {message}" if name not in ("", "__all__") else message
        for name, some in told.items()
        for message in some
    )


# ── Bringing it to readers ───────────────────────────────────────────────────────────────────────────


def submit(*, key: str, tag: str, user: User) -> Draft:
    """Hand a story in for review. Raises Refused."""
    with transaction.atomic():
        row = _held(key, tag, user)
        start_review(row, user)
    return draft(key=key, user=user)


def start_review(row: Story, user: User) -> None:
    """Raises Untimely."""
    state, workflow = row.current_workflow_state, row.get_workflow()
    if state and state.status == WorkflowState.STATUS_IN_PROGRESS:
        raise Untimely("The story is in review already.")
    if not state and not workflow:
        raise Untimely("This newsroom has no review; whoever may publish the story can do so.")
    if row.latest_revision is None:
        row.save_revision(user=user)
    if state:
        state.resume(user=user)
    else:
        workflow.start(row, user)


def publish(*, key: str, tag: str, at: datetime | None, user: User, now: datetime) -> Draft:
    """Show the newest version to readers, now or at an instant. Raises Refused."""
    with transaction.atomic():
        row = _held(key, tag, user)
        _must_publish(user, row)
        if at and not now < at <= now.replace(year=now.year + 10):
            raise Unfit("`at` must be later than now, and within ten years; leave it out to publish now.")
        latest: Story = row.get_latest_revision_as_object()
        latest.go_live_at = at
        must_be_whole(latest)
        _save(latest, user).publish(user=user)
    return draft(key=key, user=user)


def _must_publish(user: User, row: Story) -> None:
    if not _may(user, "publish", row):
        raise NotAllowed("You may not publish; submit the story, and an editor will.")


def must_be_whole(row: Story) -> None:
    """What readers see must have all that the desk's form asks for. Raises Unfit."""
    lacking = [name for name in STREAMS if not _is_whole(row, name)]
    if lacking:
        raise Unfit(f"Something is missing in `{'`, `'.join(lacking)}` that readers must have; the desk shows where.")
    if problem := next(problems_for_readers(row), None):
        raise Unfit(problem[1])


def _is_whole(row: Story, name: str) -> bool:
    stream = getattr(row, name)
    try:
        stream.stream_block.clean(stream)
    except ValidationError:
        return False
    return True


def correct(*, key: str, correction: nodes.Correction, user: User) -> Draft:
    """Put a correction on a published story, and into what is being written of it. Raises Refused."""
    with transaction.atomic():
        _published(key, user)
        actions.correct(story=_published(key, user), correction=correction, user=user)
    return draft(key=key, user=user)


def withdraw(*, key: str, why: str, user: User, now: datetime) -> Draft:
    """Take a published story back. Raises Refused."""
    with transaction.atomic():
        row = _published(key, user)
        if row.withdrawn:
            raise Untimely("The story is withdrawn already.")
        actions.withdraw(story=row, why=why, user=user, now=now)
    return draft(key=key, user=user)


def _published(key: str, user: User) -> Story:
    row = _found(key, user)
    _must_publish(user, row)
    if not row.live:
        raise Untimely("The story is not published.")
    return row
