"""The e-mail edition: one .eml of a story or an issue, for a mailing program to fill in and send to those who asked."""

from freesheet.edition import Artifact, Edition, Kit, Loss
from freesheet.editions.email.letter import build, size
from freesheet.editions.email.page import Mail, footer_text, mail_of, written
from freesheet.markup.text import issue_text
from freesheet.story.nodes import Issue, PullQuote

# Gmail cuts a mail at 102 kB of HTML and hides the rest, the unsubscribe link included.
MOST_BYTES = 95_000


def make(issue: Issue, kit: Kit) -> tuple[Artifact, ...]:
    mail = mail_of(issue, kit.house)
    shown, html = _fitted(mail)
    text = f"{issue_text(issue, kit.house)}\n\n{footer_text(mail)}\n"
    data = build(mail, html, text, kit.date(issue))
    return (Artifact("email.eml", EDITION.name, data, losses=tuple(_losses(mail, shown))),)


def _fitted(mail: Mail) -> tuple[int, str]:
    """How many units fit under the limit, and their HTML. At the least, one without any of them is sent."""
    html = written(mail, mail.units)
    if size(html) <= MOST_BYTES:
        return mail.units, html
    fits, over, html = 0, mail.units, written(mail, 0)
    while over - fits > 1:
        middle = (fits + over) // 2
        longer = written(mail, middle)
        if size(longer) <= MOST_BYTES:
            fits, html = middle, longer
        else:
            over = middle
    return fits, html


def _losses(mail: Mail, shown: int) -> list[Loss]:
    what = "The HTML part ends before these words, at 95 kB, where Gmail would cut it; the text part has them all."
    return [Loss(EDITION.name, slug, what, text) for slug, text in mail.lost(shown) if text]


EDITION = Edition(
    name="email",
    title="E-mail",
    make=make,
    files="email.eml",
    of=("story", "issue"),
    leaves_out=(PullQuote,),
    limits="Pictures are described, so that nobody learns who opens it; beyond 95 kB, words are in the text part only.",
)
