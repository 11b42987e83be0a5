"""How evenly an engine sets its lines: the mean word gap of each full line, read back from the PDF."""

import subprocess
from itertools import pairwise
from pathlib import Path
from statistics import median

from lxml import etree

NS = {"x": "http://www.w3.org/1999/xhtml"}
# A line is full when it fills its column but for a hanging hyphen or comma.
FULL = 0.97


def mean_gaps(pdf: Path) -> list[float]:
    """The mean word gap, in points, of every full line of body text of five words or more."""
    xml = subprocess.run(["pdftotext", "-bbox-layout", pdf, "-"], check=True, capture_output=True).stdout
    tree = etree.fromstring(xml, etree.XMLParser(recover=True, resolve_entities=False, huge_tree=True))
    lines = [line for page in tree.iterfind(".//x:page", NS) for line in page.iterfind(".//x:line", NS)]
    widths = [_number(line, "xMax") - _number(line, "xMin") for line in lines]
    column = median(sorted(widths)[len(widths) // 3 : -len(widths) // 10 or None])
    full = [line for line, width in zip(lines, widths, strict=True) if FULL * column <= width <= column * 1.04]
    return [gap for line in full if (gap := _gap(line)) is not None]


def _gap(line: etree._Element) -> float | None:
    words = line.findall("x:word", NS)
    if len(words) < 5:
        return None
    return sum(_number(after, "xMin") - _number(before, "xMax") for before, after in pairwise(words)) / (len(words) - 1)


def _number(element: etree._Element, name: str) -> float:
    return float(element.get(name) or 0)


def loose(gaps: list[float], points: float = 6) -> float:
    """The share of lines whose mean gap is wider than so many points."""
    return sum(gap > points for gap in gaps) / max(1, len(gaps))
