"""What plays elsewhere, out of a page's frames, players and posts: a link with a title, never loaded."""

import re
from collections.abc import Iterator

from freesheet.intake.addresses import absolute, host
from freesheet.intake.page.context import Context
from freesheet.intake.page.parse import Element, classes
from freesheet.intake.tidy import tidy
from freesheet.story.nodes import Blocks, Embed

# Where a player's frame leads to the page that a person opens.
_PLAYERS = (
    (r"youtube(?:-nocookie)?\.com/embed/([\w-]{6,})", "https://www.youtube.com/watch?v={}", "Video on YouTube"),
    (r"player\.vimeo\.com/video/(\d+)", "https://vimeo.com/{}", "Video on Vimeo"),
    (r"dailymotion\.com/embed/video/(\w+)", "https://www.dailymotion.com/video/{}", "Video on Dailymotion"),
    (r"documentcloud\.org/documents/([\w-]+)", "https://www.documentcloud.org/documents/{}", "Document"),
    (r"open\.spotify\.com/embed/((?:episode|show|track)/\w+)", "https://open.spotify.com/{}", "Audio on Spotify"),
)
_POSTS = (
    ("twitter-tweet", "Post on X"),
    ("twitter-video", "Post on X"),
    ("instagram-media", "Post on Instagram"),
    ("tiktok-embed", "Video on TikTok"),
    ("fb-post", "Post on Facebook"),
    ("bluesky-embed", "Post on Bluesky"),
    ("mastodon-embed", "Post on Mastodon"),
    ("reddit-embed", "Post on Reddit"),
)
# Frames from here are charts, maps, documents and players; a frame without a title from anywhere else is a widget.
_SHOWS = re.compile(
    r"datawrapper|dwcdn|flourish|infogram|google\.[a-z.]+/maps|documentcloud|soundcloud|spotify|instagram|tiktok|"
    r"facebook\.com/(?:plugins/)?(?:video|post)|twitter\.com|podcasts\.apple|dailymotion|brightcove|jwplayer|jwplatform|"
    r"tableau|archive\.org|scribd|issuu|megaphone|simplecast|libsyn|buzzsprout|omny|acast|art19|npr\.org|c-span|"
    r"ted\.com|arcgis|observablehq|kaltura|giphy|youtu|vimeo|prezi|genially|thinglink|storymap|mapbox|openstreetmap|"
    r"knightlab|juxtapose|sketchfab|carto"
)
_IGNORED = re.compile(
    r"googletagmanager|doubleclick|ads?\.|facebook\.com/(plugins/like|tr)|recaptcha|about:|newsletter|subscribe|donate|"
    r"donorbox|mailchimp|disqus|pixel|platform\.twitter\.com/widgets/(?:follow|tweet_button)"
)


def embed(element: Element, context: Context) -> Embed | None:
    """A frame or a player as a link with a title; None when it leads nowhere."""
    address = address_of(element, context.base)
    if not address:
        return None
    title = tidy(element.get("title", "") or element.get("aria-label", ""))
    title = (
        ""
        if re.fullmatch(r"(youtube|vimeo)? ?(video|embedded)? ?(player|content|document)?", title, re.IGNORECASE)
        else title
    )
    for pattern, page, kind in _PLAYERS:
        if found := re.search(pattern, address):
            return Embed(page.format(found[1]), title or kind)
    kind = {"video": "Video", "audio": "Audio"}.get(element.tag) or ("Content" if _SHOWS.search(address) else "")
    if title or kind:
        return Embed(address, title or f"{kind} on {host(address)}")
    context.drop("frame", "It has no title, and where it leads is not known to show a story's part.", address)
    return None


def address_of(element: Element, base: str) -> str:
    """Where a frame or a player leads; empty for what only works the page, counts its readers or advertises."""
    address = absolute(next((source for source in _embed_sources(element) if source), ""), base)
    return address if address.startswith("http") and not _IGNORED.search(address) else ""


def _embed_sources(element: Element) -> Iterator[str]:
    for name in ("src", "data-src", "data-lazy-src", "data", "href"):
        yield element.get(name, "")
    for source in element.iter("source", "embed", "param"):
        if source.tag != "param" or source.get("name", "").lower() in {"movie", "src"}:
            yield source.get("src", "") or source.get("value", "")


def post_name(element: Element) -> str:
    """The name of a post from elsewhere; empty when the element is none."""
    named = classes(element)
    return next((name for marker, name in _POSTS if marker in named), "")


def post(element: Element, context: Context, transcript: Blocks) -> Embed | None:
    """A post from elsewhere, with its words as the transcript; None when it leads nowhere."""
    addresses = [absolute(link.get("href", ""), context.base) for link in element.iter("a")]
    named = [address for address in addresses if re.search(r"/status/|/p/|/video/|/posts?/|/reel", address)]
    given = element.get("data-instgrm-permalink", "") or element.get("cite", "")
    address = absolute(given, context.base) or next(reversed(named or addresses), "")
    return Embed(address, post_name(element), transcript=transcript) if address.startswith("http") else None
