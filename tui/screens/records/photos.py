"""The photo sheet of an article: its pictures in their order, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from rich.cells import cell_len
from textual import work
from textual.widgets import Static
from textual.worker import get_current_worker

from store import Article, Desk
from store.article_parts import Photo
from store.articles.photos import Sighting
from store.copydesk.checker import Flag
from store.paths import as_on_disk, expand_user, named_files
from store.text import show_day
from tui.commands import bindings
from tui.commands.global_commands import Undo
from tui.commands.records import (
    AddRecord,
    DeleteRecord,
    EditPhoto,
    FilterRecords,
    MovePhotoDown,
    MovePhotoUp,
    ViewPhoto,
)
from tui.dialogs.forms.form import Field, Form
from tui.i18n import N_, _, current
from tui.photos_report import LABELS, by_photo, file_told
from tui.screens.records.base import ArticleRegister, Placed
from tui.widgets.headline import headline_lines
from tui.widgets.labels import SEVERITY_SIGNS, photos_of
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows

_TONES: Final = {"block": "warn", "warning": "mark", "reminder": "accent"}
_INDENT: Final = "    "
_MOST_LINES: Final = 6
"""Of a caption; nobody prints a longer one."""


class PhotoRow(NamedTuple):
    """A photo as a row, as far as its file and the checks have been looked at."""

    place: int
    value: Photo
    seen: Sighting | None = None
    flags: tuple[Flag, ...] = ()


class PhotoRows(Rows[PhotoRow]):
    """The photos: number and caption; file and credit; what is wrong."""

    def row_key(self, item: PhotoRow) -> str:
        """Return the place of the photo."""
        return str(item.place)

    def row_height(self, item: PhotoRow, width: int) -> int:
        """Return the lines that a photo takes: none of its words is cut off."""
        return len(self.row_lines(item, width))

    def row_lines(self, item: PhotoRow, width: int) -> list[Line]:
        """Draw a photo."""
        photo, room = item.value, max(width - len(_INDENT), 1)
        caption, *more = headline_lines(photo.caption, room, _MOST_LINES)
        credit = _("Photo: {name}").format(name=photo.credit) if photo.credit else ""
        told = file_told(item.seen) if item.seen else ""
        facts = " · ".join(filter(None, (photo.name, told, credit)))
        first = (caption, "title") if caption else (_("(no caption)"), "dim")
        lines: list[Line] = [
            [(f"{item.place + 1:>2}. ", "accent"), first],
            *([(_INDENT, ""), (line, "title")] for line in more),
            *([(_INDENT, ""), (line, "dim")] for line in headline_lines(facts, room, _MOST_LINES)),
        ]
        return [*lines, *([(_INDENT, ""), *line] for line in _wrapped(_wrong(item), room))]


def _wrong(item: PhotoRow) -> list[tuple[str, str]]:
    """Return what is wrong with a photo, the gravest first, each with its tone."""
    order = list(SEVERITY_SIGNS)
    flags = sorted(item.flags, key=lambda flag: order.index(flag.severity))
    return [
        (
            f"{SEVERITY_SIGNS[flag.severity]} {one_line(flag.message(current()))}  ",
            _TONES[flag.severity],
        )
        for flag in flags
    ]


def _wrapped(parts: Sequence[tuple[str, str]], width: int) -> list[Line]:
    """Return parts in as many lines as they need; only one that fills more than one is parted."""
    lines: list[Line] = []
    left = 0
    for text, tone in parts:
        pieces = headline_lines(text, width, _MOST_LINES)
        if len(pieces) > 1:
            lines += [[(piece, tone)] for piece in pieces]
            left = 0
            continue
        if not lines or cell_len(text.rstrip()) > left:
            lines.append([])
            left = width
        lines[-1].append((text, tone))
        left -= cell_len(text)
    return lines


class PhotoForm(Form[Article]):
    """Ask for what is said of a photo; None for new ones, also several at once.

    Answers the changed article.
    """

    PREFIX = "photo-"
    DEFAULT_CSS = """
    PhotoForm .field { height: auto; }
    """

    def __init__(self, desk: Desk, article: Article, item: Placed[Photo] | None) -> None:
        photo = item.value if item else Photo(file="")
        path = str(desk.articles.photos.path(photo)) if item else ""
        hint = _("a.jpg, photos/*.png, or a folder")
        fields = [
            Field("file", _("File"), path, "file" if item else "files", hint),
            Field("caption", _("Caption"), photo.caption, wraps=True, hint=_("who, what, where")),
            Field("credit", _("Credit"), photo.credit, hint=_("who took it")),
            Field("rights", _("Rights"), photo.rights, hint=_("whose it is, on which terms")),
            Field("until", _("Until"), photo.until, "day", _("empty: no end")),
            Field("alt", _("Alt text"), photo.alt, wraps=True, hint=_("for those who hear it")),
        ]
        title = _("Edit the photo") if item else _("New photos")
        campaign = desk.campaigns.get(article.campaign)
        super().__init__(title, desk, campaign, fields, "caption" if item else "file")
        self._article = article
        self._item = item
        self._path = path

    def save(self, values: Mapping[str, Any]) -> Article:
        """Save the photo, or the new ones."""
        photos, said = self._desk.articles.photos, {**values}
        file = said.pop("file")
        if self._item is None:
            return photos.add(self._article, named_files(file), **said)
        if file == self._path:
            file = self._item.value.file
        elif file:
            file = photos.kept(as_on_disk(expand_user(file)))
        return photos.edit(self._article, self._item.place, Photo(file=file, **said))


class PhotosScreen(ArticleRegister):
    """The photo sheet of an article; the pictures stay files of their own."""

    HEADING = N_("Photos: {title}")
    EMPTY = N_(
        "No photos yet.\na puts pictures on the sheet: files, or a folder. They stay where they "
        "are; only an export copies them."
    )
    ROWS = PhotoRows
    BINDINGS = bindings(
        *(EditPhoto, AddRecord, ViewPhoto, DeleteRecord, MovePhotoUp, MovePhotoDown),
        *(FilterRecords, Undo),
    )
    NEEDS_ENTRY = ArticleRegister.NEEDS_ENTRY | {ViewPhoto.action}

    def __init__(self, desk: Desk, article: Article) -> None:
        super().__init__(desk, article)
        self._looked: tuple[tuple[Photo, ...], list[PhotoRow]] = ((), [])
        """Photos, and their rows with what was found of them."""

    def look(self, key: str | None = None) -> None:
        """Show the sheet as it is now, and look at the files."""
        super().look(key)
        self._look_at_files()

    @work(thread=True, exclusive=True, group="photos")
    def _look_at_files(self) -> None:
        """Look at the files and check them, beside the keys: a disk may be slow."""
        article = self._desk.articles.get(self._article)
        if article is None or not article.photos:
            return
        worker, copy_desk = get_current_worker(), self._desk.articles.copy_desk
        look, check = self._desk.articles.photos.look_later(article), copy_desk.check_later(article)
        for flags in (lambda: (), lambda: check().flags):  # reading the rules takes half a second
            seen, wrong = look(), by_photo(flags())
            if worker.is_cancelled:
                return
            rows = [
                PhotoRow(place, one.photo, one, tuple(wrong[place + 1]))
                for place, one in enumerate(seen)
            ]
            self.app.call_from_thread(self._show_found, article, rows)

    def _show_found(self, article: Article, rows: list[PhotoRow]) -> None:
        if not self.is_gone and self.article.photos == article.photos:
            self._looked = article.photos, rows
            notice = self.query_one("#notice", Static)  # it may just have been said
            said, is_remark = str(notice.content), notice.has_class("remark")
            super().look()
            self.say(said, is_wrong=not is_remark)

    def entries(self) -> Sequence[PhotoRow]:
        """Return the photos in their order."""
        photos, rows = self._looked
        if photos == self.article.photos:
            return rows
        return [PhotoRow(*pair) for pair in enumerate(self.article.photos)]

    def words(self, item: PhotoRow) -> str:
        """Return all the text of the photo."""
        photo = item.value
        return " ".join((photo.file, photo.caption, photo.credit, photo.rights, photo.alt))

    def head(self) -> str:
        """Count the photos."""
        return photos_of(self.article)

    def detail(self, item: PhotoRow) -> str:
        """Return what the row does not show."""
        photo = item.value
        until = _("until {day}").format(day=show_day(photo.until)) if photo.until else ""
        rights = ", ".join(filter(None, (photo.rights, until)))
        said = {"rights": rights, "alt": photo.alt, "file": photo.file}
        return " · ".join(f"{_(LABELS[name])}: {text}" for name, text in said.items() if text)

    def form(self, item: PhotoRow | None) -> PhotoForm:
        """Return the form of a photo."""
        placed = Placed(item.place, item.value) if item else None
        return PhotoForm(self._desk, self.article, placed)

    def key_kept(self, kept: Article, item: PhotoRow | None) -> str:
        """Return the place of the photo; a new one is the last."""
        return str(item.place if item else len(self.article.photos) - 1)

    def delete(self, item: PhotoRow) -> str:
        """Take a photo off the sheet; return the name of its file, which stays."""
        self._desk.articles.photos.remove(self.article, item.place)
        return item.value.name

    def action_move_photo(self, by: int) -> None:
        """Move the photo up (-1) or down (1)."""
        item: PhotoRow | None = self.current
        if item and self._may_move(by):
            to = item.place + by
            with self.refusals():
                self._desk.articles.photos.move(self.article, item.place, to)
                self.look(str(to))

    def _may_move(self, by: int) -> bool:
        item: PhotoRow | None = self.current if self.query("#entries") else None
        return item is not None and 0 <= item.place + by < len(self.article.photos)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to move a photo only where there is a place for it."""
        if action == MovePhotoUp.method:
            (by,) = parameters
            return isinstance(by, int) and self._may_move(by)
        return super().check_action(action, parameters)

    def action_view_photo(self) -> None:
        """Show the photo."""
        from tui.screens.records.photo_view import PhotoView

        item: PhotoRow | None = self.current
        if item:
            path = str(self._desk.articles.photos.path(item.value))
            self.app.push_screen(PhotoView(item.seen or Sighting(item.value), path))
