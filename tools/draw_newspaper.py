"""Draw the sample newspaper's pictures again: `python tools/draw_newspaper.py`. The same bytes each time."""

import math
from collections.abc import Callable
from pathlib import Path

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
    Point,
    mixed,
    rectangle,
    ring,
    seeded,
    turned,
)
from draw_streets import bakery_window, bus_at_dawn, slip_street, tanners_bend

STORIES = Path(__file__).parent.parent / "src" / "freesheet" / "samples" / "newspaper" / "stories"
WIDE, TALL = 1200, 800
GREY, LINE = "#4a5661", "#d8cfbc"

# ── The kitchen ──────────────────────────────────────────────────────────────────────────────────────


def soup_pot() -> Canvas:
    canvas = Canvas("#3c5a57", WIDE, TALL)
    for row in range(7):
        for column in range(11):
            x, y = column * 116 - (58 if row % 2 else 0), row * 84
            canvas.box(x, y, 110, 78, mixed("#48696a", SAGE, (row * 7 + column * 3) % 5 / 14), round_by=4)
    canvas.box(0, 560, WIDE, 240, OAK)
    canvas.box(0, 560, WIDE, 22, SAND)
    canvas.box(0, 690, WIDE, 6, WOOD)
    _steam(canvas, 560, 250)
    canvas.disc(560, 600, 320, INK, 0.35, squash=0.12)
    canvas.box(300, 566, 520, 26, NIGHT, round_by=12)
    for x in (340, 430, 520, 610, 700):
        canvas.polygon([(x, 572), (x + 22, 540), (x + 44, 572)], "#6fb1d6", 0.8)
    canvas.box(286, 250, 548, 306, "#9aa6aa", round_by=36)
    canvas.box(286, 250, 130, 306, "#c4cdce", round_by=36)
    canvas.box(700, 250, 134, 306, "#727f85", round_by=36)
    for x, y, radius in ((470, 430, 34), (606, 372, 26), (664, 486, 22)):
        canvas.disc(x, y, radius, "#7f8b90", squash=1.2)
        canvas.disc(x - 6, y - 5, radius * 0.7, "#aeb8bb", squash=1.2)
    canvas.disc(560, 256, 276, "#d5dbdb", squash=0.14)
    canvas.disc(560, 258, 258, "#c98a2e", squash=0.12)
    for x in (250, 826):
        canvas.box(x, 330, 48, 30, INK, round_by=14)
    canvas.line([(470, 214), (900, 190)], DARK_WOOD, 20)
    canvas.disc(470, 216, 42, DARK_WOOD, squash=0.5)
    for x, y in ((900, 640), (1010, 650), (1110, 636)):
        canvas.disc(x + 6, y + 34, 44, INK, 0.25, squash=0.3)
        canvas.polygon([(x - 8, y - 60), (x + 8, y - 60), (x + 20, y - 26), (x - 20, y - 26)], "#b3702c")
        canvas.disc(x, y, 42, "#c9813a")
        for share in (0.3, 0.62):
            canvas.line([(x - 42 * share, y - 30), (x - 50 * share, y), (x - 38 * share, y + 32)], "#9a5c22", 3)
    for place, colour in enumerate((PAPER, MIST, PAPER, CORAL)):
        x = 80 + place * 128
        _bowl(canvas, x, 690, colour)
    return canvas


def _bowl(canvas: Canvas, x: float, y: float, colour: str) -> None:
    canvas.disc(x, y + 62, 56, INK, 0.3, squash=0.2)
    canvas.polygon([(x - 60, y), (x + 60, y), (x + 30, y + 62), (x - 30, y + 62)], colour)
    canvas.polygon([(x + 22, y), (x + 60, y), (x + 30, y + 62), (x + 14, y + 62)], mixed(colour, INK, 0.16))
    canvas.disc(x, y, 60, mixed(colour, INK, 0.08), squash=0.2)
    canvas.disc(x, y + 1, 52, mixed(colour, INK, 0.3), squash=0.18)


