"""What the list of stories can be narrowed down to."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, get_args

import django_filters
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import WorkflowState

from newsroom.desk.models import Section, Story, Topic
from newsroom.desk.models.story import KINDS
from newsroom.desk.queries import with_facts
from newsroom.desk.standing import State

STATES = get_args(State)
# What a review says of a story that nobody has published.
REVIEWS: Mapping[State, str] = {
    "in review": WorkflowState.STATUS_IN_PROGRESS,
    "sent back": WorkflowState.STATUS_NEEDS_CHANGES,
    "ready": WorkflowState.STATUS_APPROVED,
}


def in_state(state: State, now: datetime) -> "QuerySet[Story]":
    """The stories that `standing` says are in a state."""
    found: QuerySet[Story] = with_facts(Story.objects.all()).annotate(corrected=Cast("corrections", TextField()))
    return found.filter(_wanted(state, now))


def _wanted(state: State, now: datetime) -> Q:
    held, later = Q(live=True, embargo__gt=now), Q(live=True, published__gt=now)
    unseen = Q(live=False, scheduled=None)
    unreviewed = unseen & (Q(review=None) | ~Q(review__in=REVIEWS.values()))
    shown = Q(live=True) & ~held & ~later
    with_corrections = ~Q(corrected__in=["", "[]", "null"])
    match state:
        case "embargoed":
            return held
        case "scheduled":
            return Q(live=False, scheduled__isnull=False) | (later & ~held)
        case "withdrawn":
            return shown & Q(withdrawn__isnull=False)
        case "corrected":
            return shown & Q(withdrawn=None) & with_corrections
        case "published":
            return shown & Q(withdrawn=None) & ~with_corrections
        case "in review" | "sent back" | "ready":
            return unseen & Q(review=REVIEWS[state])
        case "taken down":
            return unreviewed & Q(first_published_at__isnull=False)
        case "draft":
            return unreviewed & Q(first_published_at=None)


def by(name: str) -> "QuerySet[Story]":
    """The stories with a byline that has this in it, in large or small letters.

    SQLite keeps letters beyond ASCII as numbers, and knows no large and small ones among them.
    """
    found: QuerySet[Story] = Story.objects.annotate(signed=Cast("bylines", TextField()))
    wanted = Q()
    for written in {name, name.title()}:
        wanted |= Q(signed__icontains=written) | Q(signed__icontains=json.dumps(written)[1:-1])
    return found.filter(wanted)


class StoryFilter(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        choices=[(state, state.capitalize()) for state in STATES], method="in_state", label="Standing"
    )
    section = django_filters.ModelChoiceFilter(queryset=Section.objects.all())
    topic = django_filters.ModelChoiceFilter(queryset=Topic.objects.all(), method="about", label="Topic")
    byline = django_filters.CharFilter(method="signed", label="By")
    kind = django_filters.ChoiceFilter(choices=KINDS)
    language = django_filters.CharFilter(lookup_expr="iexact")

    class Meta:
        model = Story
        fields: list[str] = []

    # Each by its number, since the search takes no other filters.
    def in_state(self, stories: Any, _name: str, value: State) -> Any:
        return stories.filter(pk__in=in_state(value, timezone.now()).values("pk"))

    def about(self, stories: Any, _name: str, value: Topic) -> Any:
        return stories.filter(pk__in=Story.objects.filter(topics=value).values("pk"))

    def signed(self, stories: Any, _name: str, value: str) -> Any:
        return stories.filter(pk__in=by(value).values("pk"))
