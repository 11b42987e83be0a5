"""The desk's place in Wagtail: its lists, its editor, its menu."""

from django.db.models import Model
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.models import register_snippet

from newsroom.desk import features, views
from newsroom.desk.models import Story
from newsroom.desk.policy import StoryPolicy
from newsroom.desk.verbs import Verb
from newsroom.desk.viewsets import Filing, StoryViewSet

register_permission_policy(Story, StoryPolicy(Story))


@hooks.register("register_rich_text_features")
def register_features(registry: FeatureRegistry) -> None:
    features.register(registry)


@hooks.register("insert_global_admin_js")
def choosers() -> SafeString:
    return format_html('<script src="{}"></script>', static("desk/choosers.js"))


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [
        path("names/<slug:kind>/", views.names, name="desk_names"),
        path("stories/open/", views.open_story, name="desk_open"),
        path("stories/withdraw/<int:number>/", views.withdraw, name="desk_withdraw"),
        path("stories/share/<int:number>/", views.share, name="desk_share"),
        path("stories/share/end/<int:number>/", views.end_sharing, name="desk_end_sharing"),
    ]


@hooks.register("register_log_actions")
def log_actions(registry: LogActionRegistry) -> None:
    registry.register_action("desk.open", "Open", "Made it of something from elsewhere")
    registry.register_action("desk.withdraw", "Withdraw", "Withdrew it")
    registry.register_action("desk.withdrawal_ended", "Show again", "Showed it again")
    registry.register_action("desk.share", "Share", "Made a link that shows it before it is published")
    registry.register_action("desk.share_ended", "End sharing", "Ended a link to it")


@hooks.register("register_snippet_action_menu_item")
def withdraw_item(model: type[Model]) -> ActionMenuItem | None:
    return Verb("Withdraw…", "desk_withdraw", "publish", live=True) if model is Story else None


@hooks.register("register_snippet_action_menu_item")
def share_item(model: type[Model]) -> ActionMenuItem | None:
    return Verb("Share a preview…", "desk_share", "change") if model is Story else None


class OpenItem(MenuItem):
    """Shown to who may write stories."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("desk.add_story")


@hooks.register("register_admin_menu_item")
def open_item() -> MenuItem:
    return OpenItem("Open a file or page", reverse("desk_open"), icon_name="upload", order=150)


@hooks.register("construct_main_menu")
def without_pages(_request: HttpRequest, items: list[MenuItem]) -> None:
    """Stories are no pages of a tree, and the newsroom keeps no documents."""
    items[:] = [item for item in items if item.name not in ("explorer", "documents")]


@hooks.register("insert_global_admin_css")
def style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))


register_snippet(StoryViewSet)
register_snippet(Filing)
