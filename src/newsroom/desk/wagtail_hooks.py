"""The desk's place in Wagtail: its lists, its editor, its menu."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.models import register_snippet

from newsroom.desk import around_views, batch_views, downloads, features, home, house_views, pasting, versions, views
from newsroom.desk.around_viewsets import FixedPageViewSet, FrontPageViewSet, IssueViewSet, RedirectViewSet
from newsroom.desk.models import FrontPage, Issue, Picture, Story
from newsroom.desk.policy import OnlyPolicy, PicturePolicy, StoryPolicy
from newsroom.desk.verbs import Verb
from newsroom.desk.viewsets import Filing, StoryViewSet

register_permission_policy(Story, StoryPolicy(Story))
register_permission_policy(Picture, PicturePolicy(Picture, "wagtailimages.Image", "uploaded_by_user"), exact_class=True)
register_permission_policy(FrontPage, OnlyPolicy(FrontPage))


@hooks.register("register_rich_text_features")
def register_features(registry: FeatureRegistry) -> None:
    features.register(registry)


@hooks.register("insert_global_admin_js")
def scripts() -> SafeString:
    names = ("choosers", "counting", "keeping", "naming", "paste")
    files = ((static(f"desk/{name}.js"),) for name in names)
    return format_html_join("\n", '<script src="{}"></script>', files)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [
        path("names/<slug:kind>/", views.names, name="desk_names"),
        path("paste/", pasting.paste, name="desk_paste"),
        path("stories/open/", views.open_story, name="desk_open"),
        path("stories/withdraw/<int:number>/", views.withdraw, name="desk_withdraw"),
        path("stories/share/<int:number>/", views.share, name="desk_share"),
        path("stories/share/end/<int:number>/", views.end_sharing, name="desk_end_sharing"),
        path("stories/download/<int:number>/", downloads.download, name="desk_download"),
        path("stories/download/<int:number>/<slug:form>/", downloads.file, name="desk_download_file"),
        path("stories/batches/", batch_views.batches, name="desk_batches"),
        path("stories/batches/undo/<int:number>/", batch_views.undo, name="desk_undo"),
        path("issues/editions/<int:number>/", around_views.issue_editions, name="desk_issue_editions"),
        path("issues/editions/<int:number>/<slug:edition>/", around_views.issue_file, name="desk_issue_file"),
        path("redirects/import/", around_views.import_redirects, name="desk_import_redirects"),
        path("house/", house_views.house, name="desk_house"),
        path("house/history/", house_views.history, name="desk_house_history"),
        path("house/restore/<int:number>/", house_views.restore, name="desk_house_restore"),
    ]


@hooks.register("register_log_actions")
def log_actions(registry: LogActionRegistry) -> None:
    registry.register_action("desk.open", "Open", "Made it of something from elsewhere")
    registry.register_action("desk.correct", "Correct", "Put a correction on it")
    registry.register_action("desk.withdraw", "Withdraw", "Withdrew it")
    registry.register_action("desk.withdrawal_ended", "Show again", "Showed it again")
    registry.register_action("desk.batch", "Change many", "Did this to many stories at once")
    registry.register_action("desk.batch_undone", "Undo many", "Undid what was done to many stories at once")
    registry.register_action("desk.share", "Share", "Made a link that shows it before it is published")
    registry.register_action("desk.share_ended", "End sharing", "Ended a link to it")


@hooks.register("register_log_actions", order=1)  # After Wagtail's own.
def comments_of_log_actions(registry: LogActionRegistry) -> None:
    for action in ("create", "edit", "publish", "publish.schedule"):
        registry.formatters[f"wagtail.{action}"].format_comment = versions.why


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def keep_why(request: HttpRequest, instance: Model) -> None:
    if isinstance(instance, Story):
        versions.keep_why(instance, request.user, request.POST.get("why", ""))


@hooks.register("register_snippet_action_menu_item")
def withdraw_item(model: type[Model]) -> ActionMenuItem | None:
    return Verb("Withdraw…", "desk_withdraw", "publish", live=True) if model is Story else None


@hooks.register("register_snippet_action_menu_item")
def share_item(model: type[Model]) -> ActionMenuItem | None:
    return Verb("Share a preview…", "desk_share", "change") if model is Story else None


@hooks.register("register_snippet_action_menu_item")
def download_item(model: type[Model]) -> ActionMenuItem | None:
    return Verb("Download…", "desk_download", "change") if model is Story else None


@hooks.register("register_snippet_action_menu_item")
def editions_item(model: type[Model]) -> ActionMenuItem | None:
    return Verb("See all editions…", "desk_issue_editions", "change") if model is Issue else None


@hooks.register("construct_snippet_action_menu")
def approval_publishes_nothing(items: list[ActionMenuItem], _request: HttpRequest, context: dict[str, Any]) -> None:
    """An approved story is ready, and no more; Wagtail would say that it is published."""
    if context["model"] is Story:
        for item in items:
            if item.name == "approve":
                item.label = "Approve with a comment…" if item.launch_modal else "Approve"


class HouseItem(MenuItem):
    """Shown to who looks after the house."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("desk.change_house")


class StorySearch(SearchArea):
    """Shown to who may write stories; the first of all, so that the menu's search finds them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("desk.add_story"))


@hooks.register("register_admin_search_area")
def story_search() -> SearchArea:
    address = reverse(Story.snippet_viewset.get_url_name("list"))
    return StorySearch("Stories", address, name="stories", icon_name="doc-full", order=100)


@hooks.register("register_admin_menu_item")
def house_item() -> MenuItem:
    return HouseItem("House", reverse("desk_house"), icon_name="home", order=140)


class OpenItem(MenuItem):
    """Shown to who may write stories."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("desk.add_story")


@hooks.register("register_admin_menu_item")
def open_item() -> MenuItem:
    return OpenItem("Open a file or page", reverse("desk_open"), icon_name="upload", order=150)


@hooks.register("construct_main_menu")
def without_pages(_request: HttpRequest, items: list[MenuItem]) -> None:
    """Stories are no pages of a tree, the newsroom keeps no documents, and the help is Wagtail's own news."""
    items[:] = [item for item in items if item.name not in ("explorer", "documents", "help")]


@hooks.register("construct_homepage_panels")
def home_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Wagtail's tell of pages."""
    panels[:] = home.panels(request.user)


@hooks.register("insert_global_admin_css")
def style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))


for bulk_action in batch_views.ACTIONS:
    hooks.register("register_bulk_action", bulk_action)

register_snippet(StoryViewSet)
register_snippet(IssueViewSet)
register_snippet(FrontPageViewSet)
register_snippet(FixedPageViewSet)
register_snippet(RedirectViewSet)
register_snippet(Filing)