def kettle() -> Canvas:
    canvas = Canvas("#d9cdb0", WIDE, TALL)
    canvas.box(0, 0, WIDE, 540, "#5d7468")
    for x in range(0, WIDE, 150):
        canvas.line([(x, 0), (x, 540)], "#4d6257", 5)
    canvas.box(0, 540, WIDE, 34, DARK_WOOD)
    canvas.box(160, 520, 620, 220, "#e8e3d6", round_by=18)
    canvas.box(160, 520, 620, 40, "#bdb6a4", round_by=12)
    for x in (290, 640):
        canvas.disc(x, 534, 120, NIGHT, squash=0.16)
        canvas.disc(x, 530, 92, BRICK if x < 400 else INK, squash=0.14)
    for x in (270, 370, 560, 660):
        canvas.disc(x, 650, 26, INK)
        canvas.line([(x, 650), (x + 10, 630)], PAPER, 5)
    _steam(canvas, 550, 262)
    canvas.polygon([(150, 520), (196, 250), (384, 250), (430, 520)], TEAL)
    canvas.polygon([(150, 520), (196, 250), (250, 250), (226, 520)], SEA)
    canvas.polygon([(404, 380), (520, 270), (552, 282), (424, 470)], TEAL)
    canvas.disc(290, 250, 94, "#17454f", squash=0.2)
    canvas.disc(290, 228, 20, INK)
    handle = [(x, y) for x, y in ring(290, 236, 128, 40, 0, 1.0) if y < 236]
    canvas.line(sorted(handle), INK, 17)
    for x, y, radius in ((330, 430, 20), (210, 470, 13), (366, 330, 10)):
        canvas.disc(x, y, radius, NIGHT)
    sign = rectangle(830, 330, 280, 180)
    canvas.polygon(turned([(x + 8, y + 10) for x, y in sign], 970, 420, 3), INK, 0.3)
    canvas.polygon(turned(sign, 970, 420, 3), PAPER)
    canvas.text(970, 398, "Leave", BRICK, 56, "mm")
    canvas.text(974, 462, "it on.", BRICK, 56, "mm")
    for place in range(5):
        canvas.box(850 + place * 62, 606, 50, 66, (PAPER, OCHRE, MIST, CORAL, PAPER)[place], round_by=8)
    return canvas


def _steam(canvas: Canvas, x: float, bottom: float) -> None:
    for shift, height in ((-90, 230), (0, 270), (96, 220)):
        for width, opacity in ((46, 0.16), (26, 0.22)):
            curl = [(x + shift + 24 * math.sin(step / 5), bottom - height * step / 24 - 14) for step in range(24)]
            edges = [(a - width / 2, b) for a, b in curl] + [(a + width / 2, b) for a, b in reversed(curl)]
            canvas.polygon(edges, PAPER, opacity)


# ── Paper ────────────────────────────────────────────────────────────────────────────────────────────


def _rise(x: float) -> float:
    return 128 + 52 * math.cos((x - 600) / 300)


def tide_table() -> Canvas:
    canvas = Canvas(WOOD, WIDE, TALL)
    for y in range(0, TALL, 133):
        canvas.line([(0, y), (WIDE, y + 8)], DARK_WOOD, 4, 0.6)

    def place(x: float, y: float) -> Point:
        return turned([(x, y)], 600, 400, -4)[0]

    canvas.polygon([place(x + 14, y + 16) for x, y in rectangle(110, 90, 980, 620)], INK, 0.35)
    canvas.polygon([place(*corner) for corner in rectangle(110, 90, 980, 620)], "#fbf6e6")
    for x in range(110, 1091, 35):
        canvas.line([place(x, 90), place(x, 710)], "#b9cfd0", 1.6)
    for y in range(90, 711, 31):
        canvas.line([place(110, y), place(1090, y)], "#b9cfd0", 1.6)
    canvas.line([place(110, 400), place(1090, 400)], SEA, 3)
    heights = [(x, 400 - _rise(x) * math.sin((x - 150) / 126 * math.pi)) for x in range(132, 1076, 5)]
    canvas.line([place(x, y) for x, y in heights], INK, 5)
    for number, peak in enumerate(range(213, 1076, 252)):
        figure = ("10:26", "10:50", "11:14", "11:39")[number]
        x, y = place(peak, 208 + 34 * abs(number - 1.5))
        canvas.text(x, y - 18, figure, GREY, 34, "ms")
    pencil = rectangle(640, 610, 420, 22)
    canvas.polygon(turned([(x + 8, y + 12) for x, y in pencil], 850, 620, -16), INK, 0.3)
    canvas.polygon(turned(pencil, 850, 620, -16), OCHRE)
    canvas.polygon(turned(rectangle(640, 610, 420, 7), 850, 620, -16), "#f0c870")
    canvas.polygon(turned([(640, 610), (640, 632), (590, 621)], 850, 620, -16), SAND)
    canvas.polygon(turned([(606, 617), (606, 625), (588, 621)], 850, 620, -16), INK)
    canvas.polygon(turned(rectangle(1040, 610, 34, 22), 850, 620, -16), CORAL)
    for tip in (232, 330):
        canvas.polygon([(268, 440), (292, 440), (tip + 4, 690), (tip, 700), (tip - 4, 690)], "#c79549")
    canvas.disc(280, 436, 30, "#e3bd78")
    canvas.disc(280, 436, 11, "#7d5326")
    return canvas


