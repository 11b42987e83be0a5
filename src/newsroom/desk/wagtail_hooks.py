"""The desk's place in Wagtail: its lists, its editor, its menu."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from newsroom.desk import features
from newsroom.desk.viewsets import Filing, StoryViewSet


@hooks.register("register_rich_text_features")
def register_features(registry: FeatureRegistry) -> None:
    features.register(registry)


register_snippet(StoryViewSet)
register_snippet(Filing)
