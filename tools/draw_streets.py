"""The sample newspaper's streets: a bakery at night, a bus before dawn, a garden dug out, houses on posts."""

import math

from canvas import (
    BRICK,
    CORAL,
    DARK_WOOD,
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
    WOOD,
    Canvas,
    mixed,
    rectangle,
    seeded,
    turned,
)

WIDE, TALL = 1200, 800
LAMP = "#ffdf97"


def bakery_window() -> Canvas:
    canvas, chance = Canvas(NIGHT, WIDE, TALL), seeded("bakery")
    canvas.slope(0, 420, ("#0e1626", "#223049"))
    canvas.box(0, 90, 560, 520, "#2a2f42")
    canvas.box(560, 40, 640, 570, "#3a2c33")
    for x, y in ((60, 150), (240, 150), (420, 150), (60, 340), (240, 340)):
        canvas.box(x, y, 90, 120, "#161d2c")
        canvas.box(x + 42, y, 6, 120, "#2a2f42")
    for x in (640, 800, 960, 1090):
        canvas.box(x, 90, 80, 130, "#1a1d2a")
    canvas.box(0, 610, WIDE, 190, "#1c2332")
    canvas.glow([(600, 600), (1120, 600), (1200, 800), (420, 800)], LAMP, 0.55, 34)
    for _ in range(60):
        x, y = chance.uniform(420, 1190), chance.uniform(630, 790)
        canvas.line([(x, y), (x + chance.uniform(30, 90), y)], LAMP, 3, 0.22)
    canvas.box(596, 270, 530, 336, DARK_WOOD)
    canvas.box(612, 300, 400, 280, LAMP)
    canvas.box(612, 300, 400, 70, "#fff1c9")
    canvas.box(1030, 300, 82, 306, "#6d3a2a")
    canvas.box(1042, 316, 58, 150, LAMP)
    canvas.disc(1102, 500, 7, OCHRE)
    for stripe in range(10):
        colour = BRICK if stripe % 2 == 0 else PAPER
        canvas.polygon(
            [(586 + stripe * 55, 240), (641 + stripe * 55, 240), (651 + stripe * 56, 300), (584 + stripe * 56, 300)],
            mixed(colour, NIGHT, 0.2),
        )
    canvas.box(612, 500, 400, 12, WOOD)
    for place in range(4):
        x = 668 + place * 92
        canvas.disc(x, 482, 42, "#a9662b", squash=0.56)
        canvas.disc(x, 476, 36, "#c98842", squash=0.5)
        for cut in (-14, 2, 18):
            canvas.line([(x + cut - 8, 486), (x + cut + 6, 464)], "#f0cf90", 4)
    canvas.disc(930, 412, 44, PAPER)
    canvas.disc(930, 412, 37, "#ffffff")
    for turn, long, thick in ((math.radians(60 + 5), 20, 6), (math.radians(60), 31, 4)):
        canvas.line([(930, 412), (930 + long * math.sin(turn), 412 - long * math.cos(turn))], INK, thick)
    canvas.box(690, 540, 60, 8, DARK_WOOD)
    for x in (696, 738):
        canvas.box(x, 546, 6, 34, DARK_WOOD)
    return canvas


def bus_at_dawn() -> Canvas:
    canvas = Canvas("#1d2740", WIDE, TALL)
    canvas.slope(0, 560, ("#141d33", "#2d3a58", "#6b5a6e"))
    canvas.box(60, 180, 330, 400, "#3a2523")
    for row in range(4):
        for column in range(4):
            canvas.box(92 + column * 76, 214 + row * 84, 46, 56, "#1d1a24", round_by=20)
    canvas.box(120, 60, 44, 130, "#3a2523")
    canvas.box(640, 150, 420, 420, "#2b3040", round_by=20)
    for x in range(660, 1060, 66):
        canvas.box(x, 130, 9, 440, "#4a4a57")
    for y in (150, 290, 430):
        canvas.box(640, y, 420, 8, "#4a4a57")
    canvas.box(0, 570, WIDE, 230, "#23262e")
    canvas.box(0, 570, WIDE, 14, "#4c4c52")
    canvas.glow([(1010, 120), (1060, 120), (1180, 700), (700, 700)], LAMP, 0.42, 30)
    canvas.box(1092, 100, 12, 480, INK)
    canvas.line([(1098, 104), (1040, 96)], INK, 10)
    canvas.polygon([(1010, 92), (1066, 92), (1054, 122), (1022, 122)], LAMP)
    canvas.disc(560, 706, 460, INK, 0.5, squash=0.06)
    canvas.box(130, 300, 850, 380, SEA, round_by=30)
    canvas.box(130, 300, 850, 60, TEAL, round_by=30)
    canvas.box(130, 560, 850, 120, PAPER, round_by=22)
    canvas.box(130, 545, 850, 40, BRICK)
    for place in range(5):
        canvas.box(170 + place * 122, 380, 106, 130, LAMP, round_by=8)
    for x, y in ((222, 470), (352, 462), (590, 472)):
        canvas.disc(x, y - 26, 22, PLUM)
        canvas.box(x - 32, y - 4, 64, 44, PLUM, round_by=18)
    canvas.box(800, 380, 92, 290, NIGHT, round_by=8)
    canvas.box(806, 388, 37, 272, LAMP, round_by=4)
    canvas.box(849, 388, 37, 272, LAMP, round_by=4)
    canvas.box(908, 380, 60, 150, "#fff1c9", round_by=8)
    canvas.disc(938, 452, 20, INK)
    canvas.box(914, 470, 50, 60, INK, round_by=14)
    canvas.box(560, 312, 190, 52, NIGHT, round_by=6)
    canvas.text(655, 339, "14", OCHRE, 46, "mm")
    for x in (300, 700):
        canvas.disc(x, 676, 62, NIGHT)
        canvas.disc(x, 676, 34, MIST)
    canvas.disc(968, 610, 15, "#fff6d8")
    return canvas


