"""What a run tells: JSON for machines, a table for people; files, paper, losses, what intake dropped, what to check."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from freesheet.house import Printing
from freesheet.intake.arrival import Drop
from freesheet.paper.postage import cents_of, ounces_of
from freesheet.press.run import Made, Run
from freesheet.story.checks import Remark

# The report's own version, for those who read it with a program.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Report:
    """A run and what came before it; drops and remarks by the story's slug, failures by input."""

    run: Run
    printing: Printing
    drops: Mapping[str, Sequence[Drop]]
    remarks: Mapping[str, Sequence[Remark]]
    failures: Mapping[str, str]

    def as_json(self) -> bytes:
        """The whole report; `cents` is printing at the house's price a side, `ounces` is without an envelope."""
        told: dict[str, Any] = {
            "format": FORMAT,
            "artifacts": [self._artifact(made) for made in self.run.made],
            "losses": [asdict(loss) for loss in self.run.losses],
            "drops": [{"story": slug} | asdict(drop) for slug, drops in self.drops.items() for drop in drops],
            "checks": [{"story": slug} | asdict(remark) for slug, found in self.remarks.items() for remark in found],
            "failures": [{"input": where, "why": why} for where, why in self.failures.items()],
        }
        return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"

    def _artifact(self, made: Made) -> dict[str, Any]:
        told = asdict(made)
        if made.sheets:
            told["ounces"] = round(ounces_of(made.sheets, self.printing.paper), 2)
            told["cents"] = cents_of(made.pages, self.printing.price_cents)
        return told

    def as_table(self) -> Group:
        """The run for people: each edition with its size and its paper, then what was lost and dropped, then checks."""
        issues = dict.fromkeys(made.issue for made in self.run.made)
        return Group(*map(self._files, issues), *map(Text, self._sentences()))

    def _files(self, issue: str) -> Table:
        table = Table(box=None, pad_edge=False, title=f"{issue}/", title_justify="left", title_style="bold")
        table.add_column("edition")
        table.add_column("file", overflow="fold")
        table.add_column("size", justify="right")
        table.add_column("to print", no_wrap=True)
        made = [made for made in self.run.made if made.issue == issue]
        for edition in dict.fromkeys(one.edition for one in made):
            files = [one for one in made if one.edition == edition]
            table.add_row(edition, named(files), size(sum(one.bytes for one in files)), self._paper(files[0]))
        return table

    def _paper(self, made: Made) -> str:
        if not made.sheets:
            return ""
        cents = cents_of(made.pages, self.printing.price_cents)
        ounces = ounces_of(made.sheets, self.printing.paper)
        return f"{counted(made.sheets, 'sheet')}, {counted(made.pages, 'side')}, {ounces:.1f} oz, {cents} cents"

    def _sentences(self) -> Iterator[str]:
        lost = dict[str, dict[str, None]]()
        for loss in self.run.losses:
            lost.setdefault(loss.what, {})[loss.edition] = None
        for what, editions in lost.items():
            yield f"Left out of {', '.join(editions)}: {what}"
        for slug, drops in self.drops.items():
            kinds = Counter(drop.what for drop in drops)
            told = ", ".join(f"{what} ({count})" if count > 1 else what for what, count in kinds.items())
            if told:
                yield f"{slug}: intake left out {told}"
        for slug, remarks in self.remarks.items():
            yield from (f"{slug}: {remark.sentence}" for remark in remarks)


def named(files: Sequence[Made]) -> str:
    """An edition's files by their names; of more than two, the first and how many more."""
    names = [made.path.removeprefix(f"{made.issue}/") for made in files]
    return ", ".join(names) if len(names) < 3 else f"{names[0]} and {len(names) - 1} more"


def size(count: int) -> str:
    """A number of bytes for people: "940 B", "14 kB", "1.2 MB"."""
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1e6:.1f} MB"


def counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
