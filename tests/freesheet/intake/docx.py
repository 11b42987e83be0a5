"""Word documents made by hand: the parts that Word writes, and nothing else."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = ("Title", "Subtitle", "Byline", "Quote", "Caption", "heading 1", "heading 2", "List Paragraph", "Fancy")
# Number 1 is a list of dots, number 2 a list of numbers; each has two levels.
NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/></w:lvl>'
    f'<w:lvl w:ilvl="1"><w:numFmt w:val="{kind}"/></w:lvl></w:abstractNum>'
    for number, kind in ((1, "bullet"), (2, "decimal"))
) + "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in (1, 2))
DRAWING = """<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">
<wp:docPr id="1" name="p" descr="{alt}"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>
<a:blip r:embed="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"""


def run(words: str, mark: str = "") -> str:
    return f'<w:r><w:rPr>{f"<w:{mark}/>" if mark else ""}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(content: str, style: str = "") -> str:
    content = content if content.startswith("<") else run(content)
    named = f'<w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{content}</w:p>"


def item(content: str, number: int, level: int = 0) -> str:
    """An item of a list, as Word writes it: a paragraph of a style for lists, with a number."""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f'<w:p><w:pPr><w:pStyle w:val="ListParagraph"/>{numbered}</w:pPr>{run(content)}</w:p>'


def deleted(words: str) -> str:
    return (
        f'<w:del w:id="1" w:author="Ed"><w:r><w:delText xml:space="preserve">{escape(words)}</w:delText></w:r></w:del>'
    )


def inserted(words: str) -> str:
    return f'<w:ins w:id="2" w:author="Ed">{run(words)}</w:ins>'


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def document(*parts: str, picture: bytes = b"", footnote: str = "", comment: str = "") -> bytes:
    note = f'<w:footnote w:id="2">{paragraph(footnote)}</w:footnote>'
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
        for name in STYLES
    )
    relations = f"""<Relationship Id="rId1" Type="{RELATION}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{RELATION}/footnotes" Target="footnotes.xml"/>
<Relationship Id="rId3" Type="{RELATION}/hyperlink" Target="https://a.example/?utm_source=x" TargetMode="External"/>
<Relationship Id="rId4" Type="{RELATION}/numbering" Target="numbering.xml"/>
<Relationship Id="rId5" Type="{RELATION}/comments" Target="comments.xml"/>
<Relationship Id="rId9" Type="{RELATION}/image" Target="media/image1.png"/>"""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/></Types>',
        "_rels/.rels": _relations(
            f'<Relationship Id="a" Type="{RELATION}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f"<w:document {W} {R}><w:body>{''.join(parts)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
        "word/footnotes.xml": f"<w:footnotes {W} {R}>{note}</w:footnotes>",
        "word/numbering.xml": f"<w:numbering {W}>{NUMBERING}</w:numbering>",
        "word/comments.xml": f'<w:comments {W} {R}><w:comment w:id="0">{paragraph(comment)}</w:comment></w:comments>',
        "word/_rels/document.xml.rels": _relations(relations),
        "word/media/image1.png": picture,
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _relations(inside: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )
