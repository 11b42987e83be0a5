"""The sample stories' places: a mailroom, a river in flood, a clinic at dusk, a ferry."""

import math
import random

from canvas import (
    BRICK,
    CORAL,
    DARK_WOOD,
    HEIGHT,
    INK,
    MIST,
    NIGHT,
    OAK,
    OCHRE,
    PAPER,
    PLUM,
    SAGE,
    SAND,
    SEA,
    TEAL,
    WIDTH,
    WOOD,
    Canvas,
    mixed,
    rectangle,
    seeded,
    turned,
    wave,
)

# ── The mailroom ─────────────────────────────────────────────────────────────────────────────────────


def mailroom() -> Canvas:
    canvas, chance = Canvas(DARK_WOOD), seeded("mailroom")
    wide, tall, left, top = 172, 148, 30, 26
    for row in range(5):
        for column in range(9):
            x, y = left + column * wide, top + row * tall
            canvas.box(x, y, wide - 12, tall - 12, NIGHT)
            canvas.polygon([(x, y), (x + wide - 12, y), (x + wide - 34, y + 20), (x + 22, y + 20)], INK, 0.9)
            _post(canvas, chance, x + 10, y + tall - 14, 0 if (row, column) == (2, 5) else None)
            canvas.box(x - 12, y + tall - 12, wide, 12, OAK)
            canvas.box(x - 12, y - 12, 12, tall, WOOD)
            canvas.box(x + wide / 2 - 28, y + tall - 10, 44, 8, SAND, round_by=2)
    canvas.glow([(370, 80), (430, 80), (1180, 1067), (-260, 1067)], OCHRE, 0.34, 46)
    canvas.box(0, 770, WIDTH, 300, WOOD)
    canvas.box(0, 770, WIDTH, 26, OAK)
    canvas.glow([(40, 812), (860, 812), (1120, 1067), (-240, 1067)], OCHRE, 0.5, 46)
    _sack(canvas)
    for number in range(13):
        tilt = chance.uniform(-4, 4)
        sheet = rectangle(250 + chance.uniform(-10, 10), 818 - number * 11, 250, 13)
        canvas.polygon(turned(sheet, 375, 818 - number * 11, tilt / 3), mixed(PAPER, SAND, chance.random()))
    letter = rectangle(600, 842, 300, 176)
    canvas.polygon(turned([(x + 10, y + 12) for x, y in letter], 750, 930, -9), INK, 0.35)
    canvas.polygon(turned(letter, 750, 930, -9), PAPER)
    for points in ([(600, 842), (750, 946), (900, 842)],):
        canvas.line(turned(points, 750, 930, -9), "#b59f78", 4)
    canvas.polygon(turned(rectangle(852, 854, 36, 44), 750, 930, -9), BRICK)
    canvas.line([(400, 0), (400, 60)], INK, 7)
    canvas.polygon([(352, 52), (448, 52), (520, 132), (280, 132)], TEAL)
    canvas.polygon([(352, 52), (388, 52), (350, 132), (280, 132)], SEA, 0.6)
    canvas.disc(400, 134, 40, "#fff3cf", squash=0.5)
    return canvas


def _post(canvas: Canvas, chance: random.Random, x: float, floor: float, most: int | None) -> None:
    """Letters in a pigeonhole: upright and leaning, in flat stacks, or one with its face to the front."""
    colours = (PAPER, PAPER, SAND, MIST, "#efe0c0", "#e8d9bd", OCHRE, CORAL, SAGE)
    way = chance.choice(("upright", "stack", "stack", "face")) if most is None else "none"
    at = x
    if way == "upright":
        for _ in range(chance.choice((3, 6, 9))):
            thick, tall = chance.uniform(6, 13), chance.uniform(64, 92)
            standing = turned(rectangle(at, floor - tall, thick, tall), at, floor, chance.uniform(0, 15))
            canvas.polygon(standing, chance.choice(colours))
            canvas.line([standing[1], standing[2]], INK, 2, 0.45)
            at += thick + chance.uniform(0, 5)
    if way in ("stack", "face"):
        layers = chance.choice((3, 6, 9, 11)) if way == "stack" else chance.choice((1, 2, 3))
        for layer in range(layers):
            wide, start = chance.uniform(104, 124), chance.uniform(0, 12)
            canvas.box(x + start, floor - 9 - layer * 9, wide, 8, chance.choice(colours), round_by=1)
        if way == "face":
            y = floor - 9 * layers - 3
            letter = turned(rectangle(x + 12, y - 66, 104, 66), x + 12, y, chance.uniform(-5, 5))
            canvas.polygon(letter, chance.choice((PAPER, SAND, MIST)))
            middle = ((letter[0][0] + letter[1][0]) / 2, y - 28)
            canvas.line([letter[0], middle, letter[1]], "#b59f78", 3)


