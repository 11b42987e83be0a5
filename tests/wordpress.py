"""Exports of WordPress, made up: items with what tests want of them."""

SPACES = (
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"'
)
HEAD = (
    "<title>The Gauge</title><link>https://gauge.example.org</link><language>en-US</language>"
    "<wp:author><wp:author_login>ana</wp:author_login><wp:author_display_name>Ana Ruiz</wp:author_display_name>"
    "</wp:author><wp:author><wp:author_login>bo</wp:author_login><wp:author_first_name>Bo</wp:author_first_name>"
    "<wp:author_last_name>Lind</wp:author_last_name></wp:author>"
    "<wp:category><wp:term_id>7</wp:term_id><wp:category_nicename>water</wp:category_nicename></wp:category>"
)


def item(content: str = "<p>The river rose.</p>", more: str = "", **fields: str) -> str:
    told = {
        "post_id": "12", "post_date_gmt": "2019-05-01 12:00:00", "post_name": "gauge", "status": "publish",
        "post_type": "post",
    } | fields  # fmt: skip
    title = told.pop("title", "The gauge is wrong")
    link = told.pop("link", "https://gauge.example.org/2019/05/gauge/")
    return (
        f"<item><title>{title}</title><link>{link}</link><dc:creator>ana</dc:creator>"
        f"<guid>https://gauge.example.org/?p={told['post_id']}</guid>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded>{more}"
        + "".join(f"<wp:{name}>{value}</wp:{name}>" for name, value in told.items())
        + "</item>"
    )


def meta(key: str, value: str) -> str:
    return f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value></wp:postmeta>"


def term(way: str, slug: str, name: str) -> str:
    return f'<category domain="{way}" nicename="{slug}">{name}</category>'


def export(*items: str, head: str = HEAD) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><rss {SPACES}><channel>{head}{"".join(items)}</channel></rss>'
