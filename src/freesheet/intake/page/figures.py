"""Pictures, their captions and credits, and what plays elsewhere, out of a page's elements."""

import re
from collections.abc import Iterator

from freesheet.intake.addresses import absolute, host
from freesheet.intake.page.context import Context
from freesheet.intake.page.inlines import inlines
from freesheet.intake.page.parse import Element, classes, words
from freesheet.intake.tidy import tidy, tidy_inlines
from freesheet.story.nodes import Blocks, Embed, Inlines, Picture, Text
from freesheet.story.walk import text_of

# Pages of two pixels a dot ask for up to 2,000; wider ones are for zooming.
WIDEST = 2000
_LAZY = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-hi-res-src",
    "data-full-src",
    "data-image",
    "data-url",
    "src",
)
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_SPACER = re.compile(
    r"(spacer|blank|pixel|transparent|1x1|placeholder|lazy-?load|grey)[\w.-]*\.(gif|png|svg)|\.svg($|\?)|"
    r"pixel\.wp\.com|/b/ss/|doubleclick|scorecardresearch|quantserve|facebook\.com/tr|counter|gravatar|/avatars?/|"
    r"badge|/icons?/|emoji",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?<![a-z])(credits?|photo-?credit|copyright|attribution|source|photographer|byline|rights)(?![a-z])"
)
_CREDITED = re.compile(
    r"(?:^|(?<=[.!?”\"’')\]])\s|\s[|–—-]\s|\s[(\[])\s*"
    r"((?:photo(?:graph)?|image|picture|illustration|graphic|foto|bild)?\s*(?:credit|courtesy|by|via|:)[\s:]*[^.]{3,80}|"
    r"[^.()]{2,60}\s?/\s?(?:AP|AFP|Getty(?: Images)?|Reuters|EPA|AP Photo|Shutterstock|Unsplash|Flickr)[^.]{0,40}|"
    r"(?:AP Photo|Getty Images|Reuters|AFP)\s?/\s?[^.()]{2,60})[)\]]?\.?\s*$",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"(?<![a-z])(caption|cutline|legend|image-description|photo-description)s?(?![a-z])")
