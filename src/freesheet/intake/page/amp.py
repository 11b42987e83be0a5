"""AMP's own elements as the plain ones that they stand for, so that nothing else needs to know them."""

import lxml.html

_PLAIN = {
    "amp-img": "img",
    "amp-anim": "img",
    "amp-video": "video",
    "amp-audio": "audio",
    "amp-iframe": "iframe",
    "amp-sidebar": "nav",
}
# What plays or stands elsewhere: the attribute that names it, the address that the name makes, the title of the link.
_FRAMES = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/embed/{}", ""),
    "amp-vimeo": ("data-videoid", "https://player.vimeo.com/video/{}", ""),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/embed/video/{}", ""),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}", "Post on X"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/", "Post on Instagram"),
    "amp-tiktok": ("data-src", "https://www.tiktok.com/embed/{}", "Video on TikTok"),
    "amp-facebook": ("data-href", "{}", "Post on Facebook"),
}
_ADS = ("amp-ad", "amp-sticky-ad", "amp-embed")


def without_amp(tree: lxml.html.HtmlElement) -> None:
    """Turn a page's AMP elements into plain ones."""
    for element in list(tree.iter(*_PLAIN)):
        _empty(element, "noscript")
        element.tag = _PLAIN[element.tag]
    for element in list(tree.iter(*_FRAMES)):
        # A post that is quoted in full is one already.
        if element.find(".//blockquote") is None:
            _frame(element)
    for element in tree.iter(*_ADS):
        element.tag = "div"
        element.set("class", "ad")


def _frame(element: lxml.html.HtmlElement) -> None:
    name, address, title = _FRAMES[element.tag]
    value = element.get(name, "")
    _empty(element, "*")
    element.tag = "iframe"
    element.set("src", address.format(value) if value else "")
    if title:
        element.set("title", title)


def _empty(element: lxml.html.HtmlElement, what: str) -> None:
    """Take out what stands in for an element while it loads."""
    for inner in element.findall(what):
        inner.drop_tree()