def reference_desk() -> Canvas:
    canvas, chance = Canvas("#2b4a50", WIDE, TALL), seeded("desk")
    for shelf in range(3):
        top, x = 20 + shelf * 170, -8.0
        while x < WIDE:
            wide, tall = chance.uniform(20, 46), chance.uniform(92, 138)
            colour = mixed(chance.choice((BRICK, TEAL, OCHRE, PLUM, SAGE, PAPER, SEA, SAND)), "#2b4a50", 0.42)
            canvas.box(x, top + 144 - tall, wide, tall, colour)
            canvas.box(x, top + 158 - tall, wide, 5, PAPER, opacity=0.4)
            x += wide + chance.choice((2, 2, 2, 14))
        canvas.box(0, top + 144, WIDE, 16, DARK_WOOD)
    canvas.glow([(420, 330), (560, 330), (900, 800), (120, 800)], "#ffe3a3", 0.5, 30)
    canvas.box(0, 570, WIDE, 240, WOOD)
    canvas.box(0, 570, WIDE, 24, OAK)
    canvas.box(480, 380, 20, 200, "#c99a4e")
    canvas.disc(490, 580, 80, "#c99a4e", squash=0.22)
    canvas.polygon([(380, 380), (420, 290), (560, 290), (600, 380)], "#2f6b4a")
    canvas.polygon([(380, 380), (420, 290), (456, 290), (430, 380)], "#4c8a66")
    canvas.box(374, 376, 232, 14, "#ffe9b0", round_by=7)
    for place, colour in enumerate((TEAL, BRICK, PAPER, OCHRE, PLUM)):
        x = 720 + (place * 13) % 30
        canvas.box(x, 536 - place * 36, 250, 34, colour, round_by=4)
        canvas.box(x + 236, 540 - place * 36, 14, 26, "#fbf6e6")
    canvas.box(120, 500, 190, 76, NIGHT, round_by=20)
    canvas.box(100, 468, 230, 40, INK, round_by=20)
    canvas.disc(215, 540, 30, PAPER)
    for turn in range(10):
        canvas.disc(215 + 20 * math.cos(turn * 0.6), 540 + 20 * math.sin(turn * 0.6), 4, INK)
    canvas.polygon([(1010, 580), (1040, 460), (1150, 460), (1180, 580)], PAPER)
    canvas.text(1095, 526, "?", BRICK, 92, "mm")
    return canvas


# ── Charts ───────────────────────────────────────────────────────────────────────────────────────────

# Feet above the city's datum, and lead in parts per million: the fifteen gardens of Slip Street.
GARDENS = (
    *((11.0, 1240), (11.05, 1190), (11.1, 980), (11.15, 860), (11.2, 790), (11.22, 700), (11.28, 610)),
    *((11.62, 140), (11.7, 118), (11.84, 98), (11.95, 92), (12.1, 92), (12.3, 84), (12.5, 71), (12.7, 60)),
)
# The first day of each week, and the share of letters handed over within a working day, in percent.
WEEKS = (("May 15", 79), ("May 22", 92), ("May 29", 96), ("June 5", 98), ("June 12", 99))


def soil_by_height() -> Canvas:
    canvas = Canvas("#fbf7ee", WIDE, TALL)
    canvas.box(70, 50, 76, 10, BRICK)
    canvas.text(70, 112, "Lead in the soil of Slip Street, by height", INK, 44)
    canvas.text(70, 156, "Parts per million; feet above the city’s datum", GREY, 29)
    left, floor, foot, part = 170.0, 690.0, 520.0, 0.36
    for mark in (0, 400, 800, 1200):
        canvas.line([(left, floor - mark * part), (1130, floor - mark * part)], LINE, 2)
        canvas.text(left - 18, floor - mark * part, f"{mark:,}", GREY, 28, "rm")
    for feet in (11.0, 11.5, 12.0, 12.5):
        canvas.text(left + 40 + (feet - 11) * foot, floor + 40, f"{feet}", GREY, 28, "ms")
    tide = left + 40 + 0.45 * foot
    canvas.line([(tide, 200), (tide, floor)], BRICK, 4)
    canvas.text(tide + 16, 226, "highest tides", BRICK, 30)
    for feet, lead in GARDENS:
        canvas.disc(left + 40 + (feet - 11) * foot, floor - lead * part, 15, TEAL, 0.9)
    canvas.text(70, 776, "Source: State university, soil laboratory", GREY, 25)
    return canvas