def slip_street() -> Canvas:
    canvas, chance = Canvas(MIST, WIDE, TALL), seeded("slip")
    canvas.slope(0, 420, ("#b9c7cc", "#e8dfc9"))
    for place, colour in enumerate((CORAL, PAPER, SEA, OCHRE, SAGE, BRICK)):
        _house(canvas, 6 + place * 200, 470, 184, 190 + place * 31 % 60, colour)
    canvas.box(0, 470, WIDE, 330, "#8c9a72")
    canvas.polygon([(0, 560), (1200, 520), (1200, 690), (0, 740)], "#5b4229")
    canvas.polygon([(0, 740), (1200, 690), (1200, 800), (0, 800)], "#9a9a94")
    for _ in range(150):
        x = chance.uniform(0, WIDE)
        y = chance.uniform(575, 690)
        canvas.disc(x, y, chance.uniform(3, 9), chance.choice(("#4b3520", "#6b4f32", "#3f2d1c")), squash=0.6)
    heap = [(90, 640), (180, 540), (250, 500), (330, 516), (420, 600), (470, 650)]
    canvas.polygon(heap, "#3f2d1c")
    canvas.polygon([(180, 540), (250, 500), (300, 512), (250, 560)], "#5b4229")
    _digger(canvas)
    for x in range(0, WIDE, 26):
        canvas.line([(x, 690 - x * 0.04), (x, 772 - x * 0.04)], CORAL, 3, 0.85)
    for y in (692, 712, 732, 752, 770):
        canvas.line([(0, y), (WIDE, y - 48)], CORAL, 3, 0.85)
    for x in range(60, WIDE, 270):
        canvas.box(x, 664 - x * 0.04, 12, 124, DARK_WOOD)
    canvas.box(1030, 462, 130, 22, "#b3b0a5")
    canvas.box(1010, 484, 170, 24, "#98958b")
    for x in (1062, 1098):
        canvas.box(x, 420, 22, 42, "#d8423a", round_by=5)
        canvas.box(x, 448, 36, 15, "#d8423a", round_by=6)
    return canvas


def _house(canvas: Canvas, x: float, floor: float, width: float, height: float, colour: str) -> None:
    top = floor - height
    canvas.box(x, top, width, height, colour)
    canvas.box(x + width * 0.75, top, width * 0.25, height, INK, opacity=0.14)
    canvas.polygon([(x - 10, top + 4), (x + width / 2, top - 74), (x + width + 10, top + 4)], INK)
    for column in (0.14, 0.56):
        canvas.box(x + width * column, top + 30, width * 0.24, 52, NIGHT)
        canvas.box(x + width * column - 4, top + 80, width * 0.24 + 8, 7, PAPER)
    canvas.box(x + width * 0.4, floor - 84, width * 0.22, 84, DARK_WOOD)


