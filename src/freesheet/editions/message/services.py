"""The prison message services that a story is cut for: what one message may hold, by whom that is said, and when."""

from dataclasses import dataclass
from datetime import date

# Services count the text as a web form sends it, where each line end is two characters: CR and LF (HTML, form
# submission).
LINE_END = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service's limits. A line longer than `wraps_at` characters is counted as several, where lines are counted."""

    name: str
    title: str
    characters: int
    lines: int | None = None
    wraps_at: int = 80
    source: str
    seen: date

    def count(self, text: str) -> int:
        """The characters of a text as the service counts them."""
        return len(text) + (LINE_END - 1) * text.count("\n")

    def count_lines(self, text: str) -> int:
        """The lines of a text as a screen of `wraps_at` characters shows them."""
        return sum(max(1, -(-len(line) // self.wraps_at)) for line in text.removesuffix("\n").split("\n"))

    def holds(self, text: str) -> bool:
        """Whether one message can be this text."""
        return self.count(text) <= self.characters and (self.lines is None or self.count_lines(text) <= self.lines)


# When the limits below were last looked up. They change without notice.
SEEN = date(2026, 11, 22)

# The first row is for a service whose limit nobody has told: most do not publish one. What users report lies between
# 1,500 and 6,000 characters; 6,000 sends a usual story in two messages, 1,500 in seven, and each is paid for. Who is
# refused with `strict` takes `shortest`. A row is added when a limit has been read, with where and when.
SERVICES = (
    Service(
        name="strict",
        title="A service whose limit is not known",
        characters=6_000,
        source="https://thelatest.com/tlt/what-passes-email-prison-criminal-justice-reform-email--1573100563",
        seen=SEEN,
    ),
    Service(
        name="shortest",
        title="The shortest messages reported",
        characters=1_500,
        source="https://thelatest.com/tlt/what-passes-email-prison-criminal-justice-reform-email--1573100563",
        seen=SEEN,
    ),
    Service(
        name="corrlinks",
        title="CorrLinks (TRULINCS, United States federal prisons)",
        characters=13_000,
        source="https://penmateapp.com/guides/facility/fci-coleman-medium/articles/trulincs-email-works-accepting-contact",
        seen=SEEN,
    ),
    Service(
        name="o-mail",
        title="O-mail (CorrLinks in Iowa)",
        characters=13_000,
        # The source does not say how wide a line is; 80 characters is the narrowest that a CorrLinks page is drawn.
        lines=100,
        source="https://penmateapp.com/guides/facility/iowa-medical-and-classification-center/articles/"
        "setting-mail-corr-links-incarcerated",
        seen=SEEN,
    ),
    Service(
        name="smart-communications",
        title="Smart Communications (SmartInmate, SmartJailMail)",
        characters=30_000,
        source="https://www.smartinmate.com/faq-messaging.cfm",
        seen=SEEN,
    ),
)
