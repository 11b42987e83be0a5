"""A sheet to draw a flat newspaper illustration on: shapes, light and the grain of newsprint."""

import math
import random
from collections.abc import Iterable
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 1600, 1067
# Drawn three times as large and scaled down, so that edges are smooth.
SCALE = 3

PAPER, SAND, INK, NIGHT = "#f4ead6", "#e4cfa6", "#1d2733", "#131c2b"
TEAL, SEA, SAGE, MIST = "#1f5560", "#3d7f86", "#8fa88c", "#c9d6cf"
BRICK, CORAL, OCHRE, PLUM = "#a83c2a", "#d9694a", "#e0a73d", "#5b4668"
WOOD, OAK, DARK_WOOD = "#a9713f", "#c48f56", "#5d3a22"

Point = tuple[float, float]


def rgba(colour: str, opacity: float = 1.0) -> tuple[int, int, int, int]:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return red, green, blue, round(255 * opacity)


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two: `share` of the other."""
    pairs = zip(rgba(one)[:3], rgba(other)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


class Canvas:
    """A sheet of 1600 × 1067 units; every shape may let the ground show through."""

    def __init__(self, ground: str, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.size = (width * SCALE, height * SCALE)
        self.image = Image.new("RGB", self.size, ground)
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def polygon(self, points: Iterable[Point], colour: str, opacity: float = 1.0) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], rgba(colour, opacity))

    def box(
        self, x: float, y: float, width: float, height: float, colour: str, *, round_by: float = 0, opacity: float = 1.0
    ) -> None:
        corners = (x * SCALE, y * SCALE, (x + width) * SCALE - 1, (y + height) * SCALE - 1)
        self.pen.rounded_rectangle(corners, round_by * SCALE, rgba(colour, opacity))

    def disc(self, x: float, y: float, radius: float, colour: str, opacity: float = 1.0, squash: float = 1.0) -> None:
        tall = radius * squash
        corners = ((x - radius) * SCALE, (y - tall) * SCALE, (x + radius) * SCALE, (y + tall) * SCALE)
        self.pen.ellipse(corners, rgba(colour, opacity))

    def line(self, points: Iterable[Point], colour: str, width: float, opacity: float = 1.0) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, rgba(colour, opacity), round(width * SCALE), joint="curve")

    def text(self, x: float, y: float, words: str, colour: str, size: float, anchor: str = "ls") -> None:
        self.pen.text((x * SCALE, y * SCALE), words, rgba(colour), ImageFont.load_default(size * SCALE), anchor)

    def slope(self, top: float, bottom: float, colours: tuple[str, ...]) -> None:
        """A band of colour that changes from the top to the bottom."""
        steps = round((bottom - top) * SCALE)
        for step in range(steps):
            place = step / steps * (len(colours) - 1)
            colour = mixed(colours[int(place)], colours[int(place) + 1], place % 1)
            y = round(top * SCALE) + step
            self.pen.line((0, y, self.size[0], y), rgba(colour))

    def glow(self, points: Iterable[Point], colour: str, opacity: float, blur: float) -> None:
        """Light: a polygon with a soft edge."""
        mask = Image.new("L", (self.size[0] // 6, self.size[1] // 6))
        scaled = [(x * SCALE / 6, y * SCALE / 6) for x, y in points]
        ImageDraw.Draw(mask).polygon(scaled, round(255 * opacity))
        mask = mask.filter(ImageFilter.GaussianBlur(blur * SCALE / 6)).resize(self.size, Image.Resampling.BILINEAR)
        self.image.paste(Image.new("RGB", self.size, colour), (0, 0), mask)
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def jpeg(self) -> bytes:
        """The picture at its size, with the grain of newsprint."""
        size = (self.size[0] // SCALE, self.size[1] // SCALE)
        small = self.image.resize(size, Image.Resampling.LANCZOS)
        noise = Image.frombytes("L", size, seeded("grain").randbytes(size[0] * size[1]))
        grain = noise.filter(ImageFilter.GaussianBlur(1.1)).point(lambda level: 128 + (level - 128) // 7)
        small = ImageChops.soft_light(small, Image.merge("RGB", (grain, grain, grain)))
        out = BytesIO()
        small.save(out, "JPEG", quality=74, optimize=True, progressive=True)
        return out.getvalue()


def seeded(name: str) -> random.Random:
    """Chance that falls the same way each time."""
    return random.Random(name)  # noqa: S311 - it places envelopes, and guards nothing


def ring(x: float, y: float, radius: float, points: int, start: float = 0.0, squash: float = 1.0) -> list[Point]:
    turns = (start + 2 * math.pi * step / points for step in range(points))
    return [(x + radius * math.cos(turn), y + radius * squash * math.sin(turn)) for turn in turns]


def turned(points: Iterable[Point], x: float, y: float, degrees: float) -> list[Point]:
    """Points turned around (x, y)."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [(x + (a - x) * cos - (b - y) * sin, y + (a - x) * sin + (b - y) * cos) for a, b in points]


def rectangle(x: float, y: float, width: float, height: float) -> list[Point]:
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def wave(y: float, height: float, length: float, shift: float, *, bottom: float = HEIGHT) -> list[Point]:
    """The outline of water: a waving upper edge, straight sides."""
    edge = [(x, y + height * math.sin((x + shift) / length * 2 * math.pi)) for x in range(-20, WIDTH + 40, 10)]
    return [(-20.0, bottom), *edge, (WIDTH + 20.0, bottom)]
