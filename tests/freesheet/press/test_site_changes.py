"""A tree that was brought up to date change by change is, byte for byte, the one that a full build makes."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from freesheet.house import Front, House, Look, Printing
from freesheet.press.archive import Fixed, IssuePlan
from freesheet.site.redirects import read as read_redirects
from freesheet.story.file import write
from freesheet.story.nodes import Aside, Byline, Correction, Series, Story, Withdrawal
from tests.sites import HOUSE, NOW, Newsroom, told
from tests.strategies import image_bytes, paragraph, picture, story

SECTIONS = ("Town", "Courts", "Sea & sky")
TOPICS = ("Water", "Jail", "Été", "Buses")
PEOPLE = ("Ann Lee", "Bo Chi", "Cy Dae")
COLOURS = ("#112233", "#445566", "#778899")

# What readers look for first; the other editions follow in a run of their own.
FIRST = ("web", "lite", "republish", "search")


class Walk:
    """Changes an editor might make, one after another, by chance."""

    def __init__(self, newsroom: Newsroom, chance: Random) -> None:
        self.newsroom, self.chance = newsroom, chance
        self.stories = dict[str, Story]()
        self.count = 0

    def step(self) -> str:
        change = self.chance.choices(list(CHANGES), weights=list(CHANGES.values()))[0]
        if self.stories or change is Walk.publish:
            change(self)
        return change.__name__

    def some(self) -> Story:
        return self.chance.choice(list(self.stories.values()))

    def keep(self, one: Story, **more: object) -> None:
        self.newsroom.put(one, **more)  # type: ignore[arg-type]
        stored = self.newsroom.archive.get(one.id)
        assert stored
        self.stories[one.id] = replace(one, slug=stored.slug)

    def publish(self) -> None:
        self.count += 1
        chance = self.chance
        self.keep(
            told(
                self.count,
                section=chance.choice(SECTIONS),
                topics=tuple(chance.sample(TOPICS, 2)),
                bylines=tuple(map(Byline, chance.sample(PEOPLE, chance.randrange(1, 3)))),
                storylines=("The flood",) if chance.random() < 0.3 else (),
                series=Series("Hours", chance.randrange(1, 5)) if chance.random() < 0.3 else None,
                published=NOW - timedelta(days=chance.choice((0, 1, 3, 40, 41, 42, 300)), minutes=self.count),
                aliases=(f"/old/{self.count}/",) if chance.random() < 0.2 else (),
            )
        )

    def correct(self) -> None:
        one, chance = self.some(), self.chance
        made = NOW - timedelta(hours=chance.randrange(900))
        self.keep(replace(one, corrections=(*one.corrections, Correction(made, "It said 4.", "It is 5.", True))))

    def withdraw(self) -> None:
        self.keep(replace(self.some(), withdrawal=Withdrawal(NOW, "Its source was invented.")))

    def bring_back(self) -> None:
        self.keep(replace(self.some(), withdrawal=None))

    def retitle(self) -> None:
        self.keep(replace(self.some(), headline=f"Another headline, {self.chance.randrange(99)}"))

    def reslug(self) -> None:
        self.keep(replace(self.some(), slug=f"moved-{self.chance.randrange(12)}"))

    def trade_slugs(self) -> None:
        one, other = self.some(), self.some()
        self.keep(replace(one, slug="aside"))
        self.keep(replace(other, slug=one.slug))
        self.keep(replace(one, slug=other.slug))

    def file_elsewhere(self) -> None:
        chance = self.chance
        self.keep(replace(self.some(), section=chance.choice(SECTIONS), topics=tuple(chance.sample(TOPICS, 1))))

    def translate(self) -> None:
        self.count += 1
        self.keep(told(self.count, language="es", translation_of=self.some().id, published=NOW - timedelta(hours=5)))

    def tell_so_far(self) -> None:
        aside = Aside((paragraph(f"So far, {self.count}."),), "story-so-far")
        self.keep(replace(self.some(), storylines=("The flood",), body=(aside, paragraph("More."))))

    def picture(self) -> None:
        shot = image_bytes(60, 40, colour=self.chance.choice(COLOURS))
        self.keep(replace(self.some(), lead=picture("lead.png", "A street")), pictures={"lead.png": shot})

    def backdate(self) -> None:
        one = self.some()
        published = (one.published or NOW) - timedelta(days=self.chance.choice((1, 30, 70)))
        self.keep(replace(one, published=published))

    def schedule(self) -> None:
        self.keep(replace(self.some(), published=self.newsroom.now + timedelta(days=self.chance.randrange(1, 9))))

    def draft(self) -> None:
        self.keep(replace(self.some(), published=None))

    def remove(self) -> None:
        one = self.some()
        del self.stories[one.id]
        self.newsroom.remove(one.id)

    def restore(self) -> None:
        """A story that was removed comes back under its old address, or under another."""
        one = self.some()
        self.newsroom.remove(one.id)
        self.newsroom.press()
        self.keep(replace(one, slug=self.chance.choice((one.slug, f"back-{self.count}"))))

    def wait(self) -> None:
        self.newsroom.now += timedelta(days=self.chance.choice((1, 4, 30)))

    def pick(self) -> None:
        self.newsroom.around["picks"] = tuple(self.some().slug for _ in range(self.chance.randrange(2)))

    def plan_issues(self) -> None:
        chance = self.chance
        self.newsroom.around["issues"] = tuple(
            IssuePlan(
                f"issue-{number}",
                f"Issue {number}",
                (self.some().slug, self.some().id),
                self.newsroom.now + timedelta(days=chance.choice((-9, -1, 2))),
                number=str(number),
            )
            for number in range(chance.randrange(4))
        )

    def write_pages(self) -> None:
        chance, here = self.chance, list[Fixed]()
        for slug in chance.sample(("about", "give", self.some().slug), chance.randrange(2)):
            page = story(f"Words, {chance.randrange(9)}.", slug=slug, headline=slug.title())
            here.append(Fixed(slug, page.headline, write(page)))
        self.newsroom.around["fixed"] = tuple(here)

    def redirect(self) -> None:
        sources = ("/a/", f"/{self.some().slug}/", "/topics/buses/", "/moved-3", "/?p=12", "/about/")
        lines = [f"{source},/{self.some().slug}/," for source in self.chance.sample(sources, 3)]
        table = read_redirects("\n".join(("from,to,status", *lines)).encode(), HOUSE.site)
        self.newsroom.around["redirects"] = table

    def change_house(self) -> None:
        chance = self.chance
        house = House(
            name="The Test House",
            site=HOUSE.site,
            contact="desk@example.org",
            time_zone=chance.choice(("UTC", "UTC", "Asia/Tokyo")),
            look=Look(accent=chance.choice(("#8a1c1c", "#003366"))),
            printing=Printing(price_cents=chance.choice((10, 15))),
            front=Front(stories=chance.choice((3, 18))),
        )
        self.newsroom.around["house"] = house

    def change_theme(self) -> None:
        plain = '{% extends layout %}{% block main %}<h1 id="main">{{ page.heading }}</h1>{% endblock %}'
        self.newsroom.around["own"] = self.chance.choice(({}, {"list.html.j2": plain}))

    def choose_editions(self) -> None:
        self.newsroom.press(editions=self.chance.choice((("web",), ("lite",), ("web", "search"), *[FIRST] * 6)))


CHANGES: dict[Callable[[Walk], None], int] = {
    Walk.publish: 30,
    Walk.correct: 10,
    Walk.withdraw: 4,
    Walk.bring_back: 3,
    Walk.retitle: 8,
    Walk.reslug: 6,
    Walk.trade_slugs: 3,
    Walk.file_elsewhere: 6,
    Walk.translate: 5,
    Walk.tell_so_far: 3,
    Walk.picture: 4,
    Walk.backdate: 5,
    Walk.schedule: 5,
    Walk.draft: 3,
    Walk.remove: 5,
    Walk.restore: 3,
    Walk.wait: 5,
    Walk.pick: 3,
    Walk.plan_issues: 4,
    Walk.write_pages: 2,
    Walk.redirect: 5,
    Walk.change_house: 2,
    Walk.change_theme: 2,
    Walk.choose_editions: 10,
}


@pytest.mark.parametrize("seed", range(2))
def test_after_any_changes_the_tree_is_what_a_full_build_makes(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 — the same walk each time
    newsroom = Newsroom(tmp_path)
    newsroom.editions = (*FIRST, "text")
    walk, done = Walk(newsroom, chance), list[str]()
    # A site is never empty again once it has begun.
    newsroom.put(told(0, id="first", slug="first"))
    newsroom.press()
    for round_ in range(20):
        done.extend(walk.step() for _ in range(chance.choice((1, 1, 2, 6))))
        newsroom.press()
        if round_ % 4 == 3:
            tree = newsroom.tree
            assert tree.differing(newsroom.whole()) == [], f"after {', '.join(done)}"
            assert tree.dead_links() == []
            assert tree.torn() == []
            done.clear()
