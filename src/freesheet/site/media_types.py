"""What a server calls each kind of file, in one table, so that it does not depend on the machine."""

from pathlib import PurePosixPath

OTHER = "application/octet-stream"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xhtml": "application/xhtml+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".webmanifest": "application/manifest+json",
    ".rss": "application/rss+xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".xsl": "application/xslt+xml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".ico": "image/vnd.microsoft.icon",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".otf": "font/otf",
    ".ttf": "font/ttf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
    ".zim": "application/x-zim",
    ".zip": "application/zip",
    ".gz": "application/gzip",
    ".eml": "message/rfc822",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".db": "application/vnd.sqlite3",
}
# Names that say nothing by their ending: a JSON Feed is told from other JSON by its own name.
NAMES = {
    "feed.json": "application/feed+json",
    **dict.fromkeys(("_headers", "_redirects", "caddyfile", "nginx.conf"), TYPES[".txt"]),
}


def media_type(path: str) -> str:
    """The Content-Type of a file, by its name."""
    name = PurePosixPath(path).name.lower()
    return NAMES.get(name) or TYPES.get(PurePosixPath(name).suffix, OTHER)
