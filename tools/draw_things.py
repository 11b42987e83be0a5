"""The sample stories' things: a map of a route, a printer, a water meter, a chart, an ornament."""

import math
import random
from collections.abc import Callable
from io import BytesIO

from canvas import (
    BRICK,
    CORAL,
    DARK_WOOD,
    HEIGHT,
    INK,
    NIGHT,
    OAK,
    OCHRE,
    PAPER,
    PLUM,
    SAGE,
    SAND,
    SCALE,
    SEA,
    TEAL,
    WIDTH,
    WOOD,
    Canvas,
    Point,
    mixed,
    rectangle,
    rgba,
    ring,
    seeded,
    turned,
)
from PIL import Image, ImageDraw

# ── The carrier's route ──────────────────────────────────────────────────────────────────────────────

STREETS_ACROSS = (210.0, 330.0, 450.0, 585.0, 700.0, 830.0, 960.0)
STREETS_DOWN = (300.0, 430.0, 580.0, 710.0, 860.0, 1010.0, 1140.0, 1290.0, 1440.0)
# Corners of the route, as (street down, street across).
CORNERS = (
    (0, 5),
    (0, 3),
    (1, 3),
    (1, 1),
    (3, 1),
    (3, 2),
    (5, 2),
    (5, 0),
    (7, 0),
    (7, 2),
    (8, 2),
    (8, 4),
    (6, 4),
    (6, 5),
    (4, 5),
    (4, 4),
    (2, 4),
    (2, 5),
    (0, 5),
)


def route() -> Canvas:
    canvas, chance = Canvas("#e9dcc0"), seeded("route")
    tilt = -7.0

    def place(x: float, y: float) -> Point:
        return turned([(x, y)], 800, 533, tilt)[0]

    for left, right in zip((160, *STREETS_DOWN), (*STREETS_DOWN, 1700), strict=True):
        for upper, lower in zip((-160, -40, 90, *STREETS_ACROSS), (-40, 90, *STREETS_ACROSS, 1150), strict=True):
            park = (left, upper) == (STREETS_DOWN[4], STREETS_ACROSS[2])
            _houses(canvas, chance, (left, upper, right, lower), place, park=park)
    canal = [
        (640, 1200),
        (655, 900),
        (640, 770),
        (652, 640),
        (700, 520),
        (690, 380),
        (648, 300),
        (652, 100),
        (640, -80),
    ]
    canvas.line([place(x, y) for x, y in canal], "#5d9aa0", 44)
    canvas.line([place(x, y) for x, y in canal], "#86b7b6", 30)
    for x, y in ((645, 210), (657, 330), (692, 450), (676, 585), (646, 700), (648, 830)):
        canvas.polygon([place(*corner) for corner in rectangle(x - 44, y - 13, 88, 26)], PAPER)
    shore = [
        (-80, -80),
        (330, -80),
        (262, 70),
        (232, 190),
        (252, 330),
        (196, 470),
        (216, 640),
        (170, 800),
        (196, 960),
        (150, 1160),
        (-80, 1160),
    ]
    canvas.polygon(shore, SEA)
    for inset, shade in ((34, "#35747c"), (82, "#2d6971"), (140, "#265d67")):
        canvas.polygon([(x - inset, y) for x, y in shore], shade)
    for y in (250, 540, 700):
        canvas.box(90, y, 132, 20, OAK)
        canvas.box(90, y - 14, 20, 48, OAK)
    _boat(canvas, 62, 410, 1)
    _boat(canvas, 80, 860, -1)
    path = [place(STREETS_DOWN[down], STREETS_ACROSS[across]) for down, across in CORNERS]
    canvas.line(path, PAPER, 27)
    canvas.line(path, BRICK, 17)
    for x, y in path[:-1]:
        canvas.disc(x, y, 8.6, BRICK)
    for x, y in path[2:-1:3]:
        canvas.disc(x, y, 19, PAPER)
        canvas.disc(x, y, 11, INK)
    x, y = path[0]
    canvas.polygon([(x, y), (x - 34, y - 72), (x + 34, y - 72)], INK)
    canvas.disc(x, y - 84, 46, INK)
    canvas.box(x - 27, y - 102, 54, 37, PAPER, round_by=3)
    canvas.line([(x - 27, y - 101), (x, y - 80), (x + 27, y - 101)], INK, 4)
    _compass(canvas)
    return canvas


