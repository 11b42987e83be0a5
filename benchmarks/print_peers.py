"""The same sheet by other engines: HTML and CSS of comparable typography through WeasyPrint and a warm Chromium."""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import segno
from markupsafe import Markup

from freesheet.edition import Kit
from freesheet.markup.article import Article, Section, article
from freesheet.markup.html import Html
from freesheet.markup.notes import Endnote, endnotes
from freesheet.paper.publication import publication
from freesheet.pictures import fit
from freesheet.story.nodes import Issue, Link, Picture, Story

FONTS = files("freesheet.paper") / "fonts"
FACES = (
    ("Sheet Serif", "SourceSerif4-Regular.otf", "400", "normal"),
    ("Sheet Serif", "SourceSerif4-It.otf", "400", "italic"),
    ("Sheet Serif", "SourceSerif4-Bold.otf", "700", "normal"),
    ("Sheet Display", "SourceSerif4Display-Bold.otf", "700", "normal"),
    ("Sheet Sans", "LibreFranklin-Regular.ttf", "400", "normal"),
    ("Sheet Sans", "LibreFranklin-Bold.ttf", "700", "normal"),
)

# What makes WeasyPrint slow without making the page better is left out: boxes in a row, boxes that must not break.
# Letter, 0.68 in margins, two columns, 11 pt on 1.24 em, justified and hyphenated: the brief of the print edition.
CSS = """
@page { size: letter; margin: 0.68in 0.68in 0.8in;
  @bottom-left { content: "Freesheet"; font: 7.6pt "Sheet Sans" }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 7.6pt "Sheet Sans" } }
body { font: 11pt/1.24 "Sheet Serif"; margin: 0; hyphens: auto }
h1 { font: bold 31pt/1.05 "Sheet Display"; margin: 0 0 6pt; letter-spacing: -0.008em; hyphens: none }
.dek { font-size: 14.5pt; line-height: 1.2; margin: 0 0 8pt; hyphens: none }
.meta, figcaption, .kicker { font: 8.2pt/1.3 "Sheet Sans" }
.kicker { font-weight: bold }
figure { margin: 0 0 10pt } img.lead { width: 100%; display: block }
.body { columns: 2; column-gap: 0.25in; text-align: justify; widows: 2; orphans: 2 }
.body p { margin: 0; text-indent: 1.1em }
.body h2 { font: bold 11pt/1.24 "Sheet Serif"; margin: 13pt 0 3pt; break-after: avoid }
sup { font-size: 7pt; line-height: 0 } a { color: inherit; text-decoration: none }
.notes { font: 7.8pt/1.3 "Sheet Sans"; text-align: start; padding-inline-start: 1.4em; overflow-wrap: anywhere }
header { border-bottom: 2pt solid; overflow: hidden }
header b { font: bold 20pt "Sheet Display" }
header span { font: 7.8pt/1.3 "Sheet Sans"; text-align: end; float: inline-end }
footer { columns: 3; column-gap: 0.2in; border-block: 1pt solid; margin-top: 12pt; padding-block: 6pt }
footer { font: 7.8pt/1.3 "Sheet Sans"; overflow-wrap: anywhere }
footer h2 { font: bold 9pt "Sheet Sans"; margin: 0 0 3pt }
footer p { margin: 0 0 3pt }
footer img { width: 0.9in }
.imprint { font: 7.8pt "Sheet Sans"; margin: 5pt 0 0 }
"""


def _faces() -> str:
    return "".join(
        f'@font-face {{ font-family: "{family}"; src: url("file://{FONTS / file}"); '
        f"font-weight: {weight}; font-style: {style} }}\n"
        for family, file, weight, style in FACES
    )


