"""What can be done to many stories at once, and undone: each verb asks of each story whether it can be."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.locks import ScheduledForPublishLock
from wagtail.log_actions import log
from wagtail.models import WorkflowState
from wagtail.permissions import policy_registry

from newsroom.desk import actions
from newsroom.desk.drafting import must_be_whole, start_review
from newsroom.desk.models import Batch, Section, Story, Topic
from newsroom.desk.refusals import Locked, NotAllowed, Refused, Untimely
from newsroom.staff.models import User

# More than an editor looks through; each is a version of its own, and goes to press.
MOST = 500
# As many characters as the record of a deed may have.
LONGEST = 250


@dataclass(slots=True)
class Done:
    """How many stories it was done to; of the others, why not."""

    count: int = 0
    left: list[tuple[Story, str]] = field(default_factory=list)
    batch: Batch | None = None


Before = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verb:
    """`do` gives what there was before; `undo` puts that back. Both raise Refused for a story that is not so."""

    permission: str
    do: Callable[[Story, Any, User, datetime], Before]
    undo: Callable[[Story, Before, User], None]


def do(*, verb: str, stories: Sequence[Story], given: Any, what: str, user: User, now: datetime) -> Done:
    """Do one thing to each of some stories that it can be done to; on record as one deed.

    Each story is a transaction of its own, so that others can write meanwhile; what was done is on record with it.
    """
    batch = Batch.objects.create(verb=verb, what=f"Stories {what}"[:LONGEST], made=now, by=user)
    done = Done(batch=batch)
    for story in stories:
        try:
            with transaction.atomic():
                before = VERBS[verb].do(_held(story.pk, verb, user), given, user, now)
                batch.stories.append({"story": story.pk, **before})
                batch.save(update_fields=["stories"])
        except Refused as error:
            done.left.append((story, str(error)))
    done.count = len(batch.stories)
    if done.count:
        batch.what = f"{done.count} stor{'y' if done.count == 1 else 'ies'} {what}"[:LONGEST]
        batch.save(update_fields=["what"])
        log(instance=batch, action="desk.batch", user=user, data={"stories": [one["story"] for one in batch.stories]})
    else:
        batch.delete()
    return done


def undo(*, batch: Batch, user: User, now: datetime) -> Done:
    """Put back what there was before, in each story that nobody has changed so since. Raises Untimely."""
    if not Batch.objects.filter(pk=batch.pk, undone=None).update(undone=now):
        raise Untimely("It was undone already.")
    done = Done(batch=batch)
    for before in batch.stories:
        story = Story.objects.filter(pk=before["story"]).first()
        if story is None:
            continue
        try:
            with transaction.atomic():
                VERBS[batch.verb].undo(_held(story.pk, batch.verb, user), before, user)
            done.count += 1
        except Refused as error:
            done.left.append((story, str(error)))
    if done.count:
        log(instance=batch, action="desk.batch_undone", user=user)
    else:
        Batch.objects.filter(pk=batch.pk).update(undone=None)
    return done


def may(user: User, verb: str, story: Story) -> bool:
    """What changes what readers see is for those who may publish."""
    policy, wanted = policy_registry.get(story), VERBS[verb].permission
    verbs = {wanted, "publish"} if story.live else {wanted}
    return all(policy.user_has_permission_for_instance(user, one, story) for one in verbs)


def _held(number: int, verb: str, user: User) -> Story:
    """The story as it is now, held until the end."""
    story: Story = Story.objects.select_for_update().get(pk=number)
    if not may(user, verb, story):
        raise NotAllowed("you may not do that with it")
    lock = story.get_lock()
    if lock and lock.for_user(user):
        is_scheduled = isinstance(lock, ScheduledForPublishLock)
        raise Locked("it is scheduled; cancel that first" if is_scheduled else "it is locked")
    return story


# ── Filing ───────────────────────────────────────────────────────────────────────────────────────────


def _file(story: Story, change: Callable[[Story], None], user: User) -> None:
    """Change what readers see of a story, and what is being written of it."""
    newer = story.get_latest_revision_as_object() if story.has_unpublished_changes or not story.live else None
    if story.live:
        change(story)
        story.save_revision(user=user, clean=False, log_action=True).publish(user=user, log_action=False)
        if newer:
            newer.live_revision_id = Story.objects.values_list("live_revision_id", flat=True).get(pk=story.pk)
    if newer:
        change(newer)
        if not story.live:
            newer.save()
        newer.save_revision(user=user, clean=False, log_action=not story.live)


def _set_section(story: Story, section: Section | None, user: User, _now: datetime) -> Before:
    before, new = story.section_id, section.pk if section else None
    if before == new:
        raise Untimely("it is there already")
    _to_section(story, section, user)
    return {"was": before, "is": new}


def _to_section(story: Story, section: Section | None, user: User) -> None:
    def change(row: Story) -> None:
        row.section = section

    _file(story, change, user)


def _section_back(story: Story, before: Before, user: User) -> None:
    if story.section_id != before["is"]:
        raise Untimely("it was filed elsewhere since")
    _to_section(story, Section.objects.filter(pk=before["was"]).first(), user)


def _add_topics(story: Story, topics: Iterable[Topic], user: User, _now: datetime) -> Before:
    has = {one.pk for one in story.topics.all()}
    new = [one for one in topics if one.pk not in has]
    if not new:
        raise Untimely("it has them already")

    def change(row: Story) -> None:
        row.topics = [*(one for one in row.topics.all() if one not in new), *new]

    _file(story, change, user)
    return {"added": [one.pk for one in new]}


def _topics_back(story: Story, before: Before, user: User) -> None:
    added = set(before["added"])
    if not any(one.pk in added for one in story.topics.all()):
        raise Untimely("it was filed elsewhere since")

    def change(row: Story) -> None:
        row.topics = [one for one in row.topics.all() if one.pk not in added]

    _file(story, change, user)


# ── What readers see ─────────────────────────────────────────────────────────────────────────────────


def _submit(story: Story, _given: None, user: User, _now: datetime) -> Before:
    start_review(story, user)
    return {}


def _call_back(story: Story, _before: Before, user: User) -> None:
    state = story.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise Untimely("it was reviewed since")
    state.cancel(user=user)


def _publish(story: Story, _given: None, user: User, _now: datetime) -> Before:
    if story.live and not story.has_unpublished_changes:
        raise Untimely("it is published already")
    latest: Story = story.get_latest_revision_as_object()
    must_be_whole(latest)
    latest.go_live_at = None
    before = {"live": story.live, "revision": story.live_revision_id}
    latest.save_revision(user=user).publish(user=user)
    return before


def _publish_back(story: Story, before: Before, user: User) -> None:
    if not story.live:
        raise Untimely("it was taken down since")
    if not before["live"]:
        story.unpublish(user=user)
        return
    earlier = story.revisions.filter(pk=before["revision"]).first()
    if earlier is None:
        raise Untimely("the version that readers saw before is not kept")
    earlier.publish(user=user)


def _unpublish(story: Story, _given: None, user: User, _now: datetime) -> Before:
    if not story.live:
        raise Untimely("it is not published")
    before = {"revision": story.live_revision_id or story.save_revision(user=user, clean=False).pk}
    story.unpublish(user=user)
    return before


def _unpublish_back(story: Story, before: Before, user: User) -> None:
    earlier = story.revisions.filter(pk=before["revision"]).first()
    if story.live or earlier is None:
        raise Untimely("it was published since")
    earlier.publish(user=user)


def _withdraw(story: Story, why: str, user: User, now: datetime) -> Before:
    if not story.live or story.withdrawn:
        raise Untimely("it is withdrawn already" if story.withdrawn else "it is not published")
    actions.withdraw(story=story, why=why, user=user, now=now)
    return {}


def _withdraw_back(story: Story, _before: Before, user: User) -> None:
    if not story.withdrawn:
        raise Untimely("it was shown again since")
    actions.take_back_withdrawal(story=story, user=user)


VERBS: Mapping[str, Verb] = {
    "section": Verb("change", _set_section, _section_back),
    "topics": Verb("change", _add_topics, _topics_back),
    "submit": Verb("change", _submit, _call_back),
    "publish": Verb("publish", _publish, _publish_back),
    "unpublish": Verb("publish", _unpublish, _unpublish_back),
    "withdraw": Verb("publish", _withdraw, _withdraw_back),
}
