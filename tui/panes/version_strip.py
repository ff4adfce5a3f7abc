"""The strip above a text: all pieces of its message, how far each has come, which is open."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from store import Article, Desk
from store.records import Id
from tui.app_context import app_of
from tui.i18n import _
from tui.late_messages import Lifetime
from tui.widgets.check_signs import check_sign
from tui.widgets.labels import PIECE_SIGNS
from tui.widgets.terminal_safe import one_line

_BETWEEN = " │ "


class VersionStrip(Lifetime, Static):
    """The pieces of the open article's message; hidden where it is the only one."""

    DEFAULT_CSS = """
    VersionStrip {
        height: 1; color: $text-muted; display: none; text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self) -> None:
        super().__init__(id="versions", markup=False)
        self._pieces: list[Article] = []
        self._open: Id | None = None
        self._parts: list[tuple[Id, str]] = []

    def show(self, desk: Desk, article: Article | None) -> None:
        """Show the message of an article."""
        versions = desk.articles.versions
        self._pieces = versions.message(article) if article else []
        self._open = article.id if article else None
        self.display = len(self._pieces) > 1
        if not self.display:
            return
        self._parts = self._named()
        self.update(self._drawn())

    def on_mount(self) -> None:
        """Show what is found out about the pieces."""
        self.listen(app_of(self).checking.listen, self._show_signs)

    def _show_signs(self) -> None:
        """Draw it again where a sign is another one: a new layout would delay the keys."""
        if self.display and (parts := self._named()) != self._parts:
            self._parts = parts
            self.update(self._drawn(), layout=False)

    def _named(self) -> list[tuple[Id, str]]:
        desk = app_of(self).desk
        return [
            (piece.id, told_of(piece, desk, check_sign(self, piece, asks=True)))
            for piece in self._pieces
        ]

    def on_resize(self) -> None:
        """Draw it again: which piece it begins with depends on its width."""
        self.update(self._drawn(), layout=False)

    def concerns(self, ids: frozenset[Id]) -> bool:
        """Tell whether a piece that is shown is among some articles."""
        return any(piece.id in ids for piece in self._pieces)

    def beside(self, by: int) -> Article | None:
        """Return the piece that stands some places to the right of the open one."""
        ids = [piece.id for piece in self._pieces]
        if len(ids) < 2 or self._open not in ids:
            return None
        return self._pieces[(ids.index(self._open) + by) % len(ids)]

    def _drawn(self) -> Content:
        """Return the line, from a piece on with which the open one is in sight."""
        parts = self._parts
        place = next((n for n, (piece, _text) in enumerate(parts) if piece == self._open), 0)
        room, first = self.content_size.width - len(_BETWEEN), 0  # for signs that there are more
        while room > 0 and first < place and _width(parts[first : place + 1]) > room:
            first += 1
        line: list[Content | tuple[str, str]] = [("‹ ", "")] if first else []
        for piece, text in parts[first:]:
            line += [(_BETWEEN, "")] if piece != parts[first][0] else []
            line.append((text, "bold reverse" if piece == self._open else ""))
        return Content.assemble(*line)


def told_of(piece: Article, desk: Desk, sign: str) -> str:
    """Return what a piece of a message is called in the strip, with the sign of the checks."""
    name = ", ".join(piece.channels) or _("no channel")
    if piece.master is None:
        name = _("master: {channel}").format(channel=name)
    stale = f" ⚠ {_('stale')}" if desk.articles.versions.is_stale(piece) else ""
    return one_line(f"{name} {PIECE_SIGNS[piece.status]} {sign}".rstrip() + stale)


def _width(parts: list[tuple[Id, str]]) -> int:
    return sum(cell_len(text) + len(_BETWEEN) for _id, text in parts)
