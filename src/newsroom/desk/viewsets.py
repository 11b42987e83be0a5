"""The desk's lists and forms."""

from typing import Any

from django.db.models import QuerySet
from django.forms import Select
from django.utils import timezone
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.admin.widgets.slug import SlugInput
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from freesheet.story.findings import LONGEST_DEK, LONGEST_HEADLINE, LONGEST_SUBJECT
from newsroom.desk.choosing import StoryChooser
from newsroom.desk.filtering import StoryFilter
from newsroom.desk.forms import Chooser, StoryForm, counted
from newsroom.desk.guarding import PAGES, guarded
from newsroom.desk.houses import house
from newsroom.desk.models import Partner, Section, Series, Story, Storyline, Topic
from newsroom.desk.queries import facts_of, stories_for, with_facts
from newsroom.desk.standing import standing
from newsroom.desk.stories import raw
from newsroom.desk.versions import ReviewPanel, StoryComparison, StoryHistory


class StandingColumn(Column):
    """Where a story stands, and why readers do not see it when they do not."""

    cell_template_name = "desk/standing_cell.html"

    def get_value(self, instance: Story) -> Any:
        return standing(facts_of(instance), timezone.now(), house().zone)


class BylineColumn(Column):
    def get_value(self, instance: Story) -> str:
        return ", ".join(block["value"]["name"] for block in raw(instance.bylines) if not block["value"].get("role"))


class StoryViewSet(SnippetViewSet):
    model = Story
    icon = "doc-full"
    menu_label = "Stories"
    menu_order = 100
    add_to_admin_menu = True
    url_prefix = "stories"
    list_display = [
        "headline",
        StandingColumn("standing", label="Standing"),
        "section",
        BylineColumn("byline", label="By"),
        UpdatedAtColumn(),
    ]
    list_per_page = 50
    filterset_class = StoryFilter
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    ReviewPanel(),
                    TitleFieldPanel("headline", widget=counted(LONGEST_HEADLINE)),
                    FieldPanel("dek", widget=counted(LONGEST_DEK, rows=2)),
                    FieldPanel("bylines"),
                    FieldPanel("lead"),
                    FieldPanel("body"),
                    FieldPanel("sources"),
                    MultiFieldPanel(
                        [
                            FieldPanel("search_title", widget=counted(LONGEST_HEADLINE, else_of="headline")),
                            FieldPanel("social_title", widget=counted(LONGEST_HEADLINE, else_of="search_title")),
                            FieldPanel("social_description", widget=counted(LONGEST_DEK, rows=2, else_of="dek")),
                            FieldPanel("subject", widget=counted(LONGEST_SUBJECT, else_of="social_title")),
                        ],
                        heading="Titles elsewhere",
                    ),
                    FieldPanel("why"),
                ],
                heading="Story",
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("language")]),
                    FieldPanel("section", widget=Select),
                    FieldPanel("topics"),
                    FieldPanel("storylines"),
                    FieldRowPanel([FieldPanel("series", widget=Select), FieldPanel("series_position")]),
                    FieldPanel("translation_of", widget=Chooser(model=Story)),
                    FieldPanel("slug", widget=SlugInput),
                    FieldPanel("remarks"),
                ],
                heading="Filing",
            ),
            ObjectList(
                [
                    PublishingPanel(),
                    FieldPanel("embargo"),
                    FieldRowPanel([FieldPanel("published"), FieldPanel("updated")]),
                    FieldPanel("corrections"),
                ],
                heading="Dates and corrections",
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("partner", widget=Select),
                            FieldPanel("origin_address"),
                            FieldPanel("origin_title"),
                            FieldPanel("origin_published"),
                            FieldPanel("origin_licence"),
                        ],
                        heading="First published elsewhere",
                    ),
                    FieldPanel("licence"),
                    FieldPanel("terms"),
                    FieldPanel("appeal"),
                    FieldPanel("own_appeal", widget=AdminAutoHeightTextInput({"rows": 2})),
                ],
                heading="Terms and appeal",
            ),
        ],
        base_form_class=StoryForm,
    )

    chooser_viewset_class = StoryChooser

    def get_queryset(self, request: Any) -> "QuerySet[Story]":
        return with_facts(stories_for(request.user, timezone.now()).select_related("section", "latest_revision"))

    history_view_class = StoryHistory
    revisions_compare_view_class = StoryComparison


for _name, _action in PAGES.items():
    setattr(StoryViewSet, _name, guarded(getattr(StoryViewSet, _name), _action))


class _Terms(SnippetViewSet):
    list_display = ["name"]
    list_per_page = 50
    panels = [FieldPanel("name")]


class SectionViewSet(_Terms):
    model = Section
    icon = "list-ul"


class TopicViewSet(_Terms):
    model = Topic
    icon = "tag"


class StorylineViewSet(_Terms):
    model = Storyline
    icon = "history"


class SeriesViewSet(_Terms):
    model = Series
    icon = "list-ol"
    panels = [FieldPanel("name"), FieldPanel("parts")]


class PartnerViewSet(_Terms):
    model = Partner
    icon = "group"
    panels = [
        FieldPanel("name"),
        FieldPanel("address"),
        FieldPanel("licence"),
        FieldPanel("canonical"),
        FieldPanel("noindex"),
        FieldPanel("wording"),
    ]


class Filing(SnippetViewSetGroup):
    items = (SectionViewSet, TopicViewSet, StorylineViewSet, SeriesViewSet, PartnerViewSet)
    menu_label = "Filing"
    menu_icon = "folder-open-1"
    menu_order = 300
