"""The site's configuration for Caddy: one Caddyfile, which gets its own certificate."""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from freesheet.house import House
from freesheet.site.hosting.headers import EVERYWHERE, Rule
from freesheet.site.redirects import Redirects


def caddy(rules: Sequence[Rule], redirects: Redirects, house: House, root: str) -> bytes:
    """A site for the files below `root`; without a site in house.toml, on port 80."""
    lines = (
        "# Written by Freesheet at each press; changes to this file are lost. Import it in your Caddyfile.",
        f"{urlsplit(house.site).hostname or ':80'} {{",
        f"\troot * {_quoted(root)}",
        *_maps(redirects),
        # In a route, directives keep their order: of one header, the last rule's value stays.
        "\troute {",
        *(line for number, rule in enumerate(rules) for line in _headers(rule, number)),
        *_redirects(redirects),
        "\t\t@hidden path_regexp /\\.(?:[^w]|w[^e])",
        "\t\terror @hidden 404",
        "\t\tfile_server {",
        "\t\t\tprecompressed br gzip",
        "\t\t}",
        "\t}",
        "\thandle_errors {",
        "\t\t@page expression {err.status_code} in [404, 410]",
        "\t\trewrite @page /{err.status_code}.html",
        "\t\tfile_server @page",
        "\t}",
        "}",
        "",
    )
    return "\n".join(lines).encode()


def _headers(rule: Rule, number: int) -> Iterator[str]:
    matcher = "*" if rule.path == EVERYWHERE else f"@rule{number}"
    if rule.path != EVERYWHERE:
        yield f"\t\t{matcher} path_regexp rule{number} {_expression(rule.path)}"
    for name, value in rule.headers.items():
        told = _quoted(value).replace(":splat", f"{{re.rule{number}.1}}")
        yield f"\t\theader {matcher} {name} {told}"


def _expression(path: str) -> str:
    return "^" + "(.*)".join(re.escape(part) for part in path.split("*")) + "$"


def _quoted(text: str) -> str:
    """A string; braces would begin a placeholder."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("{", "\\{").replace("}", "\\}")
    return f'"{escaped}"'


# ── Redirects ────────────────────────────────────────────────────────────────────────────────────────


def _kinds(redirects: Redirects) -> Mapping[str, dict[str, str]]:
    """For queries and paths and each status, the old addresses with the new ones; queries come first."""
    kinds = dict[str, dict[str, str]]()
    told = [*((one, target, redirects.status(one)) for one, target in redirects.redirects.items())]
    for source, target, status in (*told, *((source, "gone", 410) for source in redirects.gone)):
        kind, key = ("query", source) if "?" in source else ("path", unquote(source))
        kinds.setdefault(f"{kind}_{status}", {})[key] = target
    return dict(sorted(kinds.items(), reverse=True))


def _maps(redirects: Redirects) -> Iterator[str]:
    for name, rows in _kinds(redirects).items():
        yield f"\tmap {{{'uri' if name.startswith('query') else 'path'}}} {{{name}}} {{"
        yield from (f"\t\t{_quoted(source)} {_quoted(target)}" for source, target in rows.items())
        yield '\t\tdefault ""'
        yield "\t}"


def _redirects(redirects: Redirects) -> Iterator[str]:
    for name in _kinds(redirects):
        status = name.rpartition("_")[2]
        yield f'\t\t@{name} not vars {{{name}}} ""'
        yield f"\t\terror @{name} 410" if status == "410" else f"\t\tredir @{name} {{{name}}} {status}"