def within_a_day() -> Canvas:
    canvas = Canvas("#fbf7ee", WIDE, TALL)
    canvas.box(70, 50, 76, 10, BRICK)
    canvas.text(70, 112, "Letters handed over within one working day", INK, 44)
    canvas.text(70, 156, "Percent, by week from its first day", GREY, 29)
    left, long = 230.0, 8.6
    for mark in (0, 25, 50, 75, 100):
        canvas.line([(left + mark * long, 190), (left + mark * long, 690)], LINE, 2)
        canvas.text(left + mark * long, 728, str(mark), GREY, 28, "ms")
    for row, (week, share) in enumerate(WEEKS):
        y = 204 + row * 98
        canvas.box(left, y, share * long, 74, BRICK if share < 90 else TEAL)
        canvas.text(left - 20, y + 37, week, INK, 33, "rm")
        canvas.text(left + 20, y + 37, f"{share}", "#ffffff", 38, "lm")
    canvas.text(70, 776, "Source: Wendle County Sheriff", GREY, 25)
    return canvas


# ── Bottles, beds, shells ────────────────────────────────────────────────────────────────────────────


def sample_bottles() -> Canvas:
    canvas = Canvas("#c9d6cf", WIDE, TALL)
    canvas.slope(0, TALL, ("#dfe7e0", "#aebfb8"))
    canvas.box(0, 620, WIDE, 180, "#7d8c88")
    canvas.box(40, 560, 1120, 100, WOOD, round_by=8)
    canvas.box(40, 560, 1120, 18, OAK, round_by=8)
    for number in range(11):
        x = 66 + number * 98
        tint = mixed("#e9f0e6", "#5a3416", (number / 9) ** 0.8 if number < 10 else 0.16)
        canvas.box(x + 28, 200, 34, 60, "#f3f6f3", round_by=4)
        canvas.box(x + 20, 180, 50, 40, TEAL if number < 10 else BRICK, round_by=7)
        canvas.box(x, 256, 90, 320, "#eef3ef", round_by=18, opacity=0.85)
        canvas.box(x + 6, 316, 78, 254, tint, round_by=14)
        canvas.box(x + 12, 270, 10, 280, "#ffffff", opacity=0.55, round_by=5)
        if number < 10:
            canvas.box(x + 18, 400, 54, 56, PAPER, round_by=3)
            canvas.text(x + 45, 429, str(122 - number), INK, 27, "mm")
        else:
            tape = turned(rectangle(x - 4, 396, 98, 60), x + 45, 426, -5)
            canvas.polygon(tape, "#f0dfae")
            canvas.text(x + 45, 426, "17", NIGHT, 44, "mm")
    canvas.box(40, 630, 1120, 30, DARK_WOOD, round_by=8)
    return canvas


def cots() -> Canvas:
    canvas = Canvas("#2a3346", WIDE, TALL)
    canvas.polygon([(0, 0), (430, 130), (770, 130), (1200, 0)], "#202838")
    canvas.polygon([(0, 800), (430, 400), (770, 400), (1200, 800)], "#4a4740")
    canvas.box(430, 130, 340, 270, "#343f55")
    canvas.box(520, 160, 160, 170, "#9db4c4")
    for x in (520, 598, 672):
        canvas.box(x, 160, 8, 170, NIGHT)
    canvas.box(520, 240, 160, 8, NIGHT)
    chance = seeded("frost")
    for _ in range(90):
        x, y = chance.uniform(526, 674), chance.uniform(164, 326)
        canvas.disc(x, y, chance.uniform(2, 9), "#e6eff2", 0.5)
    blankets = (BRICK, SEA, OCHRE, PLUM, SAGE, CORAL)
    for row in range(6):
        near = (row / 5) ** 1.7
        y, wide, tall = 410 + near * 300, 70 + near * 190, 20 + near * 62
        for side in (-1, 1):
            middle = 600 + side * (110 + near * 360)
            colour = mixed(blankets[(row * 2 + side) % 6], NIGHT, 0.34)
            canvas.box(middle - wide / 2, y + tall * 0.7, wide, tall * 0.5, NIGHT, opacity=0.6)
            canvas.box(middle - wide / 2, y, wide, tall, colour, round_by=tall / 3)
            canvas.disc(middle + side * wide * 0.4, y + tall * 0.2, tall * 0.36, PAPER, squash=0.7)
            canvas.box(middle - wide / 2, y + tall * 0.55, wide, tall * 0.14, PAPER, opacity=0.3)
    canvas.glow([(560, 380), (640, 380), (900, 800), (300, 800)], OCHRE, 0.32, 40)
    canvas.box(550, 410, 100, 12, OAK)
    for x in (556, 638):
        canvas.box(x, 420, 8, 50, DARK_WOOD)
    canvas.polygon([(580, 384), (620, 384), (630, 402), (570, 402)], "#ffe3a3")
    canvas.box(597, 400, 6, 12, INK)
    return canvas