def _sack(canvas: Canvas) -> None:
    body = [(1130, 1067), (1104, 900), (1150, 770), (1216, 716), (1200, 660), (1300, 690), (1402, 652)]
    body += [(1386, 716), (1452, 772), (1502, 900), (1480, 1067)]
    canvas.polygon([(x + 34, y + 6) for x, y in body], INK, 0.35)
    for x, y, lean, colour in (
        (1236, 596, -16, PAPER),
        (1288, 570, 4, MIST),
        (1330, 600, 18, PAPER),
        (1270, 612, -4, CORAL),
    ):
        canvas.polygon(turned(rectangle(x - 46, y, 92, 150), x, y + 150, lean), colour)
    canvas.polygon(body, "#cbb68d")
    canvas.polygon(
        [
            (1402, 652),
            (1386, 716),
            (1452, 772),
            (1502, 900),
            (1480, 1067),
            (1392, 1067),
            (1420, 900),
            (1372, 770),
            (1330, 716),
        ],
        "#a8926a",
    )
    canvas.polygon([(1206, 708), (1392, 708), (1398, 734), (1200, 734)], BRICK)
    for x, y in ((1190, 830), (1176, 930)):
        canvas.line([(x, y), (x + 40, y + 90), (x + 36, y + 150)], "#a8926a", 5)


# ── The river ────────────────────────────────────────────────────────────────────────────────────────


def gauge() -> Canvas:
    canvas, chance = Canvas(MIST), seeded("river")
    canvas.slope(0, 520, ("#8d9aa0", "#b3b8b3", "#d9cfb8"))
    canvas.polygon(
        [(0, 430), (220, 372), (520, 404), (800, 350), (1130, 398), (1400, 356), (1600, 392), (1600, 560), (0, 560)],
        "#8b9a94",
    )
    canvas.polygon([(0, 470), (340, 430), (700, 452), (1080, 426), (1600, 458), (1600, 570), (0, 570)], "#6f837f")
    for place, (x, width, height, colour) in enumerate(
        (
            (40, 150, 150, BRICK),
            (206, 128, 190, PAPER),
            (350, 176, 140, OCHRE),
            (544, 132, 204, SEA),
            (694, 160, 152, PAPER),
            (872, 120, 176, CORAL),
        )
    ):
        _house(canvas, x, 560, width, height, colour, chimney=place % 2 == 0)
    canvas.polygon(wave(538, 5, 210, 0), "#8a7350")
    for x, width, colour in (
        (40, 150, BRICK),
        (206, 128, PAPER),
        (350, 176, OCHRE),
        (544, 132, SEA),
        (694, 160, PAPER),
        (872, 120, CORAL),
    ):
        for depth in range(7):
            inset = chance.uniform(0, 18)
            canvas.box(
                x + inset, 556 + depth * 17, width - 2 * inset, 8, colour, round_by=4, opacity=0.36 - depth * 0.045
            )
    shades = ("#856d49", "#7a6342", "#6f5a3c", "#634f36", "#574630", "#4b3c2b")
    for number, shade in enumerate(shades):
        y = 640 + number * 72
        canvas.polygon(wave(y, 9 + number * 2, 300 + number * 60, number * 170), shade)
        for _ in range(7):
            x, length = chance.uniform(-40, 1560), chance.uniform(70, 220)
            canvas.line([(x, y + 34), (x + length / 2, y + 28), (x + length, y + 34)], SAND, 4, 0.38)
    _board(canvas)
    canvas.polygon(wave(884, 11, 420, 90), "#574630")
    canvas.polygon(wave(968, 14, 520, 300), "#4b3c2b")
    for x, y, length in ((1080, 868, 90), (1300, 872, 120), (1030, 910, 160), (1290, 925, 190)):
        canvas.line([(x, y), (x + length / 2, y - 7), (x + length, y)], PAPER, 6, 0.75)
    _willow(canvas, chance)
    for _ in range(150):
        x, y = chance.uniform(-100, 1700), chance.uniform(-40, 1000)
        length = chance.uniform(26, 62)
        canvas.line([(x, y), (x - length * 0.3, y + length)], PAPER, 2.2, 0.36)
    return canvas


