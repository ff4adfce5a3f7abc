"""The bulletins of a campaign: what is read out in its broadcasts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual import work

from store import Bulletin
from store.text import show_day_short
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.bulletins import OpenBulletin
from tui.dialogs.forms.bulletin_form import BulletinForm
from tui.i18n import N_, _, ngettext
from tui.screens.records.base import ON_ENTRIES, RoomRegister
from tui.widgets.labels import clock_of, when_of
from tui.widgets.running_time import left_of
from tui.widgets.virtual_list import Line, Rows, fitted

DAY_WIDTH: Final = 11
TIME_WIDTH: Final = 13


class BulletinRows(Rows[Bulletin]):
    """The bulletins, the newest day first: day, name, time; below, channel, items, broadcasts."""

    def row_key(self, item: Bulletin) -> str:
        """Name a bulletin by its id."""
        return item.id

    def row_height(self, item: Bulletin, width: int) -> int:
        """Return two lines."""
        return 2

    def row_lines(self, item: Bulletin, width: int) -> list[Line]:
        """Draw a bulletin; one that is too long is highlighted."""
        app = app_of(self)
        bulletins, now = app.desk.campaigns.bulletins, app.desk.records.now()
        script = bulletins.script(item, app.settings.spoken)
        today = now.date()
        day = show_day_short(item.day, today) if item.day else "–"
        time = f"{clock_of(script.seconds)} / {item.minutes}:00"
        name = max(width - DAY_WIDTH - TIME_WIDTH - 1, 1)
        tone = "warn" if script.left < 0 else ""
        first: Line = [
            (fitted(day, DAY_WIDTH), "accent"),
            (fitted(item.name, name), "title"),
            (f" {time.rjust(TIME_WIDTH)}", tone),
        ]
        count = len(item.items)
        facts = [item.channel, ngettext("{count} item", "{count} items", count)]
        told = [fact.format(count=count) for fact in facts if fact]
        if times := [when_of(at, now) for at in bulletins.broadcasts(item)]:
            told.append(_("broadcast {times}").format(times=", ".join(times)))
        second: Line = [(" " * DAY_WIDTH, ""), (" · ".join(told), "dim")]
        if script.left < 0:
            second.append((f" · {left_of(script)}", "warn"))
        if doubtful := sum(bool(part.remarks) for part in script.parts):
            waits = ngettext("{count} to look at", "{count} to look at", doubtful)
            second.append((f" · {waits.format(count=doubtful)}", "warn"))
        return [first, second]


class BulletinsScreen(RoomRegister):
    """The bulletins of a campaign; answers the article to open."""

    HEADING = N_("Bulletins: {name}")
    EMPTY = N_("No bulletin yet.\na begins one: its day, its minutes, opening and closing.")
    ROWS = BulletinRows
    CLICK = OpenBulletin.action
    BINDINGS = bindings(OpenBulletin, *ON_ENTRIES)
    NEEDS_ENTRY = RoomRegister.NEEDS_ENTRY | {OpenBulletin.action}

    def entries(self) -> Sequence[Bulletin]:
        """Return the bulletins of the campaign."""
        return self._desk.campaigns.bulletins.of(self.campaign)

    def words(self, item: Bulletin) -> str:
        """Return the words by which a bulletin is found."""
        articles = map(self._desk.articles.get, item.items)
        titles = (article.title for article in articles if article)
        return " ".join((item.name, item.channel, *titles))

    def head(self) -> str:
        """Return how many bulletins there are."""
        count = len(self.entries())
        told = ngettext("{count} bulletin", "{count} bulletins", count)
        return told.format(count=count) if count else ""

    def form(self, item: Bulletin | None) -> BulletinForm:
        """Return the form of a bulletin; a new one has the frame of the last."""
        bulletin = item or self._desk.campaigns.bulletins.draft(self.campaign)
        return BulletinForm(self._desk, bulletin)

    def key_kept(self, kept: Bulletin, item: object) -> str:
        """Return the key of a saved bulletin."""
        return kept.id

    def delete(self, item: Bulletin) -> str:
        """Delete a bulletin; return its name."""
        self._desk.campaigns.bulletins.remove(item)
        return item.name

    @work
    async def action_open_bulletin(self) -> None:
        """Open the bulletin, and then the article that it answers."""
        from tui.screens.records.bulletin import BulletinScreen

        if item := self.current:
            screen = BulletinScreen(self._desk, item)
            if article := await self.app.push_screen_wait(screen):
                self.dismiss(article)
