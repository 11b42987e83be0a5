"""The pictures of a book: each fitted once, in files of their own, with a description where one is missing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from freesheet.edition import Kit, Loss, MissingPicture
from freesheet.markup.article import Article
from freesheet.markup.html import described
from freesheet.pictures import Fitted, fit
from freesheet.story.nodes import Picture


@dataclass(slots=True)
class Plates:
    """The pictures that pages of one edition show, collected while the pages are written; `width` in pixels."""

    edition: str
    kit: Kit
    width: int
    folder: str = "pictures"
    losses: list[Loss] = field(default_factory=list)
    _shown: dict[str, tuple[str, Fitted]] = field(default_factory=dict)
    _packed: dict[Fitted, str] = field(default_factory=dict)

    def of(self, article: Article) -> Callable[[Picture], Markup]:
        """What writes this article's pictures."""

        def image(picture: Picture) -> Markup:
            try:
                path, fitted = self._plate(picture.file)
            except MissingPicture as error:
                loss = Loss(self.edition, article.story.slug, str(error))
                self.losses += [] if loss in self.losses else [loss]
                return described(picture, article.words)
            return Markup('<img src="{}" alt="{}" width="{}" height="{}"/>').format(
                path, "" if picture.decorative else picture.alt, fitted.width, fitted.height
            )

        return image

    def __iter__(self) -> Iterator[tuple[str, Fitted]]:
        """The path and the picture of each that was shown, in the order of first showing; the same one only once."""
        return ((path, fitted) for fitted, path in self._packed.items())

    def _plate(self, file: str) -> tuple[str, Fitted]:
        if file not in self._shown:
            fitted = fit(self.kit.picture(file), file, width=self.width)
            path = f"{self.folder}/{len(self._packed) + 1}.{fitted.extension}"
            self._shown[file] = (self._packed.setdefault(fitted, path), fitted)
        return self._shown[file]
