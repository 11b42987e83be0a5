"""The desk's place in Wagtail: its lists, its editor, its menu."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from newsroom.desk import features, views
from newsroom.desk.models import Story
from newsroom.desk.policy import StoryPolicy
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
    return [path("names/<slug:kind>/", views.names, name="desk_names")]


register_snippet(StoryViewSet)
register_snippet(Filing)
