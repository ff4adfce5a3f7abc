"""What texts say, in one table (thống nhất nội dung): what contradicts comes first."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from textual import events, work
from textual.widgets import Static

from store import Article, Campaign, Change, Desk
from store.records import TAKEN_BACK, Id
from tui.commands import bindings
from tui.commands.records import FilterRecords, GoToPlace
from tui.dialogs.checks import around
from tui.dialogs.dialog import CLOSE
from tui.i18n import N_, _, current, ngettext, number
from tui.late_messages import is_gone
from tui.messages import ArticleWanted
from tui.panes.editor_fields import LINES
from tui.screens.records.base import Register
from tui.widgets.labels import MATTER_NAMES, place_told, title_of
from tui.widgets.virtual_list import Line, Rows, fitted

if TYPE_CHECKING:
    from store.copydesk.agreement import Matter, Place, Value
    from store.copydesk.checker import Flag

_WIDEST: Final = 40
"""How much of a wide list what is said has at most, and what it is said of."""


class Row(NamedTuple):
    """A place where something is said; None for what only the fact sheet says."""

    matter: Matter
    value: Value
    place: Place | None

    @property
    def key(self) -> str:
        """What identifies the row."""
        where = self.place and (self.place.article, self.place.where.field, self.place.where.start)
        return f"{self.matter.about} {self.value.said} {where}"


class PlaceRows(Rows[Row]):
    """The places by what they say: the matter, what is said of it, and where."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.names: dict[Id, str] = {}
        """What each article is called here."""
        self.articles: dict[Id, Article] = {}
        self._placed: Sequence[Row] = ()
        self._places: dict[int, int] = {}
        """The index of each of `_placed`, which are drawn now."""

    def row_key(self, item: Row) -> str:
        """Return what identifies the place."""
        return item.key

    def row_lines(self, item: Row, width: int) -> list[Line]:
        """Draw a place; the matter and the value stand at the first of theirs only."""
        column = min(_WIDEST, width * 3 // 10)
        before = self._before(item)
        is_first = before is None or before.matter is not item.matter
        is_new = is_first or before is None or before.value is not item.value
        sign, tone = _sign(item.value)
        about = item.matter.about if is_first else ""
        value = f"{sign} {item.value.said}" if is_new else ""
        return [
            [
                (fitted(about, column - 1), "title"),
                (" ", ""),
                (fitted(value, column + 1), tone),
                (" ", ""),
                (fitted(self.place_told(item), width - 2 * column - 2), "dim"),
            ]
        ]

    def _before(self, item: Row) -> Row | None:
        """Return the row above."""
        if self._placed is not self.items:
            self._placed = self.items
            self._places = {id(one): place for place, one in enumerate(self.items)}
        place = self._places.get(id(item), 0)
        return self.items[place - 1] if place else None

    def place_told(self, item: Row) -> str:
        """Return where it is said: the article, and the field or the paragraph."""
        place = item.place
        if place is None:
            register = item.matter.kind == "document"
            return _("register of documents") if register else _("fact sheet")
        where = place_told(self.articles[place.article], place.where.field, place.where.start)
        return " · ".join(filter(None, (where, self.names[place.article])))


def _sign(value: Value) -> tuple[str, str]:
    """Return the sign before a value, and its tone."""
    if value.disagrees:
        return "≠", "warn"
    return ("✔", "good") if value.is_settled else (" ", "")


class AgreementScreen(Register):
    """What texts say of the same things; answers the article to go to, at `place`.

    Args:
        desk: the desk.
        articles: whose texts.
        campaign: all of whose texts, in the place of some articles.
    """

    ROWS = PlaceRows
    EMPTY = N_("No text says a figure, a day, a name or a document yet.")
    CLICK = GoToPlace.action
    NEEDS_ENTRY = frozenset({GoToPlace.action})
    BINDINGS = [CLOSE, *bindings(GoToPlace, FilterRecords)]
    DEFAULT_CSS = """
    AgreementScreen #box { width: 100%; height: 100%; }
    """

    def __init__(
        self, desk: Desk, articles: Sequence[Article], campaign: Campaign | None = None
    ) -> None:
        self._desk = desk
        self._ids = [article.id for article in articles]
        self._campaign = campaign.id if campaign else None
        self._is_message = len({article.message for article in articles}) == 1 and not campaign
        self._matters: list[Matter] | None = None
        """None until the texts have been read."""
        self.place: Place | None = None
        """Where to go; None until that is chosen."""
        name = campaign.name if campaign else title_of(articles[0]) if articles else ""
        if len(articles) > 1 and not self._is_message and not campaign:
            count = len(articles)
            name = ngettext("{count} article", "{count} articles", count).format(count=count)
        super().__init__(_("Do the texts agree? {name}").format(name=name))

    def on_mount(self) -> None:
        """Read the texts, and follow the desk."""
        self.listen(self._desk.records.listen, self._desk_changed)
        self._read()

    def _desk_changed(self, change: Change) -> None:
        if change.tables & {"articles", "facts", "campaigns"}:
            self._read()

    @property
    def _articles(self) -> list[Article]:
        """The articles as they are now; what was taken back need not agree with anything."""
        if self._campaign:
            every = (one for one in self._desk.articles if one.campaign == self._campaign)
            return [one for one in every if one.status not in TAKEN_BACK]
        return [now for one in self._ids if (now := self._desk.articles.get(one))]

    @work(exclusive=True, group="agreement")
    async def _read(self) -> None:
        articles = self._articles
        if self._matters is None:
            told = _("Reading {count} texts …").format(count=number(len(articles)))
            self.query_one("#head", Static).update(told)
        read = self._desk.articles.copy_desk.agreement_later(articles)
        matters = await asyncio.to_thread(read)
        if is_gone(self):
            return
        rows = self.query_one(PlaceRows)
        rows.articles = {article.id: article for article in articles}
        rows.names = {article.id: self._called(article) for article in articles}
        self._matters = matters
        self.look()

    def _called(self, article: Article) -> str:
        channel = ", ".join(article.channels[:1])
        if self._is_message:
            return channel or (_("master") if article.master is None else "")
        return f"{title_of(article)} ({channel})" if article.master else title_of(article)

    # -------------------------------------------------------------- what the list shows

    def entries(self) -> Sequence[Row]:
        """Return the places."""
        return [
            Row(matter, value, place)
            for matter in self._matters or ()
            for value in matter.values
            for place in value.places or (None,)
        ]

    def words(self, item: Row) -> str:
        """Return what is said, of what, and in which article; paragraphs are not counted for it."""
        names = self.query_one(PlaceRows).names
        where = names[item.place.article] if item.place else ""
        return f"{item.matter.about} {item.value.said} {where}"

    def head(self) -> str:
        """Count what contradicts."""
        if self._matters is None:
            return ""
        count = sum(one.disagrees for one in self._matters)
        told = _("No contradiction is found.")
        if count:
            told = ngettext("≠ {count} contradiction", "≠ {count} contradictions", count)
            told = told.format(count=number(count))
        every = len(self._matters)
        matters = ngettext("{count} matter", "{count} matters", every)
        return f"{told} · {matters.format(count=number(every))}"

    def detail(self, item: Row) -> str:
        """Return what the rules say of the matter, and the words around the place."""
        flags = [flag for flag in item.matter.flags if _is_at(flag, item.place)]
        if not item.value.disagrees:
            flags = list(item.matter.flags)
        parts = [flag.message(current()) for flag in flags]
        if item.matter.differs:
            parts.append(_("the articles differ"))
        parts = parts or [_(MATTER_NAMES[item.matter.kind])]
        if item.place:
            article = self.query_one(PlaceRows).articles[item.place.article]
            parts.append(around(article, item.place.where))
        return " · ".join(filter(None, dict.fromkeys(parts)))

    @property
    def signs(self) -> list[tuple[str, str]]:
        """The signs before the values, for the help."""
        return [("≠", _("contradicts")), ("✔", _("fact sheet or register of documents"))]

    def on_key(self, event: events.Key) -> None:
        """Say what letters do here."""
        if event.is_printable and event.key not in self.active_bindings:
            self.say(_("Nothing is typed into the list: / finds what it says."))

    def action_go_to_place(self) -> None:
        """Answer the place under the cursor."""
        item: Row | None = self.current
        if item and item.place:
            self.place = item.place
            self.dismiss(item.place.article)
        elif item:
            self.say(_("No text says so; it is what the texts must agree with."))

    @property
    def wanted(self) -> ArticleWanted | None:
        """The request to open the text at the place that was chosen; of a card, the article."""
        if self.place is None:
            return None
        article, where = self.place.article, self.place.where
        if where.field in (*LINES, "body"):
            return ArticleWanted(article, where.field, at=where.end)
        return ArticleWanted(article)


def _is_at(flag: Flag, place: Place | None) -> bool:
    """Tell whether a finding is about a place."""
    return place is not None and any(
        one.field == place.where.field
        and one.start < place.where.end
        and place.where.start < one.end
        for one in flag.places
    )