def _house(canvas: Canvas, x: float, floor: float, width: float, height: float, colour: str, *, chimney: bool) -> None:
    top = floor - height
    if chimney:
        canvas.box(x + width * 0.68, top - 74, 24, 70, DARK_WOOD)
    canvas.box(x, top, width, height, colour)
    canvas.box(x + width * 0.72, top, width * 0.28, height, INK, opacity=0.16)
    canvas.polygon([(x - 12, top + 4), (x + width / 2, top - 62), (x + width + 12, top + 4)], INK)
    for column in (0.16, 0.58):
        canvas.box(x + width * column, top + 26, width * 0.25, 44, NIGHT)
        canvas.box(x + width * column - 4, top + 68, width * 0.25 + 8, 7, PAPER)
        canvas.box(x + width * column, top + 118, width * 0.25, 44, NIGHT)


def _board(canvas: Canvas) -> None:
    """The gauge board, with a mark for each tenth of a meter."""
    x, top, width = 1130, 150, 128
    canvas.box(x + 16, top + 14, width, 900, INK, opacity=0.3)
    canvas.box(x + width / 2 - 16, 70, 32, 900, DARK_WOOD)
    canvas.box(x, top, width, 800, PAPER, round_by=6)
    for mark in range(10):
        y = top + 18 + mark * 76
        colour = BRICK if mark < 4 else INK
        for step in range(0, 5, 2):
            canvas.box(x + 12, y + step * 15, 34 if step else 56, 15, colour)
        canvas.text(x + 118, y + 34, str(48 - mark * 2), colour, 34, "rs")
    canvas.box(x, top, 12, 800, INK, opacity=0.14)


def _willow(canvas: Canvas, chance: random.Random) -> None:
    for strand in range(22):
        x = -30 + strand * 19 + chance.uniform(-8, 8)
        end = 330 - strand * 9 + chance.uniform(-60, 80)
        path = [(x + 16 * math.sin(t / 3.2 + strand), -10 + t * end / 12) for t in range(13)]
        canvas.line(path, "#38493c", 3.4)
        for a, b in path[2:]:
            side = 1 if chance.random() > 0.5 else -1
            canvas.polygon(
                [(a, b), (a + 9 * side, b + 10), (a + 4 * side, b + 30)],
                chance.choice(("#4f6650", "#5f7759", "#465b48")),
            )


# ── The clinic ───────────────────────────────────────────────────────────────────────────────────────


