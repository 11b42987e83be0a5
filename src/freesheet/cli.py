"""The command `freesheet`: the door through which files, addresses and the clock come in."""

import os
import sys
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from time import perf_counter

import click
import msgspec
from msgspec.structs import replace
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from freesheet import demo as demonstration, house as houses, samples
from freesheet.brought import Commands
from freesheet.edition import Edition, MissingPicture, NoRoom, spoken
from freesheet.editions import EDITIONS
from freesheet.house import BadHouse, House, Paper, Publication
from freesheet.intake import take
from freesheet.intake.arrival import Arrival, NotTaken
from freesheet.intake.door import open_raw
from freesheet.intake.tidy import tidy
from freesheet.press.archive import BadArchive
from freesheet.press.disk import CantWrite, put, writing_to
from freesheet.press.executors import NoWorkers, Workers, cluster, processes
from freesheet.press.home import home_of
from freesheet.press.making import PRODUCTS
from freesheet.press.progress import press_progress
from freesheet.press.publishing import Order, Place, press as press_site
from freesheet.press.report import Report
from freesheet.press.run import Job, Run, apart, run
from freesheet.press.site_run import Run as SiteRun
from freesheet.press.watching import changes
from freesheet.serve.server import CantServe, check as check_served, serve as serve_site
from freesheet.site.theme import BadTheme
from freesheet.story.checks import check as checks_of
from freesheet.story.file import BadStory, clean, schema as story_schema
from freesheet.story.nodes import Issue
from freesheet.story.slug import slug_of

# What a person can mend: told in one sentence. Anything else is a mistake of ours and keeps its traceback.
TOLD = (BadArchive, BadStory, BadTheme, CantServe, CantWrite, MissingPicture, NoRoom, NotTaken, NoWorkers)