def page(story: Story, kit: Kit) -> str:
    """One story as a page for a print engine that reads HTML and CSS."""
    told = article(story, kit.house)
    notes = endnotes(told)

    def link(node: Link, content: Markup, number: int | None) -> Markup:
        return Markup('<a href="{}">{}</a><sup>{}</sup>').format(node.address, content, number or "")

    html = Html(told.words, notes, image=lambda _picture: Markup(), link=link)
    imprint = publication(kit.house, kit.date(Issue.of(story)), story.language)
    return Markup(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>{}</title><style>{}</style></head><body>'
        "<header><span>{}<br>{}</span><b>{}</b></header>"
        '<p class="kicker">{}</p><h1>{}</h1><p class="dek">{}</p><p class="meta">{} {}</p>{}'
        '<div class="body">{}<ol class="notes">{}</ol></div>'
        '<footer>{}<section><img alt="QR code" src="{}"><p>{}</p></section></footer><p class="imprint">{}</p>'
        "</body></html>"
    ).format(
        story.language,
        told.headline,
        Markup(_faces() + CSS),
        imprint.number,
        imprint.date,
        kit.house.name,
        told.kicker,
        told.headline,
        told.dek,
        html.inlines(told.byline),
        " ".join(dated.line for dated in told.dates),
        _lead(told, html, kit),
        html.blocks(told.body),
        Markup().join(_note(note, html) for note in notes.notes),
        Markup().join(_section(section, html) for section in (told.appeal, *told.closing) if section),
        segno.make(told.address or "https://example.org").svg_data_uri(scale=2),
        told.address,
        imprint.line(),
    )


def _section(section: Section, html: Html) -> Markup:
    return Markup("<section><h2>{}</h2>{}</section>").format(section.title, html.blocks(section.blocks))


def _note(note: Endnote, html: Html) -> Markup:
    return Markup("<li>{} {}</li>").format(html.inlines(note.content), note.address)


def _lead(told: Article, html: Html, kit: Kit) -> Markup:
    if not told.lead:
        return Markup()
    return Markup('<figure><img class="lead" alt="{}" src="{}"><figcaption>{}</figcaption></figure>').format(
        told.lead.alt, _data(told.lead, kit), html.inlines(told.lead.caption)
    )


def _data(picture: Picture, kit: Kit) -> str:
    fitted = fit(kit.picture(picture.file), picture.file, width=1400, grey=True)
    return f"data:{fitted.media_type};base64,{base64.b64encode(fitted.data).decode()}"


@contextmanager
def weasyprint_engine(kit: Kit) -> Iterator[Callable[[Story], bytes]]:
    """WeasyPrint with tags and PDF/UA, fonts looked up once."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()

    def make(story: Story) -> bytes:
        return bytes(HTML(string=page(story, kit)).write_pdf(font_config=fonts, pdf_variant="pdf/ua-1"))

    yield make


@contextmanager
def chromium_engines(kit: Kit) -> Iterator[dict[str, Callable[[Story], bytes]]]:
    """A warm headless Chromium, three ways, by name.

    A tab for each story is how print services do it: what one story leaves behind is never another's. One tab for all
    of them spares it a process each time; replacing the tab's content spares it reading the typefaces too.
    """
    from playwright.sync_api import Page, sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=quiet)
        tab = browser.new_page()
        tab.goto("file:///")

        def printed(tab: Page) -> bytes:
            return tab.pdf(prefer_css_page_size=True, tagged=True, outline=True, print_background=True)

        def opened(story: Story, tab: Page = tab) -> bytes:
            file = Path(folder) / f"{story.slug}.html"
            file.write_text(page(story, kit), "utf-8")
            tab.goto(file.as_uri())
            return printed(tab)

        def apart(story: Story) -> bytes:
            with browser.new_page() as fresh:
                return opened(story, fresh)

        def replaced(story: Story) -> bytes:
            tab.set_content(page(story, kit), wait_until="load")
            return printed(tab)

        yield {
            "Chromium, warm, a tab for each story": apart,
            "Chromium, warm, one tab": opened,
            "Chromium, warm, one tab, new content": replaced,
        }
        browser.close()
