"""The site's configuration for nginx: one file for its `http` block."""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from freesheet.house import House
from freesheet.site.addresses import FEEDS
from freesheet.site.hosting.headers import EVERYWHERE, FEED_JSON, RARE_TYPES, USUAL_TYPES, Rule
from freesheet.site.redirects import Redirects

# nginx keeps a pointer and a length beside each key, and rounds up to a power of two.
BESIDE_KEY = 34
LEAST_BUCKET = 128
GONE = "410"


def nginx(rules: Sequence[Rule], redirects: Redirects, house: House, root: str) -> bytes:
    """The maps of headers and redirects, and a server for the files below `root`."""
    moved = _moved(redirects)
    keys = [key for rows in moved.values() for key in rows]
    names = tuple(dict.fromkeys(name for rule in rules for name in rule.headers if name != "Content-Type"))
    text = "\n".join(
        (
            "# Written by Freesheet at each press; changes to this file are lost. Include it in the http block.",
            f"map_hash_bucket_size {_bucket(keys)};",
            f"map_hash_max_size {max(2048, 2 * len(keys))};",
            *(line for name in names for line in _header_map(name, rules)),
            *(line for (variable, of), rows in moved.items() for line in _map(variable, of, rows)),
            *_server(names, moved, house, root),
            "",
        )
    )
    return text.encode()


# ── Headers ──────────────────────────────────────────────────────────────────────────────────────────


def _header_map(name: str, rules: Sequence[Rule]) -> Iterator[str]:
    """The value of one header for each path. nginx takes the first expression that fits: the last rule comes first."""
    told = [(rule.path, rule.headers[name]) for rule in reversed(rules) if name in rule.headers]
    default = next((value for path, value in told if path == EVERYWHERE), "")
    yield f"map $uri ${_variable(name)} {{"
    yield f"    default {_quoted(default)};"
    for path, value in told:
        if path != EVERYWHERE:
            value = _quoted(value).replace(":splat", "$splat")
            yield f"    {_quoted('~' + _expression(path)) if '*' in path else _quoted(path)} {value};"
    yield "}"


def _variable(name: str) -> str:
    return f"freesheet_{name.lower().replace('-', '_')}"


def _expression(path: str) -> str:
    before, _, after = path.partition("*")
    rest = ".*".join(map(re.escape, after.split("*")))
    return f"^{re.escape(before)}(?<splat>.*){rest}$"


def _quoted(text: str) -> str:
    """A string; nginx knows no way to write a dollar sign that is none of a variable's."""
    kept = text if text.startswith("~") else text.replace("$", "%24")
    return '"' + kept.replace("\\", "\\\\").replace('"', '\\"') + '"'


# ── Redirects ────────────────────────────────────────────────────────────────────────────────────────

Moved = dict[tuple[str, str], dict[str, str]]


def _moved(redirects: Redirects) -> Moved:
    """For each status and for queries and paths, the old addresses with the new ones."""
    moved: Moved = {}
    for source, target in redirects.redirects.items():
        _put(moved, source, str(redirects.status(source)), target)
    for source in redirects.gone:
        _put(moved, source, GONE, "gone")
    return dict(sorted(moved.items(), reverse=True))


def _put(moved: Moved, source: str, status: str, target: str) -> None:
    """`$uri` is decoded and has no query; `$request_uri` is what the browser sent."""
    kind, of, key = ("query", "$request_uri", source) if "?" in source else ("path", "$uri", unquote(source))
    # nginx knows capitals from small letters in no map, and refuses a key that stands twice.
    moved.setdefault((f"freesheet_{kind}_{status}", of), {}).setdefault(key.lower(), target)


def _map(variable: str, of: str, rows: Mapping[str, str]) -> Iterator[str]:
    yield f"map {of} ${variable} {{"
    yield '    default "";'
    for key, target in rows.items():
        quoted = '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'
        yield f"    {quoted} {_quoted(target)};"
    yield "}"


def _bucket(keys: Sequence[str]) -> int:
    longest = max((len(key.encode()) for key in keys), default=0) + BESIDE_KEY
    return int(max(LEAST_BUCKET, 2 ** (longest - 1).bit_length()))


# ── Server ───────────────────────────────────────────────────────────────────────────────────────────


def _server(names: Sequence[str], moved: Moved, house: House, root: str) -> Iterator[str]:
    yield "server {"
    yield "    # For https, add `listen 443 ssl;` with a certificate, and send port 80 there."
    yield "    listen 80;"
    yield "    listen [::]:80;"
    yield f"    server_name {urlsplit(house.site).hostname or '_'};"
    yield f"    root {_quoted(root)};"
    yield "    index index.html;"
    yield "    charset utf-8;"
    yield "    charset_types text/plain text/css text/markdown;"
    yield "    absolute_redirect off;"
    yield "    server_tokens off;"
    yield "    default_type application/octet-stream;"
    yield "    types {"
    yield from (f"        {media_type} {ending};" for ending, media_type in sorted((USUAL_TYPES | RARE_TYPES).items()))
    yield "        image/jpeg jpeg;"
    yield "    }"
    yield "    # The compressed copies lie beside the files."
    yield "    gzip_static on;"
    yield "    gzip_vary on;"
    yield "    # With the ngx_brotli module, loaded by `load_module modules/ngx_http_brotli_static_module.so;`:"
    yield "    # brotli_static on;"
    yield from (f"    add_header {name} ${_variable(name)} always;" for name in names)
    for variable, _ in moved:
        if not variable.endswith(GONE):
            yield f"    if (${variable}) {{ return {variable.rpartition('_')[2]} ${variable}; }}"
    yield "    error_page 404 /404.html;"
    yield "    error_page 410 /410.html;"
    # In a location without `add_header`, the server's apply.
    yield "    location / {"
    # Not for the whole server: nginx asks again for the page of the error, and the map would answer as before.
    yield from (f"        if (${variable}) {{ return {GONE}; }}" for variable, _ in moved if variable.endswith(GONE))
    yield "        try_files $uri $uri/ =404;"
    yield "    }"
    yield "    location = /410.html { }"
    yield f"    location ~ /{re.escape(FEED_JSON)}$ {{ types {{ }} default_type {FEEDS[FEED_JSON]}; }}"
    yield r"    location ~ /\.(?!well-known/) { return 404; }"
    yield "}"
