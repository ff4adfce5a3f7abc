"""The photo sheets of articles: pictures beside the desk, with caption, credit and rights."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from store.article_parts import Fixed, Photo
from store.articles.photos import (
    MOST,
    Sighting,
    checked,
    kept_path,
    located,
    looked_at,
    pictures_in,
    refuse_unless_picture,
)
from store.copydesk.tallies import with_fixes
from store.desk.unit_of_work import UnitOfWork, there
from store.errors import N_, FileError, InvalidValueError
from store.paths import expand_user
from store.records import Article


class Photos:
    """The photo sheets of the articles of a desk."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._articles = work.store.of(Article)

    # ------------------------------------------------------------------ reading

    @property
    def folder(self) -> Path:
        """The folder from which the files are named: that of the desk."""
        return self._work.store.path.parent

    def path(self, photo: Photo) -> Path:
        """Return where the file of a photo lies."""
        return located(photo, self.folder)

    def kept(self, path: Path | str) -> str:
        """Return a path as it is kept on a sheet; raises as `store.articles.photos.kept_path`."""
        return kept_path(expand_user(path), self.folder)

    def look(self, article: Article) -> tuple[Sighting, ...]:
        """Return the photos of an article with what is found of their files."""
        return self.look_later(article)()

    def look_later(self, article: Article) -> Callable[[], tuple[Sighting, ...]]:
        """Return the look at the files of an article, which reads nothing of the desk any more."""
        photos, folder, today = article.photos, self.folder, self._work.today()
        return lambda: looked_at(photos, folder, today) if photos else ()

    # ------------------------------------------------------------------ changes

    def add(self, article: Article, files: Iterable[Path | str], **fields: Any) -> Article:
        """Put pictures at the end of a sheet, all with the same fields, as one change.

        Args:
            article: whose they are.
            files: their paths; a folder stands for the pictures in it.
            fields: of `Photo`, such as `credit`.

        Raises:
            FileError: one is missing or no picture; nothing has changed.
            InvalidValueError: there are none, or too many.
        """
        try:
            paths = pictures_in(map(expand_user, files))
        except OSError as error:
            raise FileError(
                N_("{path} cannot be read: {reason}."), path=error.filename, reason=error.strerror
            ) from error
        if not paths:
            raise InvalidValueError(N_("Name a picture, or a folder that has some."))
        for path in paths:
            refuse_unless_picture(path)
        new = [Photo(file=self.kept(path), **fields) for path in paths]
        return self.put(article, new, N_("new photo"))

    def put(self, article: Article, photos: Iterable[Photo], label: str) -> Article:
        """Put photos at the end of a sheet; raises InvalidValueError for too many."""
        together = (*self._articles[article.id].photos, *map(checked, photos))
        if len(together) > MOST:
            raise InvalidValueError(
                N_("An article has at most {most} pictures; take some off the sheet."), most=MOST
            )
        return self._work.change(article, label=label, photos=together)

    def edit(self, article: Article, place: int, photo: Photo) -> Article:
        """Replace the photo at `place` (from 0); a path that is typed is kept as `add` does.

        Raises:
            FileError: another file is named, which is missing or no picture.
            RecordNotFoundError: there is no such photo any more.
        """
        known = self._known(article)
        before = known[there(place, known)]
        if photo.file.strip() != before.file:
            path = self.folder / expand_user(photo.file.strip())
            refuse_unless_picture(path)
            photo = replace(photo, file=self.kept(path))
        known[place] = checked(replace(photo, file=photo.file.strip()))
        return self._work.change(article, label=N_("edit photo"), photos=tuple(known))

    def set_captions(
        self, article: Article, captions: Mapping[int, str], *proposed: Fixed
    ) -> Article:
        """Change the captions of several photos as rules proposed, as one change.

        Args:
            article: any state of it.
            captions: the new ones, by the places of the photos (from 0).
            proposed: the rules, and of how many places each did.
        """
        known = self._known(article)
        for place, caption in captions.items():
            known[place] = checked(replace(known[there(place, known)], caption=caption))
        fixed = with_fixes(article.fixed, proposed)
        return self._work.change(article, label=N_("edit photo"), photos=tuple(known), fixed=fixed)

    def remove(self, article: Article, place: int) -> Article:
        """Take the photo at `place` (from 0) off the sheet; its file stays where it is."""
        known = self._known(article)
        del known[there(place, known)]
        return self._work.change(article, label=N_("delete photo"), photos=tuple(known))

    def move(self, article: Article, place: int, to: int) -> Article:
        """Move the photo at `place` to another place (both from 0); beyond the ends, to the end."""
        known = self._known(article)
        moved = known.pop(there(place, known))
        known.insert(max(to, 0), moved)
        return self._work.change(article, label=N_("move photo"), photos=tuple(known))

    def _known(self, article: Article) -> list[Photo]:
        known: Sequence[Photo] = self._articles[article.id].photos
        return list(known)