def _houses(
    canvas: Canvas,
    chance: random.Random,
    block: tuple[float, float, float, float],
    place: Callable[[float, float], Point],
    *,
    park: bool,
) -> None:
    """One block between four streets: a green, or lots with houses of all sizes."""
    left, upper, right, lower = block[0] + 14, block[1] + 13, block[2] - 14, block[3] - 13
    ground = [place(*corner) for corner in rectangle(left, upper, right - left, lower - upper)]
    canvas.polygon(ground, SAGE if park else "#d8c49c")
    if park:
        for _ in range(26):
            x, y = place(chance.uniform(left + 14, right - 14), chance.uniform(upper + 14, lower - 14))
            canvas.disc(x + 3, y + 4, 12, INK, 0.25)
            canvas.disc(x, y, 12, chance.choice(("#4f7257", "#5f8465", "#6f9470")))
        return
    lots = max(2, round((right - left) / 34))
    step = (right - left) / lots
    for number in range(lots):
        for near in (True, False):
            deep = chance.uniform(0.26, 0.42) * (lower - upper)
            y = upper + 4 if near else lower - deep - 4
            colour = chance.choice(("#c08a68", "#b97c5c", "#cfa57d", "#a8765c", "#bf9a77", "#c9866b"))
            corners = rectangle(left + number * step + 3, y, step - chance.uniform(5, 9), deep)
            canvas.polygon([place(*corner) for corner in corners], colour)
            canvas.polygon([place(*corner) for corner in rectangle(corners[0][0], y, (step - 9) / 2, deep)], INK, 0.1)


def _boat(canvas: Canvas, x: float, y: float, way: int) -> None:
    canvas.polygon([(x - 30 * way, y), (x + 34 * way, y), (x + 18 * way, y + 20), (x - 20 * way, y + 20)], PAPER)
    canvas.polygon([(x, y - 6), (x, y - 58), (x + 30 * way, y - 6)], OCHRE)


def _compass(canvas: Canvas) -> None:
    x, y = 1488, 932
    canvas.disc(x, y, 78, PAPER)
    canvas.disc(x, y, 70, INK)
    canvas.disc(x, y, 64, PAPER)
    canvas.polygon([(x, y - 56), (x + 15, y), (x - 15, y)], BRICK)
    canvas.polygon([(x, y + 56), (x + 15, y), (x - 15, y)], INK)
    canvas.disc(x, y, 6, PAPER)


# ── The printer ──────────────────────────────────────────────────────────────────────────────────────


def printer() -> Canvas:
    canvas, chance = Canvas("#2b4a50"), seeded("printer")
    for shelf in range(4):
        _shelf(canvas, chance, 36 + shelf * 188)
    canvas.glow([(900, -60), (1560, -60), (980, 900), (180, 900)], "#ffe3a3", 0.3, 26)
    canvas.glow([(1180, -60), (1260, -60), (660, 900), (540, 900)], "#2b4a50", 0.26, 10)
    canvas.box(0, 790, WIDTH, 290, WOOD)
    canvas.box(0, 790, WIDTH, 30, OAK)
    canvas.polygon([(180, 820), (980, 820), (860, 1067), (-40, 1067)], "#ffe3a3", 0.2)
    for x in range(60, WIDTH, 212):
        canvas.line([(x, 826), (x - 12, HEIGHT)], DARK_WOOD, 3, 0.4)
    canvas.disc(800, 812, 520, INK, 0.35, squash=0.05)
    canvas.box(380, 420, 840, 390, "#e9e2d2", round_by=34)
    canvas.box(380, 600, 840, 210, "#d3c9b4", round_by=34)
    canvas.box(380, 600, 840, 60, "#d3c9b4")
    canvas.box(1080, 420, 140, 390, INK, round_by=34, opacity=0.12)
    canvas.box(350, 380, 900, 72, "#f6f1e4", round_by=26)
    canvas.box(350, 424, 900, 28, "#bfb49c", round_by=14)
    canvas.box(470, 556, 560, 42, NIGHT, round_by=18)
    canvas.box(1070, 492, 112, 72, TEAL, round_by=10)
    canvas.text(1126, 530, "10", PAPER, 46, "mm")
    for place, colour in enumerate((OCHRE, SAGE, BRICK)):
        canvas.disc(1088 + place * 38, 604, 11, colour)
    _sheet(canvas)
    canvas.polygon([(424, 800), (1076, 800), (1120, 838), (380, 838)], "#bfb49c")
    canvas.box(380, 836, 740, 12, "#8f856f")
    canvas.polygon(turned(rectangle(1292, 772, 200, 20), 1392, 780, -4), PAPER)
    canvas.polygon(turned(rectangle(1286, 752, 206, 20), 1392, 760, 2), "#3f6fa0")
    canvas.polygon(turned(rectangle(1286, 752, 26, 20), 1392, 760, 2), "#2c527a")
    canvas.disc(1404, 726, 46, INK, squash=0.34)
    canvas.disc(1404, 720, 44, OCHRE, squash=0.34)
    canvas.disc(1404, 718, 34, "#dbe7e4", squash=0.34)
    canvas.polygon([(1442, 712), (1526, 690), (1530, 702), (1446, 726)], DARK_WOOD)
    return canvas


