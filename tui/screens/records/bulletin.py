"""One bulletin: its items in their order, the running time, and what is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from store import Bulletin, Change, Desk
from store.campaigns.bulletins import Part, Script
from store.dates.zone import on_wall
from store.text import show_day
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.bulletins import (
    AddItems,
    EditFrame,
    MoveItemDown,
    MoveItemUp,
    OpenItem,
    ReadScript,
    RecordBroadcast,
    TakeItemOut,
    WriteScript,
)
from tui.commands.global_commands import Undo
from tui.dialogs.dialog import CLOSE, Confirm
from tui.dialogs.picker import MultiPicker, Option
from tui.dialogs.text_viewer import Reading
from tui.i18n import N_, _, filled, ngettext, number
from tui.screens.records.base import Register
from tui.widgets.check_signs import check_sign, follow_checks
from tui.widgets.headline import beside, fits
from tui.widgets.highlighted_text import MarkedText, Passage
from tui.widgets.labels import clock_of, moment_of, status_name, title_of
from tui.widgets.running_time import TimeBar
from tui.widgets.spoken_doubts import doubts_told
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows, fitted

BESIDE: Final = 120
"""From this width on the script is shown beside the items."""
TIME_WIDTH: Final = 7
_NUMBER: Final = 4
_SIGN: Final = 4
"""The width of the sign of the checks."""

KINDS: Final = {
    "opening": N_("opening"),
    "transition": N_("transition"),
    "closing": N_("closing"),
}
"""What the parts are called that are no items; message ids."""


class PartRow:
    """A part of the script as a row.

    Args:
        part: what is read.
        number: of an item, from 1; 0 for another part.
        start: how many seconds of the broadcast have passed when it begins.
    """

    def __init__(self, part: Part, number: int, start: int) -> None:
        self.part = part
        self.number = number
        self.start = start

    @property
    def headline(self) -> str:
        """What an item is called."""
        return self.part.title or _("(no headline)")

    @property
    def remarks(self) -> str:
        """What is to be looked at before it is read out; already translated."""
        return ", ".join(filled(one.message, one.values) for one in self.part.remarks)


class PartRows(Rows[PartRow]):
    """The parts of a bulletin: when each begins, what it is, how long it takes."""

    def on_mount(self) -> None:
        """Show what is found out about the articles."""
        follow_checks(self)

    def row_key(self, item: PartRow) -> str:
        """Name an item by the id of its article."""
        return item.part.id

    def selectable(self, item: PartRow) -> bool:
        """Let the cursor pass over what is no item."""
        return bool(item.number)

    def row_height(self, item: PartRow, width: int) -> int:
        """Return the number of lines: of an item the headline in one or two, and its remarks."""
        is_long = item.number and not fits(item.headline, width - 2 * TIME_WIDTH - _NUMBER - _SIGN)
        return 1 + bool(is_long) + bool(item.part.remarks)

    def row_lines(self, item: PartRow, width: int) -> list[Line]:
        """Draw a part."""
        part = item.part
        start = clock_of(item.start).rjust(TIME_WIDTH - 1)
        length = clock_of(part.seconds).rjust(TIME_WIDTH)
        if item.number:
            tone = "warn" if part.remarks else "title"
            article = app_of(self).desk.articles.get(part.id)
            sign = check_sign(self, article, asks=True) if article else ""
            before: Line = [
                (f"{start} ", "accent"),
                (f"{item.number:>2}. ", tone),
                (sign.ljust(_SIGN), "dim"),
            ]
            lines = beside(before, item.headline, tone, width, [(length, "")])
        else:
            name = f"    {_(KINDS[part.kind])}: {' '.join(part.paragraphs)}"
            room = max(width - 2 * TIME_WIDTH, 1)
            lines = [[(f"{start} ", "dim"), (fitted(name, room), "dim"), (length, "dim")]]
        if part.remarks:
            lines.append(
                [(" " * (TIME_WIDTH + _NUMBER + _SIGN), ""), (f"⚠ {item.remarks}", "warn")]
            )
        return lines


class BulletinScreen(Register):
    """One bulletin; answers the article to open."""

    ROWS = PartRows
    EMPTY = N_("Nothing in it yet.\na chooses articles; those for the ear are offered first.")
    CLICK = OpenItem.action
    BINDINGS = [
        CLOSE,
        *bindings(OpenItem, AddItems, TakeItemOut, EditFrame, WriteScript, RecordBroadcast),
        *bindings(MoveItemUp, MoveItemDown, ReadScript, Undo),
    ]
    NEEDS_ENTRY = frozenset({OpenItem.action, TakeItemOut.action, MoveItemUp.method})
    # Textual takes the style sheet of a class from its first base alone.
    DEFAULT_CSS = """
    BulletinScreen {
        background: $background;
        & > #box { width: 100%; height: 100%; }
        & #title { margin-bottom: 0; }
        & KeyLine { margin-top: 0; }
        & #columns { height: 1fr; }
        & #script { display: none; width: 1fr; padding-left: 1; border-left: solid $border; }
        &.beside #script { display: block; }
        &.short > #box { overflow-y: hidden; }
    }
    """

    def __init__(self, desk: Desk, bulletin: Bulletin) -> None:
        super().__init__(bulletin.name)
        self._desk = desk
        self._bulletin = bulletin.id

    # -------------------------------------------------------------- what is shown

    @property
    def bulletin(self) -> Bulletin:
        """The bulletin as it is now."""
        return self._desk.campaigns.bulletins[self._bulletin]

    @property
    def script(self) -> Script:
        """What is read, as it is now."""
        wording = app_of(self).settings.spoken
        return self._desk.campaigns.bulletins.script(self.bulletin, wording)

    @property
    def is_gone(self) -> bool:
        """Whether there is nothing left to show."""
        return self._bulletin not in self._desk.campaigns.bulletins

    def compose_body(self) -> ComposeResult:
        """Yield the frame, the running time, the items, and beside them what is read."""
        yield Static(id="head", markup=False)
        yield TimeBar()
        with Horizontal(id="columns"):
            yield PartRows(id="entries")
            yield MarkedText(id="script")
        yield Static(id="detail", markup=False)

    def on_mount(self) -> None:
        """Show what there is, and follow the desk."""
        self.listen(self._desk.records.listen, self._desk_changed)
        self.call_after_refresh(self.look)

    def on_resize(self, event: events.Resize) -> None:
        """Show the script where there is room for it."""
        self.set_class(event.size.width >= BESIDE, "beside")

    def _desk_changed(self, _change: Change) -> None:
        if self.is_gone:
            self._leave_with_bulletin()
        else:
            self.look()

    def on_screen_resume(self) -> None:
        """Leave, if the bulletin was deleted while a dialog was open over this one."""
        self._leave_with_bulletin()

    def _leave_with_bulletin(self) -> None:
        if self.is_active and self.is_gone:
            self.dismiss(None)

    def entries(self) -> Sequence[PartRow]:
        """Return the parts; none while there is no item."""
        script = self.script
        if not script.items:
            return []
        rows: list[PartRow] = []
        start = number = 0
        for part in script.parts:
            number += part.kind == "item"
            rows.append(PartRow(part, number if part.kind == "item" else 0, start))
            start += part.seconds
        return rows

    def words(self, item: PartRow) -> str:
        """Return the words of a part."""
        return item.part.title

    def look(self, key: str | None = None) -> None:
        """Show the bulletin as it is now; the cursor goes to the item named `key`."""
        self.query_one("#title", Static).update(one_line(self.bulletin.name))
        super().look(key)
        self.query_one(TimeBar).script = self.script
        self._show_script()

    def head(self) -> str:
        """Return the frame in a line."""
        bulletin = self.bulletin
        speed = _("{count} words a minute").format(count=number(self.script.speed))
        day = show_day(bulletin.day) if bulletin.day else _("no day")
        return " · ".join(filter(None, (bulletin.channel or _("(no channel)"), day, speed)))

    def foot(self) -> str:
        """Return what is to be looked at before it is read out, and when it was broadcast."""
        script, bulletins = self.script, self._desk.campaigns.bulletins
        waits = sum(bool(part.remarks) for part in script.parts)
        unready = ngettext("{count} part to look at.", "{count} parts to look at.", waits)
        now = self._desk.records.now()
        aired = [moment_of(on_wall(at, now)) for at in bulletins.broadcasts(self.bulletin)]
        told = _("Broadcast {times}.").format(times=", ".join(aired))
        parts = (unready.format(count=waits) if waits else "", doubts_told(script.read))
        return " ".join(filter(None, (*parts, told if aired else "")))

    @on(Rows.Highlighted, "#entries")
    def _show_script(self) -> None:
        """Show what is read at the cursor: the item, and what is said around it."""
        rows, place = self.rows.items, self.rows.cursor_place
        shown: list[Passage] = []
        if self.current is not None:
            first, last = place, place
            while first and not rows[first - 1].number:
                first -= 1
            while last + 1 < len(rows) and not rows[last + 1].number:
                last += 1
            for row in rows[first : last + 1]:
                shown += _passages(row)
        self.query_one(MarkedText).show(shown)

    # -------------------------------------------------------------- keys

    def action_open_item(self) -> None:
        """Leave for the article of the item."""
        if (item := self.current) and item.part.id in self._desk.articles:
            self.dismiss(item.part.id)

    @work
    async def action_add_items(self) -> None:
        """Choose articles, and put them at the end."""
        bulletins = self._desk.campaigns.bulletins
        options = [
            Option(a.id, title_of(a), ", ".join((status_name(a.status), *a.channels)), article=a)
            for a in bulletins.offered(self.bulletin)
        ]
        picker = MultiPicker(_("What is read out?"), options, needs_one=True)
        picked = await self.app.push_screen_wait(picker)
        articles = [a for one in picked or () if (a := self._desk.articles.get(one))]
        if articles and not self.is_gone:
            with self.refusals():
                bulletins.put_items(self.bulletin, articles)
                self.look(articles[-1].id)

    def action_move_item(self, by: int) -> None:
        """Move the item up (-1) or down (1)."""
        if item := self.current:
            with self.refusals():
                self._desk.campaigns.bulletins.move(self.bulletin, item.part.id, by)

    def action_take_item_out(self) -> None:
        """Take the item out of the bulletin."""
        if item := self.current:
            with self.refusals():
                self._desk.campaigns.bulletins.take_out(self.bulletin, item.part.id)
                told = _("Taken out: {title}. Ctrl+Z brings it back.")
                title = item.part.title or _("(no headline)")
                self.notify(told.format(title=title), markup=False)

    def action_edit_frame(self) -> None:
        """Edit the frame."""
        from tui.dialogs.forms.bulletin_form import BulletinForm

        self.app.push_screen(BulletinForm(self._desk, self.bulletin))

    @work
    async def action_write_script(self) -> None:
        """Write the script to a file."""
        from tui.dialogs.files.script import ScriptScreen

        settings = app_of(self).settings
        asked = ScriptScreen(self._desk, self.bulletin, settings.export_folder)
        if path := await self.app.push_screen_wait(asked):
            settings.export_folder = str(path.parent)
            self.notify(_("Written: {path}").format(path=path), markup=False)

    def action_read_script(self) -> None:
        """Show the whole script."""
        self.app.push_screen(Reading(self.bulletin.name, self.head(), self.script.read.text))

    @work
    async def action_record_broadcast(self) -> None:
        """Say when it was broadcast; whether once more, where it was recorded before."""
        from tui.dialogs.forms.bulletin_form import BroadcastForm

        bulletin = self.bulletin
        before = self._desk.campaigns.bulletins.broadcasts(bulletin)
        if before:
            now = self._desk.records.now()
            times = ", ".join(moment_of(on_wall(at, now)) for at in before)
            question = _("It is recorded as broadcast already: {times}. Record it once more?")
            if not await self.app.push_screen_wait(Confirm(question.format(times=times))):
                return
        form = BroadcastForm(self._desk, bulletin, again=bool(before))
        if entries := await self.app.push_screen_wait(form):
            count = len(entries)
            told = ngettext(
                "{count} item stands in the ledger now.",
                "{count} items stand in the ledger now.",
                count,
            )
            self.notify(told.format(count=count))


def _passages(row: PartRow) -> list[Passage]:
    """Return what is read in a part, with the places marked that need a look."""
    found: list[Passage] = []
    if row.remarks:
        found.append(Passage(f"⚠ {row.remarks}", (), "warn"))
    tone = "" if row.number else "dim"
    start = 0
    for place, line in enumerate(row.part.read.text.split("\n")):
        end = start + len(line)
        spans = [
            (max(doubt.start, start) - start, min(doubt.end, end) - start)
            for doubt in row.part.read.doubts
            if doubt.start < end and doubt.end > start
        ]
        found.append(Passage(line, spans, "title" if row.number and not place else tone))
        start = end + 1
    return [*found, Passage("")]
