"""A newsroom with stories that nobody but their writers and editors may know of; each says SECRET wherever it can."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from freesheet.story import nodes
from newsroom.desk.actions import share
from newsroom.desk.models import (
    FixedPage,
    Issue,
    Partner,
    Picture,
    PreviewLink,
    Redirect,
    Section,
    Series,
    Story,
    Storyline,
    Topic,
)
from newsroom.staff.models import User
from tests.newsroom.conftest import member
from tests.newsroom.desk.rows import image_bytes, of, row, story

SECRET = "zanzibar7421"  # noqa: S105 — a word of stories


@dataclass(frozen=True)
class Hidden:
    draft: Story
    embargoed: Story
    picture: Picture
    link: PreviewLink
    owner: User
    numbers: dict[str, Any]


def hide() -> Hidden:
    """A draft in review, locked, with a picture and a shared link; a published story under embargo; one for all."""
    writer = member("Authors", "writer")
    lead = nodes.Picture(file=f"{SECRET}.png", alt=SECRET)
    node = story(slug=SECRET, id=f"id-{SECRET}", headline=SECRET, published=None, lead=lead, section="Harbor")
    draft = of(node, **{f"{SECRET}_png": image_bytes(60, 60)})
    draft.created_by, draft.locked, draft.locked_by, draft.locked_at = writer, True, writer, timezone.now()
    draft.save()
    draft.headline = f"{SECRET} revised"
    revision = draft.save_revision(user=writer, log_action=True)
    state = draft.get_workflow().start(draft, writer)
    embargoed = row(f"{SECRET}-embargo", headline=f"{SECRET} embargoed")
    Story.objects.filter(pk=embargoed.pk).update(embargo=timezone.now() + timedelta(days=1))
    row("open", headline="Open to all")
    picture = Picture.objects.get()
    owner = User.objects.create_superuser("owner")
    terms = {
        kind: kind.objects.get_or_create(name="Harbor")[0] for kind in (Section, Topic, Storyline, Series, Partner)
    }
    issue = Issue.objects.create(title=SECRET, slug=f"{SECRET}-issue", live=False)
    page = FixedPage.objects.create(title=SECRET, slug=f"{SECRET}-page", live=False)
    redirect = Redirect.objects.create(source="/old/", target="/new/")
    numbers = {
        "desk/issues/": issue.pk,
        "desk/fixed-pages/": page.pk,
        "desk/redirects/": redirect.pk,
        "number": draft.pk,
        "object_id": draft.pk,
        "image_id": picture.pk,
        "revision_id": revision.pk,
        "workflow_state_id": state.pk,
        "task_state_id": state.current_task_state.pk,
        "task_id": state.current_task_state.task_id,
        "path": picture.file.name,
        "desk/stories/": draft.pk,
        "desk/snippets/choose/desk/story/": draft.pk,
        "desk/images/": picture.pk,
        "desk/users/": owner.pk,
        "desk/groups/": Group.objects.get(name="Editors").pk,
        "desk/workflows/": state.workflow_id,
        "desk/workflows/tasks/": state.current_task_state.task_id,
        "desk/collections/": picture.collection_id,
    }
    for kind, term in terms.items():
        numbers[f"desk/snippets/desk/{kind._meta.model_name}/"] = term.pk
        numbers[f"desk/snippets/choose/desk/{kind._meta.model_name}/"] = term.pk
    return Hidden(draft, embargoed, picture, share(story=draft, user=writer, now=timezone.now()), owner, numbers)
