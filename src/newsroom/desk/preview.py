"""A story or an issue in every edition, as it would go out now: of the text that is being written, too."""

import base64
import email
import email.policy
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
from django.conf import settings
from django.template.loader import render_to_string

from freesheet.edition import Artifact, Kit, Loss, MissingPicture, losses
from freesheet.editions import EDITIONS
from freesheet.editions.message.services import SERVICES
from freesheet.house import House
from freesheet.press.run import kit_of
from freesheet.story.checks import Remark, check
from freesheet.story.nodes import Issue, Story
from newsroom.desk.modes import ISSUE_MODES, MODES
from newsroom.desk.stories import Told

# Sharp enough to read on a screen at half its width.
DOTS_PER_POINT = 1.4
# Sheets that a long story shows; what comes behind them looks the same.
MOST_SIDES = 12


@dataclass(frozen=True, slots=True)
class Preview:
    """A story as it is, or an issue, and what its editions are made with."""

    issue: Issue
    kit: Kit
    house: House

    @classmethod
    def of(cls, told: Told, house: House, now: datetime) -> "Preview":
        """A story without a date shows today's, as it would if it were published now."""
        return cls.of_issue(Issue.of(told.story), told.pictures, house, now)

    @classmethod
    def of_issue(cls, issue: Issue, pictures: Mapping[str, str], house: House, now: datetime) -> "Preview":
        """`pictures` are the paths below the media folder of those that its stories name."""
        made = kit_of(list(EDITIONS.values()), house=house, picture=picture_of(pictures), now=now)
        return cls(issue, made, house)

    @property
    def story(self) -> Story:
        return self.issue.stories[0]

    def artifacts(self, edition: str) -> tuple[Artifact, ...]:
        return self.kit.made(edition, self.issue)

    def shown(self, mode: str) -> str:
        """The page that shows an edition."""
        return _SHOWN[mode](self, mode)


def picture_of(pictures: Mapping[str, str]) -> Callable[[str], bytes]:
    """What gives a picture's bytes by the file that a story calls it by."""

    def picture(file: str) -> bytes:
        if file not in pictures:
            raise MissingPicture(f"The picture {file} is not at the desk.")
        try:
            return Path(settings.MEDIA_ROOT, pictures[file]).read_bytes()
        except OSError as error:
            raise MissingPicture(f"The picture {file} is not in the media folder; upload it again.") from error

    return picture


def _page(preview: Preview, mode: str) -> str:
    """The page itself, with its pictures inside."""
    page, *copies = preview.artifacts(mode)
    return with_pictures(page.data.decode(), {copy.path: copy.data for copy in copies})


def with_pictures(page: str, pictures: Mapping[str, bytes]) -> str:
    """A page that needs no other file."""
    if not pictures:
        return page
    names = re.compile(r'(?<=["\s])(' + "|".join(map(re.escape, pictures)) + r')(?=["\s])')
    return names.sub(lambda found: _data(found[1], pictures[found[1]]), page)


def _data(name: str, data: bytes) -> str:
    kind = {"jpg": "jpeg", "svg": "svg+xml"}.get(ending := name.rpartition(".")[2], ending)
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def _sheets(preview: Preview, mode: str) -> str:
    artifact = preview.artifacts(mode)[0]
    sides = tuple(_data("side.png", side) for side in drawn(artifact.data))
    cents = artifact.pages * preview.house.printing.price_cents
    return rendered("sheets", preview, mode, artifact=artifact, sides=sides, cost=cents / 100, most=MOST_SIDES)


def drawn(pdf: bytes) -> list[bytes]:
    """The first sides of a PDF as pictures."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = list[bytes]()
        for number in range(min(len(document), MOST_SIDES)):
            out = BytesIO()
            document[number].render(scale=DOTS_PER_POINT).to_pil().convert("L").save(out, "PNG")
            found.append(out.getvalue())
        return found
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class Service:
    title: str
    parts: tuple[str, ...]
    most: int


def _messages(preview: Preview, mode: str) -> str:
    return rendered("messages", preview, mode, services=services(preview), none=_none(preview))


def services(preview: Preview) -> tuple[Service, ...]:
    """What each message service would be given."""
    parts = preview.artifacts("message")
    return tuple(
        Service(service.title, tuple(part.data.decode() for part in told), service.characters)
        for service in SERVICES
        if (told := [part for part in parts if part.path.startswith(f"message-{service.name}-")])
    )


def _none(preview: Preview) -> str:
    """Why there are no messages."""
    first = preview.artifacts("message")[0]
    return first.data.decode() if first.path.startswith("message-none") else ""


def _letter(preview: Preview, mode: str) -> str:
    letter = email.message_from_bytes(preview.artifacts(mode)[0].data, policy=email.policy.default)
    html, text = letter.get_body(("html",)), letter.get_body(("plain",))
    return rendered(
        "letter",
        preview,
        mode,
        subject=letter["Subject"],
        html=html.get_content() if html else "",
        text=text.get_content() if text else "",
    )


def _text(preview: Preview, mode: str) -> str:
    return rendered("text", preview, mode, text=preview.artifacts(mode)[0].data.decode())


@dataclass(frozen=True, slots=True)
class Report:
    """What an editor should know before a story goes out."""

    remarks: tuple[Remark, ...]
    losses: tuple[tuple[str, tuple[Loss, ...]], ...]
    paper: tuple[tuple[str, Artifact], ...]
    services: tuple[Service, ...]
    no_messages: str


def report(preview: Preview) -> Report:
    """The checks, what each edition leaves out, the paper that it takes, the parts of its messages."""
    story, papers = preview.story, ("print", "large-print", "booklet")
    lost = {
        edition.title: tuple(
            dict.fromkeys(
                (
                    *losses(story, edition),
                    *(loss for made in preview.artifacts(edition.name) for loss in made.losses),
                )
            )
        )
        for edition in EDITIONS.values()
        if edition.name in MODES
    }
    return Report(
        check(story),
        tuple((title, some) for title, some in lost.items() if some),
        tuple((EDITIONS[name].title, preview.artifacts(name)[0]) for name in papers),
        services(preview),
        _none(preview),
    )


def _before(preview: Preview, mode: str) -> str:
    return rendered("before", preview, mode, report=report(preview))


def rendered(name: str, preview: Preview, mode: str, **shown: object) -> str:
    """A page of ours about what is previewed."""
    title = MODES.get(mode) or ISSUE_MODES[mode]
    context = {"heading": preview.issue.title, "title": title, "house": preview.house, **shown}
    return render_to_string(f"desk/preview/{name}.html", context)


_SHOWN: dict[str, Callable[[Preview, str], str]] = {
    "web": _page,
    "lite": _page,
    "before": _before,
    "print": _sheets,
    "large-print": _sheets,
    "booklet": _sheets,
    "message": _messages,
    "email": _letter,
    "text": _text,
}
