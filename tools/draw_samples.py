"""Draw the sample stories' pictures again: `python tools/draw_samples.py`. The same bytes each time."""

from pathlib import Path

from draw_places import clinic, ferry, gauge, mailroom
from draw_things import meter, missed_visits, ornament, printer, route

SAMPLES = Path(__file__).parent.parent / "src" / "freesheet" / "samples"
PICTURES = {
    "jail-mail-in-a-day/mailroom.jpg": mailroom,
    "the-gauge-that-said-nothing/gauge.jpg": gauge,
    "the-gauge-that-said-nothing/missed-visits.jpg": missed_visits,
    "when-the-clinic-closes-at-five/clinic.jpg": clinic,
    "thirty-one-years-of-route-nine/route.jpg": route,
    "la-impresora-de-la-biblioteca/printer.jpg": printer,
    "how-to-read-your-water-bill/meter.jpg": meter,
    "pages/saved-news-page_files/lead.jpg": ferry,
}


def main() -> None:
    for name, draw in PICTURES.items():
        path = SAMPLES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(draw().jpeg())
    (SAMPLES / "how-to-read-your-water-bill" / "wave.png").write_bytes(ornament())


if __name__ == "__main__":
    main()
