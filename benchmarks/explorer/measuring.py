"""What is measured inside a newsroom that has the pages, too; each function prints JSON."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from benchmarks.explorer.models import StoryPage
from benchmarks.site_stories import stories
from freesheet.story.nodes import Story as Node
from newsroom.desk.actions import Arriving, add_stories
from newsroom.desk.models import Story
from newsroom.desk.stories import fields_of
from newsroom.staff.models import User

_ROUNDS = 7
_BATCH = 1000


def _parent() -> Page:
    """The page that all stories are below."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    root = Page.get_first_root_node()
    parent: Page = root.add_child(instance=Page(title="Stories", slug="stories"))
    return parent


def _page(node: Node) -> StoryPage:
    body = fields_of(node, lambda _picture: None)["body"]
    return StoryPage(title=node.headline, slug=node.slug, dek=node.dek, body=body, published=node.published)


def imports(count: int, few: int) -> None:
    """Seconds for `count` stories through the desk, and for `few` pages one by one, until both are found."""
    parent = _parent()
    arriving = [Arriving(node) for node in stories(count)]
    pages = [_page(node) for node in stories(few)]
    spent = {
        "desk": _spent(lambda: add_stories(arriving=arriving)),
        "pages": _spent(lambda: _one_by_one(parent, pages)),
    }
    last, backend = arriving[-1].story, get_search_backend()
    if not any(row.key == last.id for row in backend.autocomplete(last.headline, Story)[:50]):
        sys.exit(f"{last.id}: the search does not find what came in last")
    if not any(page.slug == pages[-1].slug for page in backend.search(pages[-1].title, StoryPage)[:50]):
        sys.exit(f"{pages[-1].slug}: the search does not find the last page")
    print(json.dumps(spent))


def _one_by_one(parent: Page, pages: list[StoryPage]) -> None:
    for page in pages:
        with transaction.atomic():
            parent.add_child(instance=page)


def _spent(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of the processor."""
    begun, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begun, time.process_time() - cpu


def lists(count: int) -> None:
    """Processor seconds for one look at the list of stories, and at the explorer with as many pages; their queries."""
    if Story.objects.count() < count:
        add_stories(arriving=map(Arriving, stories(count)))
    parent = _parent()
    _grow(parent, count)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.create_superuser("looker"))
    words = Story.objects.order_by("-pk").values_list("headline", flat=True)[0].split()[0]
    looks = {
        "the first page": ("/desk/stories/", f"/desk/pages/{parent.pk}/"),
        "the hundredth page": ("/desk/stories/?p=100", f"/desk/pages/{parent.pk}/?p=100"),
        "by headline": ("/desk/stories/?ordering=headline", f"/desk/pages/{parent.pk}/?ordering=title"),
        "a search for one word": (f"/desk/stories/?q={words}", f"/desk/pages/{parent.pk}/?q={words}"),
    }
    print(json.dumps({name: _looks(client, pair) for name, pair in looks.items()}))


def _looks(client: Client, addresses: tuple[str, str]) -> list[tuple[float, float, int]]:
    """For each of two pages: median seconds of the processor and by the clock, and how many queries."""
    queries = []
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        if answer.status_code != 200:
            sys.exit(f"{address} answers {answer.status_code}")
        queries.append(len(asked))
    taken = [[_spent(lambda address=address: client.get(address)) for address in addresses] for _ in range(_ROUNDS)]
    medians = [[statistics.median(one) for one in zip(*each, strict=True)] for each in zip(*taken, strict=True)]
    return [(cpu, clock, count) for (clock, cpu), count in zip(medians, queries, strict=True)]


def _grow(parent: Page, count: int) -> None:
    """Pages below a page, as `add_child` would have left them, in much less time."""
    kind, depth = ContentType.objects.get_for_model(StoryPage), parent.depth + 1
    for start in range(0, count, _BATCH):
        pages = [_page(node) for node in islice(stories(count), start, start + _BATCH)]
        bases = [
            Page(
                path=Page._get_path(parent.path, depth, start + number),
                depth=depth,
                title=page.title,
                draft_title=page.title,
                slug=page.slug,
                url_path=f"{parent.url_path}{page.slug}/",
                content_type=kind,
                locale_id=parent.locale_id,
                first_published_at=page.published,
                last_published_at=page.published,
                latest_revision_created_at=page.published,
            )
            for number, page in enumerate(pages, 1)
        ]
        with transaction.atomic():
            Page.objects.bulk_create(bases)
            for base, page in zip(bases, pages, strict=True):
                page.page_ptr_id = base.pk
                page.__dict__.update({name: value for name, value in base.__dict__.items() if name != "_state"})
            StoryPage._base_manager._insert(pages, fields=StoryPage._meta.local_concrete_fields)
            get_search_backend().add_bulk(StoryPage, pages)
    Page.objects.filter(pk=parent.pk).update(numchild=count)
