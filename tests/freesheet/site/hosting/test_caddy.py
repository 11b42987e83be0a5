"""The Caddyfile."""

from freesheet.house import House
from freesheet.site.hosting.caddy import caddy
from freesheet.site.hosting.headers import Rule, rules
from freesheet.site.redirects import Redirects

HOUSE = House(site="https://lantern.example.org/news")
TABLE = Redirects(
    {"/old/": "/new/", "/%C3%A9t%C3%A9/": "/new/#a{b}", "/?p=123": "/new/", '/a"b\\/': "/new/"},
    ("/x/",),
    {"/old/": 302},
)


def test_the_whole_file():
    table = (Rule("/*", {"A": 'b "c"'}), Rule("/*/print.pdf", {"Link": "<https://a/:splat/>"}))
    assert (
        caddy(table, TABLE, HOUSE, "/srv/{site}").decode()
        == r"""# Written by Freesheet at each press; changes to this file are lost. Import it in your Caddyfile.
lantern.example.org {
	root * "/srv/\{site\}"
	map {uri} {query_301} {
		"/?p=123" "/new/"
		default ""
	}
	map {path} {path_410} {
		"/x/" "gone"
		default ""
	}
	map {path} {path_302} {
		"/old/" "/new/"
		default ""
	}
	map {path} {path_301} {
		"/été/" "/new/#a\{b\}"
		"/a\"b\\/" "/new/"
		default ""
	}
	route {
		header * A "b \"c\""
		@rule1 path_regexp rule1 ^/(.*)/print\.pdf$
		header @rule1 Link "<https://a/{re.rule1.1}/>"
		@query_301 not vars {query_301} ""
		redir @query_301 {query_301} 301
		@path_410 not vars {path_410} ""
		error @path_410 410
		@path_302 not vars {path_302} ""
		redir @path_302 {path_302} 302
		@path_301 not vars {path_301} ""
		redir @path_301 {path_301} 301
		@hidden path_regexp /\.(?:[^w]|w[^e])
		error @hidden 404
		file_server {
			precompressed br gzip
		}
	}
	handle_errors {
		@page expression {err.status_code} in [404, 410]
		rewrite @page /{err.status_code}.html
		file_server @page
	}
}
"""
    )


def test_a_house_without_a_site_is_served_on_port_80():
    assert "\n:80 {\n" in caddy(rules(House()), Redirects({}), House(), "/srv").decode()