def _shelf(canvas: Canvas, chance: random.Random, top: float) -> None:
    colours = (BRICK, TEAL, OCHRE, PLUM, SAGE, PAPER, CORAL, "#3a5a86", SEA, SAND, "#7c3b36")
    canvas.box(0, top - 30, WIDTH, 190, NIGHT, opacity=0.45)
    x = -10.0
    while x < WIDTH:
        wide, tall = chance.uniform(22, 54), chance.uniform(96, 144)
        colour = mixed(chance.choice(colours), "#2b4a50", 0.3)
        if chance.random() < 0.07:
            x += wide * 1.5
            continue
        lean = chance.choice((0, 0, 0, 0, 0, 7))
        spine = turned(rectangle(x, top + 150 - tall, wide, tall), x, top + 150, lean)
        canvas.polygon(spine, colour)
        for share in (0.16, 0.22, 0.8):
            band = rectangle(x, top + 150 - tall + tall * share, wide, 5)
            canvas.polygon(turned(band, x, top + 150, lean), PAPER, 0.5)
        x += wide + (20 if lean else 2)
    canvas.box(0, top + 150, WIDTH, 18, DARK_WOOD)
    canvas.box(0, top + 150, WIDTH, 5, WOOD)


def _sheet(canvas: Canvas) -> None:
    """The page that comes out, with a heading, a picture and lines of type."""
    canvas.polygon([(540, 582), (960, 582), (1010, 800), (1016, 826), (470, 826), (482, 800)], INK, 0.25)
    canvas.polygon([(546, 576), (954, 576), (1000, 790), (1006, 816), (494, 816), (500, 790)], "#fffdf6")
    canvas.polygon([(582, 596), (850, 596), (856, 622), (576, 622)], INK)
    canvas.polygon([(572, 642), (736, 642), (732, 742), (550, 742)], CORAL)
    canvas.polygon([(550, 742), (640, 676), (690, 712), (714, 690), (732, 742)], TEAL)
    canvas.disc(610, 668, 13, PAPER)
    for row in range(7):
        y = 646 + row * 15
        canvas.line([(758, y), (938 + row * 3 - (60 if row == 6 else 0), y)], "#7f8a90", 5)
    for row in range(3):
        y = 760 + row * 16
        canvas.line([(546 - row * 4, y), (952 + row * 4 - (150 if row == 2 else 0), y)], "#7f8a90", 5)


# ── The meter ────────────────────────────────────────────────────────────────────────────────────────


