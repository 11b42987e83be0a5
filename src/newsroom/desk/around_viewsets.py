"""The desk's lists and forms of what stands around the stories."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultipleChooserPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.admin.widgets.slug import SlugInput
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from newsroom.desk.choosing import NoChooser
from newsroom.desk.forms import Chooser, IssueForm, PickForm
from newsroom.desk.models import FixedPage, FrontPage, Issue, Redirect, Story


class IssueViewSet(SnippetViewSet):
    model = Issue
    chooser_viewset_class = NoChooser
    icon = "folder-open-inverse"
    menu_label = "Issues"
    menu_order = 110
    add_to_admin_menu = True
    url_prefix = "issues"
    list_display = ["title", "number", Column("count", label="Stories"), "published", LiveStatusTagColumn()]
    list_per_page = 50
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("title"),
                    FieldPanel("introduction"),
                    MultipleChooserPanel(
                        "stories",
                        chooser_field_name="story",
                        classname="desk-order",
                        heading="Stories, in the order of reading",
                        label="story",
                        panels=[FieldPanel("story", widget=Chooser(model=Story))],
                    ),
                ],
                heading="Issue",
            ),
            ObjectList(
                [
                    PublishingPanel(),
                    FieldRowPanel([FieldPanel("number"), FieldPanel("published")]),
                    FieldPanel("slug", widget=SlugInput),
                ],
                heading="Number and dates",
            ),
        ],
        base_form_class=IssueForm,
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Issue]":  # noqa: ARG002 — all may be listed
        found: QuerySet[Issue] = Issue.objects.annotate(count=Count("stories"))
        return found


class FixedPageViewSet(SnippetViewSet):
    model = FixedPage
    chooser_viewset_class = NoChooser
    icon = "doc-empty"
    menu_label = "Pages"
    menu_order = 120
    add_to_admin_menu = True
    url_prefix = "fixed-pages"
    list_display = ["title", "slug", "position", UpdatedAtColumn(), LiveStatusTagColumn()]
    list_per_page = 50
    edit_handler = TabbedInterface(
        [
            ObjectList([TitleFieldPanel("title"), FieldPanel("body")], heading="Page"),
            ObjectList(
                [
                    PublishingPanel(),
                    FieldPanel("slug", widget=SlugInput),
                    FieldRowPanel([FieldPanel("position"), FieldPanel("language")]),
                ],
                heading="Address and dates",
            ),
        ]
    )


class _Only(IndexView):
    """There is one front page, so that its list leads to it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        if answer.status_code != 200:
            return answer
        return redirect(reverse(self.edit_url_name, args=[FrontPage.only().pk]))


class FrontPageViewSet(SnippetViewSet):
    model = FrontPage
    chooser_viewset_class = NoChooser
    icon = "thumbtack"
    menu_label = "Front page"
    menu_order = 115
    add_to_admin_menu = True
    url_prefix = "front"
    index_view_class = _Only
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            MultipleChooserPanel(
                "picks",
                chooser_field_name="story",
                classname="desk-order",
                heading="Stories on top, in this order",
                label="story",
                help_text="The newest stories follow by themselves. A story that readers do not see yet takes its "
                "place when they do.",
                panels=[FieldPanel("story", widget=Chooser(model=Story))],
            ),
            PublishingPanel(),
        ],
        base_form_class=PickForm,
    )


class _Redirects(IndexView):
    @property
    def header_buttons(self) -> list[HeaderButton]:
        more = HeaderButton("Take in a table", url=reverse("desk_import_redirects"), icon_name="upload")
        return [*super().header_buttons, more]


class RedirectViewSet(SnippetViewSet):
    model = Redirect
    chooser_viewset_class = NoChooser
    icon = "redirect"
    menu_label = "Redirects"
    menu_order = 130
    add_to_admin_menu = True
    url_prefix = "redirects"
    index_view_class = _Redirects
    list_display = ["source", "target", "status"]
    list_filter = ["status"]
    list_per_page = 100
    edit_handler = ObjectList([FieldPanel("source"), FieldPanel("target"), FieldPanel("status")])
