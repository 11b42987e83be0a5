"""What a story goes through before it is published."""

from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType


def ready(workflow_state: Any, user: Any = None) -> None:
    """A story that all reviewers have approved is ready; whoever may publish it decides when."""


def establish() -> None:
    """Make the review that every story goes through, unless the newsroom has one of its own."""
    kind = ContentType.objects.get_for_model(apps.get_model("desk", "Story"))
    linked = apps.get_model("wagtailcore", "WorkflowContentType").objects
    if linked.filter(content_type=kind).exists():
        return
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name="Review", active=True)
    task = apps.get_model("wagtailcore", "GroupApprovalTask").objects.create(name="Review by an editor", active=True)
    task.groups.set(Group.objects.filter(name__in=["Editors", "Publishers"]))
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task=task, sort_order=0)
    linked.create(workflow=workflow, content_type=kind)