def clinic() -> Canvas:
    canvas, chance = Canvas(NIGHT), seeded("clinic")
    canvas.slope(0, 760, ("#27304f", "#4a4470", "#8a5b7c", "#d4826f", "#efb97c"))
    for _ in range(60):
        canvas.disc(chance.uniform(0, WIDTH), chance.uniform(0, 300), chance.uniform(0.8, 2.2), PAPER, 0.7)
    limb = [(1310 + 50 * math.cos(t / 20), 170 + 50 * math.sin(t / 20)) for t in range(12, 76)]
    shade = [(1331 + 45 * math.cos(t / 20), 156 + 45 * math.sin(t / 20)) for t in range(68, 22, -1)]
    canvas.polygon(limb + shade, "#f6e7c3")
    skyline = [
        (0, 640),
        (90, 640),
        (90, 590),
        (170, 590),
        (170, 622),
        (250, 622),
        (250, 540),
        (286, 540),
        (286, 622),
        (420, 622),
        (420, 580),
        (520, 580),
        (520, 760),
        (0, 760),
    ]
    canvas.polygon(skyline, "#4b3a5a")
    canvas.polygon([(WIDTH - x * 0.9, y + 14) for x, y in skyline], "#4b3a5a")
    for x in (70, 1470):
        canvas.line([(x, 640), (x, 380), (x + 130, 352)], "#4b3a5a", 11)
        canvas.line([(x, 440), (x + 70, 366)], "#4b3a5a", 6)
        canvas.line([(x + 126, 354), (x + 126, 420)], "#4b3a5a", 3)
    canvas.box(0, 745, WIDTH, 330, "#2a2438")
    canvas.polygon([(0, 830), (WIDTH, 830), (WIDTH, HEIGHT), (0, HEIGHT)], "#1d1a2b")
    canvas.box(0, 820, WIDTH, 13, "#5d4b63")
    canvas.box(330, 450, 860, 372, "#34405a")
    canvas.box(330, 450, 860, 372, PLUM, opacity=0.25)
    canvas.box(304, 424, 912, 40, "#20263c")
    canvas.box(304, 424, 912, 7, CORAL, opacity=0.8)
    for row in range(8):
        canvas.line([(330, 500 + row * 40), (1190, 500 + row * 40)], "#20263c", 2, 0.5)
    for x in (390, 560, 1030):
        canvas.box(x, 530, 130, 150, "#1a2036")
        canvas.line([(x + 65, 530), (x + 65, 680)], "#34405a", 6)
        canvas.polygon([(x, 530), (x + 60, 530), (x, 620)], "#8a5b7c", 0.35)
    _lit(canvas)
    canvas.box(920, 548, 90, 274, "#20263c")
    canvas.box(930, 558, 70, 264, "#1a2036")
    canvas.box(940, 572, 50, 120, "#8a5b7c", opacity=0.3)
    canvas.disc(992, 712, 5, OCHRE)
    canvas.box(944, 610, 42, 34, PAPER)
    canvas.box(1096, 352, 84, 84, BRICK, round_by=8)
    canvas.box(1130, 368, 16, 52, PAPER)
    canvas.box(1112, 386, 52, 16, PAPER)
    _stop(canvas)
    return canvas


def _lit(canvas: Canvas) -> None:
    """The one window with a light in it, somebody behind it, and its light on the pavement."""
    canvas.glow([(720, 520), (900, 520), (900, 690), (720, 690)], OCHRE, 0.65, 60)
    canvas.box(728, 524, 164, 162, "#ffd98a")
    canvas.box(728, 524, 164, 60, "#fff0c4")
    canvas.disc(806, 606, 21, DARK_WOOD)
    canvas.polygon([(768, 686), (776, 640), (806, 626), (838, 640), (848, 686)], TEAL)
    canvas.line([(810, 524), (810, 556)], INK, 3)
    canvas.polygon([(792, 572), (828, 572), (818, 554), (802, 554)], INK)
    for x in (728, 884):
        canvas.box(x, 524, 8, 162, "#20263c")
    canvas.box(716, 684, 188, 12, "#20263c")
    canvas.glow([(730, 838), (892, 838), (1010, 1040), (640, 1040)], OCHRE, 0.5, 40)


def _stop(canvas: Canvas) -> None:
    canvas.box(150, 470, 12, 460, NIGHT)
    canvas.disc(156, 452, 52, PAPER)
    canvas.disc(156, 452, 44, TEAL)
    canvas.text(156, 454, "14", PAPER, 50, "mm")
    for y, tall in ((846, 18), (770, 14), (800, 14)):
        canvas.box(236, y, 330, tall, WOOD if y > 800 else DARK_WOOD, round_by=4)
    for x in (260, 528):
        canvas.box(x, 764, 12, 176, NIGHT)
    canvas.box(244, 930, 40, 10, NIGHT)
    canvas.box(516, 930, 40, 10, NIGHT)


