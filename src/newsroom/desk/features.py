"""What the editor of running text has beyond Wagtail's: links with the page's title, notes, other languages."""

from typing import Any

from draftjs_exporter import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    HandlerState,
    InlineEntityElementHandler,
    InlineStyleElementHandler,
    LinkElementHandler,
)
from wagtail.admin.rich_text.editors.draftail import features as draftail
from wagtail.rich_text.feature_registry import FeatureRegistry

from freesheet.markup.links import href
from newsroom.desk.languages import LANGUAGE, LANGUAGES

_SCRIPT = ["desk/editor.js"]


class _Languages(draftail.Feature):
    """A control that asks for the language of a passage, and how a passage in each of the usual ones shows."""

    def __init__(self) -> None:
        super().__init__(js=_SCRIPT, css={"all": ["desk/desk.css"]})

    def construct_options(self, options: dict[str, Any]) -> None:
        styles = [{"type": LANGUAGE + tag, "style": {"borderBottom": "2px dotted currentColor"}} for tag in LANGUAGES]
        options.setdefault("controls", []).append({"type": "language"})
        options.setdefault("inlineStyles", []).extend(styles)


class _Link(LinkElementHandler):
    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        return {"url": attrs["href"], "title": attrs.get("title", "")}


class _Note(InlineEntityElementHandler):
    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        return {"text": attrs["data-note"]}


class _Language(InlineStyleElementHandler):
    """Text in another language; which one, its style says."""

    def __init__(self) -> None:
        super().__init__(LANGUAGE)

    def handle_starttag(
        self, name: str, attrs: list[tuple[str, str]], state: HandlerState, contentstate: object
    ) -> None:
        super().handle_starttag(name, attrs, state, contentstate)
        state.current_inline_styles[-1].style = LANGUAGE + dict(attrs)["lang"]

    def handle_endtag(self, name: str, state: HandlerState, contentstate: object) -> None:  # noqa: ARG002 — as told
        style = state.current_inline_styles.pop()
        style.length = len(state.current_block.text) - style.offset


def _link(props: dict[str, Any]) -> Any:
    address = href(props.get("url") or "")
    if not address:
        return props["children"]
    title = props.get("title") or ""
    return DOM.create_element("a", {"href": address, **({"title": title} if title else {})}, props["children"])


def _note(props: dict[str, Any]) -> Any:
    return DOM.create_element("span", {"data-note": props.get("text") or ""}, props["children"])


def _language(props: dict[str, Any]) -> Any:
    style = props["inline_style_range"]["style"]
    if not style.startswith(LANGUAGE):
        return props["children"]
    return DOM.create_element("span", {"lang": style.removeprefix(LANGUAGE)}, props["children"])


def register(features: FeatureRegistry) -> None:
    """Make these features known to the editor and to what keeps its text."""
    link = {
        "type": "LINK",
        "icon": "link",
        "description": "Link",
        # What of a pasted link is kept, and which links may be.
        "attributes": ["url", "title"],
        "allowlist": {"href": "^(http:|https:|mailto:|tel:)"},
    }
    note = {"type": "NOTE", "icon": "edit", "description": "Note", "attributes": ["text"]}
    features.register_editor_plugin("draftail", "story-link", draftail.EntityFeature(link, js=_SCRIPT))
    features.register_editor_plugin("draftail", "note", draftail.EntityFeature(note, js=_SCRIPT))
    features.register_editor_plugin("draftail", "language", _Languages())
    rules: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "story-link": ({"a[href]": _Link("LINK")}, {"entity_decorators": {"LINK": _link}}),
        "note": ({"span[data-note]": _Note("NOTE")}, {"entity_decorators": {"NOTE": _note}}),
        "language": ({"span[lang]": _Language()}, {"style_map": {"FALLBACK": _language}}),
    }
    for name, (coming, going) in rules.items():
        features.register_converter_rule(
            "contentstate", name, {"from_database_format": coming, "to_database_format": going}
        )
