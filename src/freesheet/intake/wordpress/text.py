"""A post's text as HTML: WordPress makes paragraphs of blank lines, and content of words in square brackets."""

import re
from collections.abc import Callable, Mapping
from html import escape, unescape

from freesheet.intake.arrival import Drop

_BLOCK = re.compile(
    r"</?(?:p|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|figure|figcaption|table|thead|tbody|tfoot|tr|td|th|pre|hr|aside|div|"
    r"section|article|header|footer|details|summary|iframe|video|audio|form|address|caption|br)\b[^>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_KEPT = re.compile(r"<(/?)(pre|textarea|script|style)\b", re.IGNORECASE)
# `[name a="b"]`, `[/name]`, and `[[name]]`, which shows the words themselves.
_SHORTCODE = re.compile(r"\[(\[?)(/?)([a-zA-Z][\w-]*)((?:\s[^\[\]]*)?)\](\]?)")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))|(\S+)""")
_CAPTIONED = re.compile(r"\[(?:wp_)?caption((?:\s[^\]]*)?)\](.*?)\[/(?:wp_)?caption\]", re.DOTALL)
_PICTURE = re.compile(r"\s*(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.IGNORECASE)
_ENCLOSED = re.compile(r"\[embed[^\]]*\]\s*(https?://[^\s\[]+)\s*\[/embed\]")
# An address on a line of its own, in a block or between them.
_ALONE = re.compile(r"(?:(?<=\n)|(?<=^)|(?<=<p>))[ \t]*(https?://[^\s<>\"\[\]]+)[ \t]*(?=\n|$|</p>)")
_BLOCKS = re.compile(r"<!--\s*/?wp:.*?-->", re.DOTALL)
_MORE = re.compile(r"<!--\s*(?:more|nextpage|noteaser)\b.*?-->")


def html_of(content: str, pictures: Callable[[str], str], drops: list[Drop]) -> str:
    """The HTML of a post. `pictures` gives the figure of an attachment by its number; what is left out is a drop."""
    made_of_blocks = "<!-- wp:" in content
    html = _CAPTIONED.sub(_figure, _ENCLOSED.sub(r"[embed \1]", _MORE.sub("", content)))
    html = _ALONE.sub(lambda found: _told_address(found[1]), _unfolded(html, pictures, drops))
    return _BLOCKS.sub("", html) if made_of_blocks else paragraphs(html)


def _figure(found: re.Match[str]) -> str:
    """A picture and the words after it as a figure; its words may stand in an attribute instead."""
    given, inside = _attributes(found[1]).get("caption", ""), found[2]
    picture = _PICTURE.match(inside)
    words = given or (inside[picture.end() :] if picture else "")
    return f"<figure>{picture[0] if picture else inside}<figcaption>{words.strip()}</figcaption></figure>"


def _told_address(address: str) -> str:
    """An address on a line of its own: WordPress shows what it leads to where it knows the site."""
    address = unescape(address)
    if re.match(r"https?://(www\.|m\.)?(youtu|vimeo|soundcloud|twitter|x\.com|instagram|tiktok|facebook)", address):
        return _shown(address)
    return f'<a href="{escape(address)}">{escape(address)}</a>'


def paragraphs(html: str) -> str:
    """Line ends in running text as they are shown: a blank line ends a paragraph, a single one breaks the line."""
    pieces = _TAG.split(html.replace("\r\n", "\n").replace("\r", "\n"))
    # A comment is nothing to be seen, nor a border.
    pieces = [piece for piece in pieces if not piece.startswith("<!--")]
    kept = 0
    for index, piece in enumerate(pieces):
        if found := _KEPT.match(piece):
            kept = max(kept + (-1 if found[1] else 1), 0)
        elif kept or piece.startswith("<"):
            continue
        else:
            before = not index or _BLOCK.fullmatch(pieces[index - 1])
            after = index == len(pieces) - 1 or _BLOCK.fullmatch(pieces[index + 1])
            text = piece.lstrip("\n") if before else piece
            text = text.rstrip("\n") if after else text
            text = re.sub(r"[ \t]*\n[ \t]*\n\s*", "<br><br>", text)
            pieces[index] = text.replace("\n", "<br>")
    return "".join(pieces)


def _unfolded(content: str, pictures: Callable[[str], str], drops: list[Drop]) -> str:
    """Shortcodes as what they show; those that nothing is known of are left out, their kinds are told, once each."""
    told = set[str]()

    def put(found: re.Match[str]) -> str:
        doubled, closing, name, rest, end = found.groups()
        if doubled and end:
            return found[0][1:-1]
        attributes = _attributes(rest)
        named = any(not key.isdigit() for key in attributes)
        if not (closing or named or name.lower() in KNOWN or f"[/{name}]" in content):
            # Words that an author put in brackets.
            return found[0]
        if maker := KNOWN.get(name.lower()):
            return doubled + ("" if closing else maker(attributes, pictures)) + end
        if name not in told:
            told.add(name)
            drops.append(Drop(f"[{name}]", "Only the site that it comes from knows what this shows.", found[0]))
        return doubled + end

    return _SHORTCODE.sub(put, content)


def _attributes(text: str) -> dict[str, str]:
    """The attributes of a shortcode; those without a name are told by their place: "0", "1"."""
    found, place = dict[str, str](), 0
    for match in _ATTRIBUTE.finditer(text.rstrip("/ ")):
        name, double, single, bare, alone = match.groups()
        if name:
            found[name.lower()] = double or single or bare or ""
        elif alone:
            found[str(place)] = alone.strip("\"'")
            place += 1
    return found


# ── What is known ────────────────────────────────────────────────────────────────────────────────────

Maker = Callable[[Mapping[str, str], Callable[[str], str]], str]


def _gallery(attributes: Mapping[str, str], pictures: Callable[[str], str]) -> str:
    return "".join(map(pictures, re.findall(r"\d+", attributes.get("ids", "") or attributes.get("include", ""))))


def _player(attributes: Mapping[str, str], _pictures: Callable[[str], str]) -> str:
    names = ("src", "mp3", "mp4", "m4a", "m4v", "ogg", "webm", "url", "0")
    address = next((attributes[name] for name in names if attributes.get(name, "").startswith("http")), "")
    return f'<video src="{escape(address)}"></video>' if address else ""


def _frame(attributes: Mapping[str, str], _pictures: Callable[[str], str]) -> str:
    address = attributes.get("src", "") or attributes.get("url", "") or attributes.get("0", "")
    return _shown(address, attributes.get("title", "")) if address.startswith("http") else ""


def _shown(address: str, title: str = "") -> str:
    return f'<iframe src="{escape(address)}" title="{escape(title)}"></iframe>'


KNOWN: Mapping[str, Maker] = {
    "gallery": _gallery,
    **dict.fromkeys(("audio", "video", "playlist"), _player),
    **dict.fromkeys(("embed", "youtube", "vimeo", "iframe", "soundcloud", "tweet", "instagram"), _frame),
}