def _digger(canvas: Canvas) -> None:
    canvas.box(590, 610, 260, 56, NIGHT, round_by=28)
    for x in (620, 680, 740, 800, 826):
        canvas.disc(x, 638, 19, "#5a6168")
    canvas.box(620, 520, 230, 92, OCHRE, round_by=12)
    canvas.box(620, 580, 230, 32, "#b9822a", round_by=8)
    canvas.box(640, 410, 120, 116, OCHRE, round_by=10)
    canvas.box(654, 424, 92, 74, MIST, round_by=6)
    canvas.line([(660, 540), (520, 400), (440, 470)], "#b9822a", 34)
    canvas.line([(660, 534), (520, 396), (440, 466)], OCHRE, 24)
    canvas.line([(440, 466), (420, 570)], OCHRE, 20)
    canvas.polygon([(370, 560), (456, 550), (462, 610), (420, 640), (374, 620)], "#5a6168")
    for x in (378, 398, 418):
        canvas.polygon([(x, 622), (x + 14, 622), (x + 6, 648)], INK)


def tanners_bend() -> Canvas:
    canvas = Canvas(PLUM, WIDE, TALL)
    canvas.slope(0, 520, ("#3b3d5c", "#8b6480", "#e0a06a"))
    canvas.polygon([(0, 420), (260, 370), (560, 400), (900, 360), (1200, 396), (1200, 560), (0, 560)], "#4b4a60")
    canvas.box(0, 540, WIDE, 90, "#4d5440")
    _raised(canvas, 40, 540, BRICK)
    _lit(canvas, 290, 540, SAND, boards=False)
    _lit(canvas, 480, 540, SAGE, boards=True)
    canvas.box(668, 530, 160, 16, "#b3b0a5")
    canvas.box(668, 546, 160, 8, "#86847c")
    canvas.box(700, 490, 8, 60, DARK_WOOD)
    canvas.box(686, 474, 44, 26, MIST, round_by=10)
    canvas.box(726, 470, 4, 20, BRICK)
    _raised(canvas, 850, 540, SEA)
    _lit(canvas, 1080, 540, CORAL, boards=False)
    canvas.box(0, 618, WIDE, 182, "#5f5a62")
    canvas.slope(618, TALL, ("#a77a6b", "#54506a", "#32354c"))
    for row in range(9):
        y = 636 + row * 18
        for start in range(-60 + row * 37 % 90, WIDE, 190):
            canvas.line([(start, y), (start + 50, y - 4), (start + 110, y)], "#f0c28a", 3, 0.28)
    trunk = [(236, 640), (246, 470), (228, 380), (262, 380), (272, 470), (280, 640)]
    canvas.polygon(trunk, "#2b2230")
    for turn in range(-7, 8):
        drop = [(248 + turn * 4, 380), (248 + turn * 14, 340 + abs(turn) * 4), (248 + turn * 19, 480 + abs(turn) * 6)]
        canvas.line(drop, "#39402f", 7)
    canvas.polygon(turned(rectangle(262, 470, 26, 150), 275, 545, 0), PAPER)
    for mark in range(8):
        canvas.line([(262, 480 + mark * 18), (276 if mark % 2 else 284, 480 + mark * 18)], BRICK, 4)
    return canvas


def _roof(canvas: Canvas, x: float, top: float, width: float) -> None:
    canvas.polygon([(x - 12, top + 4), (x + width / 2, top - 70), (x + width + 12, top + 4)], NIGHT)


def _raised(canvas: Canvas, x: float, floor: float, colour: str) -> None:
    """A house on posts, with a light in it and new stairs."""
    top = floor - 270
    for post in (0, 58, 116, 170):
        canvas.box(x + post, floor - 120, 12, 124, OAK)
    canvas.box(x - 6, top, 194, 152, mixed(colour, NIGHT, 0.3))
    _roof(canvas, x - 6, top, 194)
    canvas.box(x + 20, top + 40, 48, 60, LAMP)
    canvas.box(x + 112, top + 40, 48, 60, NIGHT)
    canvas.polygon([(x + 186, top + 150), (x + 200, top + 150), (x + 250, floor), (x + 232, floor)], SAND)
    for step in range(7):
        canvas.line([(x + 190 + step * 7, top + 158 + step * 17), (x + 206 + step * 7, top + 158 + step * 17)], WOOD, 5)


def _lit(canvas: Canvas, x: float, floor: float, colour: str, *, boards: bool) -> None:
    """A house on the ground: lived in, or boarded up."""
    top = floor - 150
    canvas.box(x, top, 168, 150, mixed(colour, NIGHT, 0.5 if boards else 0.3))
    _roof(canvas, x, top, 168)
    for window in (18, 106):
        canvas.box(x + window, top + 34, 44, 54, NIGHT if boards else LAMP)
        if boards:
            for tilt in (-9, 8):
                plank = rectangle(x + window - 8, top + 52, 60, 12)
                canvas.polygon(turned(plank, x + window + 22, top + 58, tilt), WOOD)
    canvas.box(x + 70, floor - 66, 32, 66, DARK_WOOD)