def main() -> None:
    """Run the command; every error that a person can mend is one sentence on stderr and a non-zero exit."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without a story's letters is no reason to stop
    try:
        sys.exit(cli.main(standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        tell(error.format_message())
        sys.exit(error.exit_code)
    except click.Abort:
        tell("Stopped; nothing was changed.")
        sys.exit(130)
    except BadHouse as error:
        tell(*error.problems)
        sys.exit(1)
    except TOLD as error:
        tell(str(error))
        sys.exit(1)


def tell(*sentences: str) -> None:
    """Each sentence on stderr, on a line of its own, whatever line ends the name of a file may hold."""
    for sentence in sentences:
        click.echo(f"freesheet: {' '.join(sentence.split())}", err=True)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="freesheet")
def cli() -> None:
    """Make one story into every edition: web, text, print, large print, booklet, messages, e-mail, e-book, offline.

    \b
    A saved news page, in every form:      freesheet make page.html --to out
    Only what goes on paper:               freesheet make story.md --to out -e print -e large-print
    A week's stories as one issue:         freesheet make *.html --to out --as-issue "This week"
    See it first, with nothing of yours:   freesheet demo
    """  # noqa: D301 — click reads the character


def titled(_context: click.Context, _option: click.Parameter, title: str | None) -> str | None:
    """The title as an issue can carry it; none when no issue is asked for."""
    if title is None:
        return None
    if told := tidy(clean(title)):
        return told
    raise click.BadParameter("an issue needs a title.")


def known_edition(_context: click.Context, _option: click.Parameter, names: Sequence[str]) -> tuple[Edition, ...]:
    for name in names:
        if name not in EDITIONS:
            raise click.BadParameter(f"there is no edition {name!r}; there are {', '.join(EDITIONS)}.")
    return tuple(EDITIONS[name] for name in dict.fromkeys(names)) or tuple(EDITIONS.values())


def known_product(_context: click.Context, _option: click.Parameter, names: Sequence[str]) -> tuple[str, ...]:
    for name in names:
        if name not in PRODUCTS:
            raise click.BadParameter(f"there is no edition {name!r}; there are {', '.join(PRODUCTS)}.")
    return tuple(dict.fromkeys(names)) or PRODUCTS


house_option = click.option(
    "--house",
    "house_file",
    type=click.Path(path_type=Path),
    help="The house.toml that says who publishes; without it, the one in this folder, if there is one.",
)


@cli.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--to", type=click.Path(path_type=Path), required=True, help="The folder to write to.")
@click.option(
    "-e", "--edition", "editions", multiple=True, callback=known_edition, help="Only this one; again for more."
)
@house_option
@click.option("--as-issue", metavar="TITLE", callback=titled, help="Make the stories into one issue too.")
@click.option("--paper", type=click.Choice(["letter", "a4"]), help="The paper, whatever the house says.")
@click.option("--price", type=click.IntRange(0, 10_000), metavar="CENTS", help="What printing one side costs.")
@click.option(
    "--report", type=click.Path(path_type=Path), help="At the end, write all that the run tells to this file, as JSON."
)
@click.option("--address", default="", help="Where the one input is on the web, if it does not say so itself.")
@click.option("--fetch-pictures", is_flag=True, help="Fetch pictures that a saved page has left on the web.")
def make(
    inputs: tuple[str, ...],
    to: Path,
    editions: tuple[Edition, ...],
    house_file: Path | None,
    as_issue: str | None,
    paper: Paper | None,
    price: int | None,
    report: Path | None,
    address: str,
    fetch_pictures: bool,  # noqa: FBT001 — click gives flags by keyword
) -> None:
    """Make every edition, or the chosen ones, of each INPUT.

    INPUT is a file (story.json, Markdown with front matter, a saved HTML page, Word's .docx, plain text), an address
    that begins with http, or - for standard input. DIR/SLUG/ holds a story's editions, DIR/ISSUE-SLUG/ an issue's.
    """
    known = read_house(house_file)
    arrivals, failures = read_all(inputs, address=address, fetch_pictures=fetch_pictures)
    house = printed_on(known or without_house(arrivals), paper, price)
    stories = apart([arrival.story for arrival in arrivals])
    issue = Issue(slug=slug_of(as_issue), title=as_issue, stories=stories) if as_issue else None
    done, now = Run((), ()), epoch()
    if stories:
        with watching() as watch:
            done = run(
                stories, editions, to, house=house, picture=pictures_of(arrivals), issue=issue, now=now, watch=watch
            )
    told = Report(
        done,
        house.printing,
        {story.slug: arrival.drops for story, arrival in zip(stories, arrivals, strict=True)},
        {story.slug: checks_of(story) for story in stories},
        failures,
    )
    Console().print(told.as_table(), end="")
    tell(*failures.values())
    if report:
        write_report(report, told.as_json())
    if failures:
        sys.exit(1)


def read_house(file: Path | None) -> House | None:
    """The house of a file or of house.toml in this folder; none when there is neither."""
    chosen = file or (Path("house.toml") if Path("house.toml").is_file() else None)
    if not chosen:
        return None
    try:
        return houses.read(chosen.read_bytes(), str(chosen))
    except OSError as error:
        raise click.ClickException(f"Can't read {chosen}: {error.strerror}; --house takes a house.toml.") from error


def without_house(arrivals: Sequence[Arrival]) -> House:
    """Who publishes when nobody says so: the outlet that all the stories come from.

    No volume, number or copyright line is made up in its name.
    """
    outlets = {arrival.outlet for arrival in arrivals}
    name = outlets.pop() if len(outlets) == 1 else ""
    return House(name=name or House().name, publication=Publication(number="", copyright=""))


def printed_on(house: House, paper: Paper | None, price: int | None) -> House:
    printing = house.printing
    return replace(
        house,
        printing=replace(
            printing,
            paper=paper or printing.paper,
            price_cents=printing.price_cents if price is None else price,
        ),
    )


def read_all(inputs: Sequence[str], *, address: str, fetch_pictures: bool) -> tuple[list[Arrival], dict[str, str]]:
    """The stories that arrived, and for each input that did not, the sentence that says why."""
    if address and len(inputs) > 1:
        raise click.UsageError("--address is for one input.")
    arrivals, failures = list[Arrival](), dict[str, str]()
    for where in inputs:
        try:
            arrivals.append(take(open_raw(where, address=address, fetch_pictures=fetch_pictures)))
        except (BadStory, NotTaken) as error:
            failures[where] = str(error) if where == "-" or where in str(error) else f"{where}: {error}"
    return arrivals, failures


def pictures_of(arrivals: Sequence[Arrival]) -> Callable[[str], bytes]:
    """Every arrived picture by its file name."""
    pictures = {name: data for arrival in arrivals for name, data in arrival.pictures.items()}

    def picture(name: str) -> bytes:
        if name not in pictures:
            raise MissingPicture(f"The picture {name} is not there.")
        return pictures[name]

    return picture


def epoch() -> datetime | None:
    """The time that SOURCE_DATE_EPOCH sets, as reproducible builds do; else none, and the stories date the run."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds)) if seconds else None
    except (OverflowError, ValueError) as error:
        raise click.ClickException(f"SOURCE_DATE_EPOCH is {seconds!r}; it takes seconds since 1970.") from error


@contextmanager
def watching() -> Iterator[Callable[[Job, int], None]]:
    """A progress bar on stderr while a terminal watches, else nothing."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("press", total=None)

        def watch(job: Job, of: int) -> None:
            progress.update(task, advance=1, total=of, description=job.name)

        yield watch


def write_report(file: Path, data: bytes) -> None:
    try:
        put(file, data)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise CantWrite(
            f"Can't write the report to {file}: {why}; choose another file. What was made stays."
        ) from error


@cli.command()
@click.option(
    "--from",
    "place",
    type=click.Path(path_type=Path),
    required=True,
    metavar="SOURCE",
    help="A newsroom's folder, or an archive (stories.db).",
)
@click.option("--to", required=True, metavar="DIR|s3://BUCKET/FOLDER", help="The folder or the bucket to publish to.")
@click.option("--full", is_flag=True, help="Make everything anew, in a new folder that is swapped in at the end.")
@click.option("--jobs", type=click.IntRange(1, 64), help="How many processes; as many as there are processors.")
@click.option(
    "--executor", default="processes", metavar="processes|tcp://HOST:PORT", help="Who works: a Dask cluster, if named."
)
@click.option("--watch", is_flag=True, help="Stay, and publish each change of the source as it comes, until Ctrl-C.")
@click.option(
    "-e", "--edition", "editions", multiple=True, callback=known_product, help="Only this one; again for more."
)
@click.option("--plain", is_flag=True, help="Leave out the compressed copies that a server sends.")
@house_option
@click.option(
    "--work", type=click.Path(path_type=Path), help="The folder to work in before sending; for s3:// addresses."
)
@click.option(
    "--changed", type=click.Path(path_type=Path), help="At the end, write the addresses that changed to this file."
)
@click.option(
    "--report", type=click.Path(path_type=Path), help="At the end, write all that the run tells to this file, as JSON."
)
def press(
    place: Path,
    to: str,
    full: bool,  # noqa: FBT001 — click gives flags by keyword
    jobs: int | None,
    executor: str,
    watch: bool,  # noqa: FBT001
    editions: tuple[str, ...],
    plain: bool,  # noqa: FBT001
    house_file: Path | None,
    work: Path | None,
    changed: Path | None,
    report: Path | None,
) -> None:
    """Publish a whole site, or bring it up to date: what changed since the last time is made again, nothing else."""
    asks = bool(changed or report)
    order = Order(place, Place.of(to, place, work), editions, house_file, compressed=not plain, changed=asks)
    try:
        with workers_of(executor, jobs) as workers:
            if watch:
                keep_pressing(order, workers, full=full, changed=changed, report=report)
                return
            done = press_once(order, workers, full=full)
    except KeyboardInterrupt:
        tell("Stopped; what stood there stands, and the next run goes on from here.")
        sys.exit(0 if watch else 130)
    click.echo(summary(done, order.to))
    tell(*problems_of(done))
    write_told(done, changed=changed, report=report)
    if done.failures:
        sys.exit(1)


def workers_of(executor: str, jobs: int | None) -> AbstractContextManager[Workers]:
    """The cluster at an address, else processes of this machine."""
    if executor == "processes":
        return processes(jobs or os.cpu_count() or 1)
    if not executor.startswith(("tcp://", "tls://")):
        raise click.BadParameter(f"there is no executor {executor!r}; write processes, or tcp://HOST:PORT.")
    return cluster(executor)


def press_once(order: Order, workers: Workers, *, full: bool = False) -> SiteRun:
    """One run of the press, as of now."""
    with press_progress() as watch:
        return press_site(order, workers, now=epoch() or datetime.now(UTC), full=full, watch=watch)


def keep_pressing(order: Order, workers: Workers, *, full: bool, changed: Path | None, report: Path | None) -> None:
    """Press, and again whenever something changes; what is wrong is told, and may be mended meanwhile."""
    said: tuple[str, ...] | None = None
    for _ in chain((None,), changes(order.source, (order.to.tree, home_of(order.to.tree)))):
        begun, line = perf_counter(), ""
        try:
            done = press_once(order, workers, full=full)
            wrong, full = problems_of(done), False
            if wrong != said or done.full or done.put or done.removed or done.sent or done.taken:
                line = summary(done, order.to)
                write_told(done, changed=changed, report=report)
        except BadHouse as error:
            wrong = error.problems
        except TOLD as error:
            wrong = (str(error),)
        if line:
            click.echo(f"{datetime.now(UTC).astimezone():%H:%M:%S} {line} It took {perf_counter() - begun:.1f} s.")
        if wrong != said:
            tell(*wrong)
        said = wrong


def summary(done: SiteRun, to: Place) -> str:
    """What a run did, in one sentence."""
    if to.bucket:
        return f"{done.sent} objects sent, {done.taken} removed in {to}."
    if done.full:
        return f"{done.stories} stories, {done.files} files, all made anew in {to}."
    return f"{len(done.put)} files written, {len(done.removed)} removed in {to}."


def problems_of(done: SiteRun) -> tuple[str, ...]:
    """What a run could not do, and what it remarks."""
    return (*done.remarks, *(f"{name}: {why}" if name not in why else why for name, why in done.failures.items()))


def write_told(done: SiteRun, *, changed: Path | None, report: Path | None) -> None:
    """The files that were asked for."""
    if changed:
        write_report(changed, "".join(f"{address}\n" for address in done.changed).encode())
    if report:
        write_report(report, done.as_json())


port_option = click.option("--port", type=click.IntRange(1, 65535), default=8000, help="The port; 8000 by default.")


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--host", default="127.0.0.1", help="The address to listen on; 0.0.0.0 for all of this machine's.")
@port_option
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="How many processes.")
def serve(folder: Path, host: str, port: int, workers: int) -> None:
    """Serve a pressed site: compressed files from memory, redirects, search; until Ctrl-C ends it."""
    check_served(folder, host, port)
    click.echo(f"{folder} is at http://{host}:{port}/ now; Ctrl-C ends it.")
    serve_site(folder, host=host, port=port, workers=workers)


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def new(folder: Path) -> None:
    """Begin a newsroom in a new folder: a house, a sample story, the usual pages, and a README for its editor."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.ClickException(f"{folder} is there already; name a folder that is not.")
    with writing_to(folder):
        samples.write_starter(folder)
    click.echo(
        f"A newsroom is in {folder}. Read {folder / 'README.md'}, then: freesheet press --from {folder} --to public"
    )


@cli.command()
def editions() -> None:
    """List the editions: name, file, what each leaves out."""
    for edition in EDITIONS.values():
        click.echo(f"{edition.name:<12} {edition.files:<36} {left_out(edition)}")


def left_out(edition: Edition) -> str:
    """What an edition does not carry, in words."""
    kinds = ", ".join(spoken(kind) for kind in edition.leaves_out)
    return (
        " ".join(part for part in (f"leaves out {kinds}." if kinds else "", edition.limits) if part)
        or "leaves out nothing."
    )


@cli.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--address", default="", help="Where the one input is on the web, if it does not say so itself.")
def check(inputs: tuple[str, ...], address: str) -> None:
    """Tell what an editor should look at in each INPUT, what intake dropped, and why; exit 1 if there is anything."""
    arrivals, failures = read_all(inputs, address=address, fetch_pictures=False)
    found = 0
    for arrival in arrivals:
        click.echo(f"{arrival.story.slug}: {arrival.story.headline}")
        for drop in arrival.drops:
            click.echo(f"  left out   {drop.what}: {drop.why}")
        for remark in checks_of(arrival.story):
            found += 1
            click.echo(f"  {remark.code:<10} {remark.sentence} {remark.reason}")
    tell(*failures.values())
    sys.exit(1 if found or failures else 0)


@cli.command()
def schema() -> None:
    """Print the JSON Schema of story.json."""
    click.echo(msgspec.json.format(msgspec.json.encode(story_schema()), indent=2))


@cli.command()
@click.option("--to", type=click.Path(path_type=Path), default=Path("out/demo"), help="The folder to write to.")
@click.option("--serve/--no-serve", "serves", default=True, help="Serve the newspaper when it is made.")
@port_option
@click.option("--sheet", is_flag=True, help="Instead, make a dozen stories into every edition, on a contact sheet.")
@click.option("--open/--no-open", "opens", default=True, help="Open it in a browser.")
def demo(to: Path, serves: bool, port: int, sheet: bool, opens: bool) -> None:  # noqa: FBT001 — click's way
    """Make a small newspaper out of sample stories, in every edition, and serve it."""
    if sheet:
        with watching() as watch:
            done, page = demonstration.make(to, watch=watch)
        click.echo(f"{len(done.made)} files in {to}. See them all on one page: {page}")
        show(page, asked=opens)
        return
    with writing_to(to):
        samples.write_newsroom(to / "newsroom")
    order = Order(to / "newsroom", Place(to / "site"), PRODUCTS)
    with workers_of("processes", None) as workers:
        pressed = press_once(order, workers)
    click.echo(summary(pressed, order.to))
    tell(*problems_of(pressed))
    if serves:
        check_served(to / "site", "127.0.0.1", port)
        address = f"http://127.0.0.1:{port}/"
        click.echo(f"The newspaper is at {address} now; Ctrl-C ends it. Its files to edit: {to / 'newsroom'}.")
        if opens and sys.stdout.isatty():
            webbrowser.open(address)
        serve_site(to / "site", port=port)


def show(page: Path, *, asked: bool) -> None:
    """Open a page in the browser, if that is asked for and a person is there to see it."""
    if asked and sys.stdout.isatty():
        webbrowser.open(page.resolve().as_uri())