def meter() -> Canvas:
    canvas, chance = Canvas("#39473f"), seeded("meter")
    for _ in range(170):
        x, y, radius = chance.uniform(0, WIDTH), chance.uniform(0, HEIGHT), chance.uniform(16, 60)
        canvas.polygon(
            ring(x, y, radius, 7, chance.random(), 0.8), chance.choice(("#44544a", "#303d36", "#4d5d50")), 0.8
        )
    for x, width in ((-20, 420), (1200, 420)):
        canvas.box(x, 440, width, 190, "#7d5326")
        canvas.box(x, 440, width, 70, "#b98543")
        canvas.box(x, 455, width, 20, "#e3bd78", opacity=0.8)
    for x in (300, 1212):
        canvas.polygon(ring(x + 44, 534, 136, 6, math.pi / 6, 1.0), "#94662f")
        canvas.box(x, 416, 88, 60, "#c79549")
    canvas.disc(824, 560, 470, NIGHT, 0.45)
    for radius, colour in (
        (462, "#7d5326"),
        (448, "#c99a4e"),
        (426, "#e6c27d"),
        (404, "#a8762f"),
        (388, "#5b3d1d"),
        (376, "#fbf7ea"),
    ):
        canvas.disc(800, 533, radius, colour)
    for mark in range(100):
        turn = mark / 100 * 2 * math.pi - math.pi / 2
        inner = 318 if mark % 10 == 0 else 336 if mark % 5 == 0 else 346
        ends = [(800 + r * math.cos(turn), 533 + r * math.sin(turn)) for r in (inner, 360)]
        canvas.line(ends, INK, 5 if mark % 10 == 0 else 2)
    for digit in range(10):
        turn = digit / 10 * 2 * math.pi - math.pi / 2
        canvas.text(800 + 284 * math.cos(turn), 533 + 284 * math.sin(turn), str(digit), INK, 44, "mm")
    canvas.box(586, 376, 428, 104, INK, round_by=10)
    for place, digit in enumerate("001284"):
        x = 596 + place * 69
        canvas.box(x, 386, 63, 84, PAPER if place < 6 else BRICK, round_by=5)
        canvas.box(x, 386, 63, 20, INK, opacity=0.2, round_by=5)
        canvas.box(x, 452, 63, 18, INK, opacity=0.2, round_by=5)
        canvas.text(x + 32, 430, digit, INK, 66, "mm")
    canvas.text(996, 530, "m", INK, 42, "rs")
    canvas.text(998, 512, "3", INK, 26, "ls")
    points = [ring(690, 640, 46 if spike % 2 == 0 else 19, 12, -math.pi / 2)[spike] for spike in range(12)]
    canvas.disc(690, 640, 56, SAND)
    canvas.polygon(points, BRICK)
    canvas.disc(690, 640, 9, PAPER)
    hand = [(792, 620), (800, 225), (808, 620)]
    canvas.polygon([(x + 8, y + 10) for x, y in turned(hand, 800, 533, 118)], INK, 0.25)
    canvas.polygon(turned(hand, 800, 533, 118), BRICK)
    canvas.disc(800, 533, 22, INK)
    canvas.disc(800, 533, 9, OCHRE)
    canvas.glow([(520, 300), (700, 180), (960, 220), (610, 560)], "#ffffff", 0.28, 40)
    return canvas


# ── The chart, and an ornament ───────────────────────────────────────────────────────────────────────


def missed_visits() -> Canvas:
    canvas = Canvas("#fbf7ee", 1600, 900)
    canvas.box(80, 64, 96, 12, BRICK)
    canvas.text(80, 140, "Visits to the county’s stream gauges", INK, 54)
    canvas.text(80, 196, "162 a year are due: six to each of 27", "#4a5661", 36)
    left, long = 250.0, 1160 / 170
    for mark in (0, 50, 100, 150):
        canvas.line([(left + mark * long, 250), (left + mark * long, 770)], "#d8cfbc", 2)
        canvas.text(left + mark * long, 812, str(mark), "#4a5661", 32, "ms")
    for row, (year, visits) in enumerate(((2022, 166), (2023, 121), (2024, 71), (2025, 58))):
        y = 266 + row * 128
        canvas.box(left, y, visits * long, 92, TEAL if year < 2024 else BRICK)
        canvas.text(left - 26, y + 46, str(year), INK, 42, "rm")
        canvas.text(left + 24, y + 46, str(visits), "#ffffff", 46, "lm")
    canvas.line([(left + 162 * long, 240), (left + 162 * long, 776)], INK, 4)
    canvas.text(left + 162 * long, 228, "due", INK, 34, "ms")
    canvas.text(80, 866, "Source: the contractor’s visit logs", "#4a5661", 28)
    return canvas


def ornament() -> bytes:
    """Three small waves on a clear ground."""
    image = Image.new("RGBA", (480 * SCALE, 60 * SCALE))
    pen = ImageDraw.Draw(image)
    for start in (130, 210, 290):
        path = [
            (x * SCALE, (30 + 11 * math.sin((x - start) / 60 * 2 * math.pi)) * SCALE) for x in range(start, start + 61)
        ]
        pen.line(path, rgba(TEAL), 4 * SCALE, joint="curve")
    out = BytesIO()
    image.resize((480, 60), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()