def red_wool() -> Canvas:
    canvas, chance = Canvas("#4f7f74", WIDE, TALL), seeded("shells")
    canvas.slope(0, TALL, ("#5d9184", "#36645e"))
    for _ in range(240):
        x, y = 600 + chance.gauss(0, 230), 420 + chance.gauss(0, 130)
        if (x - 600) ** 2 / 470**2 + (y - 420) ** 2 / 290**2 > 1:
            continue
        size, turn = chance.uniform(34, 64), chance.uniform(0, 360)
        shape = [(x - size, y), (x - size * 0.4, y - size * 0.55), (x + size * 0.6, y - size * 0.42), (x + size, y)]
        shape += [(x + size * 0.5, y + size * 0.5), (x - size * 0.5, y + size * 0.42)]
        shade = chance.choice(("#d8d3c4", "#c6c1b2", "#b3b0a5", "#e7e2d4", "#a39f98"))
        canvas.polygon(turned([(a + 5, b + 7) for a, b in shape], x, y, turn), "#22413d", 0.5)
        canvas.polygon(turned(shape, x, y, turn), shade)
        inner = [((a - x) * 0.62 + x, (b - y) * 0.62 + y) for a, b in shape]
        canvas.polygon(turned(inner, x, y, turn), mixed(shade, "#8d8a94", 0.35), 0.8)
    for step in range(-9, 10):
        for way in (-1, 1):
            net = [
                (x, 420 + way * (x - 600) * 0.6 + step * 64)
                for x in range(130, 1071, 10)
                if (x - 600) ** 2 / 480**2 + (way * (x - 600) * 0.6 + step * 64) ** 2 / 300**2 < 1
            ]
            if len(net) > 1:
                canvas.line(net, "#1f3a3a", 3, 0.75)
    canvas.line(ring(600, 420, 480, 80, 0, 0.625), "#1f3a3a", 8, 0.8)
    for y in (120, 300, 520, 700):
        wave = [(x, y + 9 * math.sin(x / 60 + y)) for x in range(-10, WIDE + 10, 12)]
        canvas.line(wave, "#dbeee4", 5, 0.22)
    knot = (1010.0, 250.0)
    for turn, long in ((-40, 1.0), (100, 0.7)):
        strip = turned(
            [(knot[0] + step * 9 * long, knot[1] + 12 * math.sin(step / 2.4)) for step in range(22)], *knot, turn
        )
        canvas.line(strip, "#7f1f1c", 20)
        canvas.line(strip, "#d8423a", 13)
    for turn in (150, 205):
        loop = turned(ring(knot[0] + 40, knot[1], 40, 24, 0, 0.5), *knot, turn)
        canvas.line([*loop, loop[0]], "#d8423a", 12)
    canvas.disc(*knot, 19, "#d8423a")
    return canvas


PICTURES: dict[str, Callable[[], Canvas]] = {
    "soup-for-forty/soup-pot.jpg": soup_pot,
    "the-woman-who-told-us-when-the-water-would-come/tide-table.jpg": tide_table,
    "what-people-ask-noor-haddad/reference-desk.jpg": reference_desk,
    "what-the-garden-soil-said/soil-by-height.jpg": soil_by_height,
    "la-panaderia-que-abre-a-las-dos/bakery-window.jpg": bakery_window,
    "the-14-at-five-twelve/bus-at-dawn.jpg": bus_at_dawn,
    "eleven-below/cots.jpg": cots,
    "eleven-below/kettle.jpg": kettle,
    "sample-17/sample-bottles.jpg": sample_bottles,
    "first-month-under-the-order/within-a-day.jpg": within_a_day,
    "the-red-wool-is-still-there/red-wool.jpg": red_wool,
    "the-pins-come-out/slip-street.jpg": slip_street,
    "eighty-three-houses/tanners-bend.jpg": tanners_bend,
}


def main() -> None:
    for name, draw in PICTURES.items():
        (STORIES / name).write_bytes(draw().jpeg())


if __name__ == "__main__":
    main()
