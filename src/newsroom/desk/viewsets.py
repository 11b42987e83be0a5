"""The desk's lists and forms."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, PublishingPanel, TabbedInterface
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from newsroom.desk.models import Partner, Section, Series, Story, Storyline, Topic


class StoryViewSet(SnippetViewSet):  # type: ignore[misc]
    model = Story
    icon = "doc-full"
    menu_label = "Stories"
    menu_order = 100
    add_to_admin_menu = True
    url_prefix = "stories"
    list_display = ["headline", "section", "published"]
    list_per_page = 50
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("headline"),
                    FieldPanel("dek"),
                    FieldPanel("bylines"),
                    FieldPanel("lead"),
                    FieldPanel("body"),
                    FieldPanel("sources"),
                ],
                heading="Story",
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("language")]),
                    FieldPanel("section"),
                    FieldPanel("topics"),
                    FieldPanel("storylines"),
                    FieldRowPanel([FieldPanel("series"), FieldPanel("series_position")]),
                    FieldPanel("translation_of"),
                    FieldPanel("slug"),
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
                            FieldPanel("partner"),
                            FieldPanel("origin_address"),
                            FieldPanel("origin_title"),
                            FieldPanel("origin_published"),
                            FieldPanel("origin_licence"),
                        ],
                        heading="First published elsewhere",
                    ),
                    FieldPanel("licence"),
                    FieldPanel("terms"),
                ],
                heading="Terms",
            ),
        ]
    )


class _Terms(SnippetViewSet):  # type: ignore[misc]
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


class Filing(SnippetViewSetGroup):  # type: ignore[misc]
    items = (SectionViewSet, TopicViewSet, StorylineViewSet, SeriesViewSet, PartnerViewSet)
    menu_label = "Filing"
    menu_icon = "folder-open-1"
    menu_order = 300
