import pytest
from hypothesis import given, strategies as st

from freesheet.serve.paths import file_name, location, quoted
from freesheet.site.media_types import media_type


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "index.html"),
        ("/story/", "story/index.html"),
        ("/story", "story"),
        ("/a/b.pdf", "a/b.pdf"),
        ("/café/", "café/index.html"),
        ("/a%20b", "a%20b"),
        ("/.well-known/security.txt", ".well-known/security.txt"),
        ("/.well-known/", ".well-known/index.html"),
        ("/...", None),
        ("", None),
        ("*", None),
        ("story", None),
        ("//", None),
        ("//example.org/", None),
        ("/a//b", None),
        ("/..", None),
        ("/../etc/passwd", None),
        ("/a/../b", None),
        ("/a/./b", None),
        ("/.", None),
        ("/.freesheet/search.db", None),
        ("/a/.git/config", None),
        ("/.well-known/.secret", None),
        ("/a/.well-known/x", None),
        ("/.well-known/../x", None),
        ("/a\\b", None),
        ("/..\\..\\x", None),
        ("/a\0.html", None),
        ("/" + "a" * 4000, None),
    ],
)
def test_the_file_that_a_path_names(path, name):
    assert file_name(path) == name


@given(st.lists(st.sampled_from(("a", "..", ".", "", ".b", "c.html", "\\", ".well-known")), max_size=6))
def test_no_path_leads_out_of_the_folder_or_to_what_is_hidden(segments):
    name = file_name("/" + "/".join(segments))
    if name is not None:
        assert not {"", ".", ".."} & set(name.split("/"))
        assert not any(segment.startswith(".") for segment in name.removeprefix(".well-known").split("/"))


def test_paths_and_addresses_are_encoded_for_headers():
    assert quoted("/café/a b\r\n?#%/") == "/caf%C3%A9/a%20b%0D%0A%3F%23%25/"
    assert (
        location("https://example.org/café?a=%20&b=é#c\r\n") == "https://example.org/caf%C3%A9?a=%20&b=%C3%A9#c%0D%0A"
    )


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a/index.html", "text/html; charset=utf-8"),
        ("feed.json", "application/feed+json"),
        ("a/story.json", "application/json"),
        ("feed.rss", "application/rss+xml; charset=utf-8"),
        ("feed.atom", "application/atom+xml; charset=utf-8"),
        ("a.zim", "application/x-zim"),
        ("a.EPUB", "application/epub+zip"),
        ("a.jsonld", "application/ld+json"),
        ("site.webmanifest", "application/manifest+json"),
        ("a.avif", "image/avif"),
        ("a.eml", "message/rfc822"),
        ("text.txt", "text/plain; charset=utf-8"),
        ("LICENSE", "application/octet-stream"),
        ("a.exe", "application/octet-stream"),
    ],
)
def test_what_files_are_called(name, kind):
    assert media_type(name) == kind