# ── The ferry ────────────────────────────────────────────────────────────────────────────────────────


def ferry() -> Canvas:
    canvas, chance = Canvas(SEA), seeded("ferry")
    canvas.slope(0, 560, ("#35606c", "#6c979a", "#e7c48d", "#f2b36c"))
    canvas.disc(1120, 476, 128, "#fbe3b0")
    canvas.polygon(
        [
            (0, 512),
            (240, 460),
            (430, 492),
            (640, 448),
            (860, 500),
            (1100, 520),
            (1340, 470),
            (1600, 502),
            (1600, 580),
            (0, 580),
        ],
        "#54767a",
    )
    canvas.slope(548, HEIGHT, ("#c99a67", "#5d8a8d", "#2c5c68", "#1b404d"))
    for row in range(26):
        y = 562 + row * row * 0.72
        for _ in range(4):
            x, length = chance.gauss(1120, 46 + row * 9), chance.uniform(20, 60) + row * 3
            canvas.line([(x - length, y), (x + length, y)], "#fbe3b0", 2 + row * 0.22, 0.5)
    canvas.polygon([(214, 690), (1010, 690), (1060, 640), (1020, 800), (300, 800)], NIGHT)
    canvas.polygon([(214, 690), (1010, 690), (1060, 640), (1052, 670), (1016, 712), (222, 712)], BRICK)
    canvas.box(300, 586, 610, 106, PAPER, round_by=6)
    canvas.box(300, 586, 610, 22, SAND)
    for window in range(9):
        canvas.box(326 + window * 64, 622, 42, 42, "#f5c66b" if window in (1, 2, 5, 7) else "#2c5c68", round_by=6)
    canvas.box(392, 498, 330, 90, PAPER, round_by=6)
    canvas.box(392, 482, 350, 20, TEAL, round_by=6)
    for window in range(5):
        canvas.box(410 + window * 62, 518, 46, 40, "#2c5c68", round_by=4)
    canvas.polygon([(548, 482), (560, 372), (640, 372), (652, 482)], OCHRE)
    canvas.polygon([(556, 410), (558, 390), (642, 390), (644, 410)], INK)
    for number in reversed(range(9)):
        puff = mixed(PAPER, "#7fa3a2", number / 9)
        canvas.disc(604 - number * 44, 346 - number * 15 + chance.uniform(-10, 10), 22 + number * 6, puff)
    canvas.line([(880, 586), (880, 420), (1040, 650)], INK, 5)
    canvas.polygon([(880, 424), (956, 444), (880, 466)], CORAL)
    for x in range(760, 900, 34):
        canvas.disc(x, 566, 12, DARK_WOOD)
        canvas.polygon([(x - 15, 588), (x - 10, 576), (x + 10, 576), (x + 15, 588)], chance.choice((TEAL, BRICK, PLUM)))
    canvas.polygon(wave(790, 8, 240, 40), "#1f4b58", 0.94)
    canvas.polygon(wave(868, 12, 380, 190), "#1b414e", 0.96)
    canvas.polygon(wave(958, 16, 520, 20), "#16343f", 0.97)
    for x, y in ((1052, 772), (1100, 784), (250, 790), (190, 800)):
        canvas.line([(x - 50, y), (x, y - 9), (x + 50, y)], PAPER, 6, 0.8)
    for x, y, size in ((260, 250, 30), (350, 205, 22), (1390, 270, 26), (190, 330, 18)):
        canvas.line(
            [
                (x - size, y - size * 0.3),
                (x - size * 0.4, y - size * 0.5),
                (x, y),
                (x + size * 0.4, y - size * 0.5),
                (x + size, y - size * 0.3),
            ],
            INK,
            4,
        )
    return canvas