# Where a player's frame leads to the page that a person opens.
_PLAYERS = (
    (re.compile(r"youtube(?:-nocookie)?\.com/embed/([\w-]{6,})"), "https://www.youtube.com/watch?v={}", "Video on YouTube"),
    (re.compile(r"player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}", "Video on Vimeo"),
    (re.compile(r"dailymotion\.com/embed/video/(\w+)"), "https://www.dailymotion.com/video/{}", "Video on Dailymotion"),
    (re.compile(r"documentcloud\.org/documents/([\w-]+)"), "https://www.documentcloud.org/documents/{}", "Document on DocumentCloud"),
    (re.compile(r"open\.spotify\.com/embed/((?:episode|show|track)/\w+)"), "https://open.spotify.com/{}", "Audio on Spotify"),
)  # fmt: skip
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
_SHOWS = re.compile(r"datawrapper|dwcdn|flourish|infogram|google\.[a-z.]+/maps|documentcloud|soundcloud|spotify|facebook\.com/(?:plugins/)?(?:video|post)|twitter\.com|instagram|tiktok|podcasts\.apple|dailymotion|brightcove|jwplayer|jwplatform|tableau|archive\.org|scribd|issuu|megaphone|simplecast|libsyn|buzzsprout|omny|acast|art19|npr\.org|c-span|ted\.com|arcgis|observablehq|kaltura|giphy|youtu|vimeo|prezi|genially|thinglink|storymap|mapbox|openstreetmap|knightlab|juxtapose|sketchfab|polarbro|apple\.com/embed|carto")  # fmt: skip
_IGNORED_FRAMES = re.compile(r"googletagmanager|doubleclick|ads?\.|facebook\.com/(plugins|tr)|recaptcha|about:|newsletter|subscribe|donate|donorbox|mailchimp|disqus|pixel|platform\.twitter\.com/widgets/(?:follow|tweet_button)")  # fmt: skip


def picture(
    image: Element, context: Context, caption: Inlines = (), credit: tuple[str, str] = ("", "")
) -> Picture | None:
    """An `img` as a picture; None for a spacer, an icon or a tracking pixel."""
    source = source_of(image, context.base)
    if not source:
        return None
    alt = tidy(image.get("alt", ""))
    if context.titled_pictures and not caption and (title := tidy(image.get("title", ""))):
        caption, told = without_credit((Text(title),))
        credit = (told, "")
    alt = "" if re.search(r"\.(jpe?g|png|gif|webp)$|^(image|photo|img[_ -]?\d*)$", alt, re.IGNORECASE) else alt
    said = text_of(caption)
    alt = "" if alt and alt == said else alt
    credited = credit[0] or tidy(image.get("data-credit", "") or image.get("data-photo-credit", ""))
    described = " ".join(part for part in (alt, said, credited) if part)
    return Picture(
        context.gallery.hang(source, described),
        alt=alt,
        decorative=image.get("role") == "presentation",
        caption=caption,
        credit=credited,
        credit_address=credit[1],
    )


def source_of(image: Element, base: str) -> str:
    """Where a picture's best copy is: an address, or a path beside the page; empty for none worth having."""
    if _is_tiny(image):
        return ""
    for source in _sources(image):
        if source.startswith("data:"):
            if len(source) < 4000 or "svg" in source[:30]:
                continue
            return source
        if _SPACER.search(source) or source.startswith(("about:", "blob:", "javascript:")):
            continue
        # A relative path may be a file beside a saved page; the gallery looks there first.
        return absolute(source, base) or source if re.match(r"[a-z]+:|/", source) else source
    return ""


def _is_tiny(image: Element) -> bool:
    sizes = [re.sub(r"px$", "", image.get(side, "")) for side in ("width", "height")]
    return any(size.isdigit() and int(size) < 48 for size in sizes)


def _sources(image: Element) -> Iterator[str]:
    holders = [image]
    parent = image.getparent()
    if parent is not None and parent.tag == "picture":
        holders += list(parent.iter("source"))
    # A page saved by a browser has its copy in `src`; what the page's maker meant stands in `srcset` and `data-…`.
    saved = image.get("src", "")
    if saved and not re.match(r"(https?:)?//|data:|/", saved):
        yield saved
    for holder in holders:
        for name in _LAZY_SETS:
            if best := _widest(holder.get(name, "")):
                yield best
    for name in _LAZY:
        if value := image.get(name, "").strip():
            yield value


def _widest(sources: str) -> str:
    """The widest of a `srcset` that is not wider than any edition needs."""
    best, width = "", 0.0
    for candidate in re.findall(r"(\S+)\s+([\d.]+)([wx])\s*(?:,|$)", sources):
        address, size, unit = candidate
        pixels = float(size) * (1 if unit == "w" else 800) if size.replace(".", "", 1).isdigit() else 0.0
        if width < pixels <= WIDEST or not best:
            best, width = address, pixels
    return best


def figure(element: Element, context: Context) -> Iterator[Picture]:
    """The pictures of a figure; the last one carries the caption and the credit."""
    images = [image for image in _images(element) if source_of(image, context.base)]
    caption, credit = caption_of(element, context)
    for index, image in enumerate(images):
        last = index == len(images) - 1
        found = picture(image, context, caption if last else (), credit if last else ("", ""))
        if found:
            yield found


def _images(element: Element) -> list[Element]:
    images = list(element.iter("img"))
    if not images:
        # A page that fills its pictures by script keeps plain ones for readers without.
        for fallback in element.iter("noscript"):
            images.extend(fallback.iter("img"))
    return images


def caption_of(figure: Element, context: Context) -> tuple[Inlines, tuple[str, str]]:
    """A figure's caption, and its credit with the address that it leads to."""
    holder = next(_captions(figure), None)
    if holder is None:
        return (), next(_credits(figure, None, context), ("", ""))
    credit = next(_credits(figure, holder, context), ("", ""))
    content = tidy_inlines(inlines(holder, context))
    if credit[0]:
        return content, credit
    rest, told = without_credit(content)
    return rest, (told, "")


def _captions(figure: Element) -> Iterator[Element]:
    yield from figure.iter("figcaption")
    for element in figure.iter("p", "div", "span", "dd", "small", "em", "td"):
        if _CAPTION.search(classes(element)) and words(element) and not element.findall(".//img"):
            yield element


def _credits(figure: Element, caption: Element | None, context: Context) -> Iterator[tuple[str, str]]:
    """Each credit that is marked as one; it is taken out of the caption."""
    for element in list(figure.iter("span", "div", "p", "small", "cite", "a", "em", "li", "figcaption")):
        text = tidy(words(element))
        if (
            element is caption
            or not text
            or len(text) > 160
            or (not _CREDIT.search(classes(element)) and element.tag != "cite")
        ):
            continue
        link = element if element.tag == "a" else next(iter(element.iter("a")), None)
        address = absolute(link.get("href", ""), context.base) if link is not None else ""
        element.drop_tree()
        yield (bare_credit(text), address if address.startswith("http") else "")


def bare_credit(text: str) -> str:
    """A credit without brackets and without the word "Credit:"; "Photo by" stays, since it says whose work it is."""
    text = tidy(text).strip(" ()[]|")
    return re.sub(r"^((photo|image|picture)s? )?(credits?|copyright)\s*:?\s+", "", text, flags=re.IGNORECASE).strip(
        " :"
    )


def without_credit(content: Inlines) -> tuple[Inlines, str]:
    """A caption and the credit at its end, where it is plain text."""
    if not content or not isinstance(content[-1], Text):
        return content, ""
    last = content[-1].text
    found = _CREDITED.search(last)
    if not found:
        return content, ""
    rest = last[: found.start() + (1 if last[found.start() : found.start() + 1] in ".!?" else 0)].rstrip(" |–—-(")
    return (*content[:-1], *([Text(rest)] if rest else [])), bare_credit(found[1])


def embed(element: Element, context: Context) -> Embed | None:
    """A frame or a player as a link with a title; None when it leads nowhere."""
    source = next((source for source in _embed_sources(element) if source), "")
    address = absolute(source, context.base)
    if not address.startswith("http") or _IGNORED_FRAMES.search(address):
        return None
    title = tidy(element.get("title", "") or element.get("aria-label", ""))
    title = (
        ""
        if re.fullmatch(r"(youtube|vimeo)? ?(video|embedded)? ?(player|content|document)?", title, re.IGNORECASE)
        else title
    )
    for pattern, page, kind in _PLAYERS:
        if found := pattern.search(address):
            return Embed(page.format(found[1]), title or kind)
    kind = {"video": "Video", "audio": "Audio"}.get(element.tag) or ("Content" if _SHOWS.search(address) else "")
    return Embed(address, title or f"{kind} on {host(address)}") if title or kind else None


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
