"""The chooser of stories: it offers those that the person who chooses may see."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)

from newsroom.desk.models import Story
from newsroom.desk.queries import stories_for


class _Seen:
    request: Any

    def get_object_list(self) -> "QuerySet[Story]":
        return stories_for(self.request.user, timezone.now())

    def get_object(self, pk: Any) -> Story:
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks: Any) -> "QuerySet[Story]":
        return self.get_object_list().filter(pk__in=pks)


class _Choose(_Seen, ChooseView):
    """The chooser."""


class _Results(_Seen, ChooseResultsView):
    """What it finds."""


class _Chosen(_Seen, SnippetChosenView):
    """The story that was chosen."""


class _ChosenMultiple(_Seen, SnippetChosenMultipleView):
    """The stories that were chosen."""


class StoryChooser(SnippetChooserViewSet):
    choose_view_class = _Choose
    choose_results_view_class = _Results
    chosen_view_class = _Chosen
    chosen_multiple_view_class = _ChosenMultiple


class NoChooser(SnippetChooserViewSet):
    """For what nothing at the desk chooses one of: its lists would show drafts to everybody who writes."""

    def get_urlpatterns(self) -> list[Any]:
        return []
