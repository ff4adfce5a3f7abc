"""The units of a campaign: their tree, who has acknowledged what, and where the chain stops."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from rich.cells import cell_len
from textual import events, on, work
from textual.app import ComposeResult
from textual.widgets import Static

from store import Campaign, Desk, DeskError, Task
from store.campaigns.acknowledgements import Cascade, acknowledged, heard_of
from store.campaigns.units import Branch, Flaw, Tree, tree_of
from store.dates.zone import on_wall
from store.records import Id, Unit
from store.text import fold
from tui.commands import bindings
from tui.commands.global_commands import Undo
from tui.commands.units import (
    AcknowledgeUnit,
    AddUnit,
    ChooseCascade,
    DeleteUnit,
    EditUnit,
    ExportUnits,
    FilterUnits,
    FoldUnit,
    ImportUnits,
    OpenUnit,
    UnfoldUnit,
)
from tui.dialogs.dialog import Confirm
from tui.i18n import N_, _, ngettext, number, share
from tui.screens.campaign.base import Room
from tui.widgets.entry.line import LineEntry
from tui.widgets.labels import day_of, status_name, title_of
from tui.widgets.terminal_safe import one_line
from tui.widgets.unit_rows import (
    COUNT,
    NOTHING,
    UnitRows,
    above,
    called,
    columns,
    folded_at_first,
    matching,
)
from tui.widgets.virtual_list import Rows, fitted

FLAW_NAMES: Final = {
    Flaw.MISSING: N_("its parent “{parent}” is not among the units; e gives it another"),
    Flaw.CIRCLE: N_("it would stand below itself; e gives it another parent than “{parent}”"),
}

_OF_A_UNIT: Final = {c.action for c in (OpenUnit, AcknowledgeUnit, EditUnit, DeleteUnit)}


class UnitsScreen(Room):
    """The units of a campaign; answers the article to open.

    Args:
        desk: where the campaign is.
        campaign: which one.
    """

    BINDINGS = bindings(
        OpenUnit,
        ChooseCascade,
        AcknowledgeUnit,
        AddUnit,
        EditUnit,
        DeleteUnit,
        FilterUnits,
        ImportUnits,
        ExportUnits,
        FoldUnit,
        UnfoldUnit,
        Undo,
    )
    DEFAULT_CSS = """
    UnitsScreen {
        & #view, & #head, & #detail { height: auto; color: $text-muted; }
        & #head { text-wrap: nowrap; text-overflow: ellipsis; }
        & #detail { min-height: 2; max-height: 5; }
    }
    """

    def __init__(self, desk: Desk, campaign: Campaign) -> None:
        super().__init__(_("Units: {name}").format(name=campaign.name), desk, campaign)
        self._chosen: Id | None = None
        """The cascading task that is looked at alone."""
        self._last: dict[str, datetime] = {}
        """When each unit acknowledged something last."""
        self._opened = False
        """Whether the tree has been shown: it is folded only before."""

    def compose_body(self) -> ComposeResult:
        """Yield the counts, the tree, and what is under the cursor."""
        yield Static(id="view", markup=False)
        yield Static(id="head", markup=False)
        yield UnitRows()
        yield Static(id="detail", markup=False)

    def on_mount(self) -> None:
        """Begin in the tree."""
        self._rows.focus()

    @property
    def _rows(self) -> UnitRows:
        return self.query_one(UnitRows)

    @property
    def _tree(self) -> Tree:
        return tree_of(self.campaign)

    @property
    def _filter(self) -> LineEntry | None:
        return next(iter(self.query("#unit-filter").results(LineEntry)), None)

    @property
    def cascade(self) -> Task | None:
        """The task that is looked at alone, as it stands now."""
        task = self._desk.tasks.get(self._chosen)
        return task if task and task.cascades and task.campaign == self._campaign else None

    # -------------------------------------------------------------- what is shown

    def look(self) -> None:
        """Count anew, and show it."""
        rows, tree = self._rows, self._tree
        rows.coverage = self._desk.units.coverage(self.campaign)
        task = self.cascade
        found = acknowledged(task, self.campaign) if task else None
        rows.marks = marks_of(found) if found else None
        self._last = {} if found else self._desk.units.last_words(self.campaign)
        counts = self._counts_of(task, found) if task and found else self._counts_of_all()
        self.query_one("#view", Static).update(one_line(" · ".join(filter(None, counts))))
        if not self._opened and tree.branches:
            self._opened = True
            rows.folded = folded_at_first(tree)
        rows.empty_text = self._what_now()
        self._show()

    def _show(self, key: str | None = None) -> None:
        self._rows.show(self._in_view(), key)
        self._describe()
        self.call_after_refresh(self._draw_head)  # a scroll bar may have come or gone

    @on(events.Resize)
    def _columns_moved(self) -> None:
        self.call_after_refresh(self._draw_head)

    def _what_now(self) -> str:
        if self._words:
            return _("Nothing matches.")
        return _("No units yet.\na adds the first one; i takes a list from a CSV file.")

    @property
    def _words(self) -> list[str]:
        return fold(self._filter.text).split() if self._filter else []

    def _in_view(self) -> list[Branch]:
        """Return the units in view: what is not folded.

        With a filter, what matches and its path.
        """
        branches, words = self._tree.branches, self._words
        if words:
            return matching(self._tree, words)
        shown, place = [], 0
        while place < len(branches):
            branch = branches[place]
            shown.append(branch)
            place += 1 + (branch.below if branch.unit.name in self._rows.folded else 0)
        return shown

    @on(Rows.Highlighted, "#units")
    def _describe(self) -> None:
        self.say("")
        self.refresh_bindings()
        self.query_one("#detail", Static).update(one_line(self._detail()))

    def _counts_of(self, task: Task, found: Cascade) -> list[str]:
        """Say how far the chosen task has come."""
        told = _("acknowledged {count}/{total}")
        return [
            task.title,
            told.format(count=number(len(found.acked)), total=number(len(found.units))),
            _stops_in_words(len(found.stopped_at)),
        ]

    def _counts_of_all(self) -> list[str]:
        """Say how far all tasks together have come, and for how many units a piece is out."""
        count = len(self.campaign.units)
        parts = [ngettext("{count} unit", "{count} units", count).format(count=number(count))]
        coverage = self._rows.coverage.values()
        asked = [found for found in coverage if found.asked]
        if asked:
            whole = sum(found.acked == found.asked for found in asked)
            told = _("acknowledged everything: {count}/{total}")
            parts.append(told.format(count=number(whole), total=number(len(asked))))
            parts.append(_stops_in_words(sum(found.stops > 0 for found in asked)))
        covered = sum(found.out > 0 for found in coverage)
        return [*parts, _("with a piece out: {count}").format(count=number(covered))]

    def _draw_head(self) -> None:
        rows = next(iter(self.query(UnitRows)), None)
        if rows is None:  # the screen has gone meanwhile
            return
        width = rows.scrollable_content_region.width or self.size.width - 4
        widths = columns(width)
        names = [
            _("Unit"),
            _("Level"),
            _("Acked"),
            _("Out/all"),
            _("Contact"),
        ][: len(widths)]
        cells = [fitted(f"  {names[0]}", widths[0]), fitted(names[1], widths[1])]
        cells += [fitted("", max(COUNT - 2 - cell_len(n), 0)) + n + "  " for n in names[2:4]]
        # No-break spaces: plain ones at the start of a line go when it is wrapped.
        head = "".join([*cells, *names[4:]]).replace(" ", "\xa0")
        self.query_one("#head", Static).update(head)

    def _detail(self) -> str:
        branch = self._rows.current
        if branch is None:
            return ""
        unit = branch.unit
        parts = [unit.name]
        if branch.flaw:
            parts.append("⚠ " + _(FLAW_NAMES[branch.flaw]).format(parent=unit.parent))
        parts += [*self._word_of(unit), unit.level, unit.contact]
        if branch.below:
            below = ngettext("{count} unit below", "{count} units below", branch.below)
            parts.append(below.format(count=number(branch.below)))
            found = self._rows.coverage.get(unit.name, NOTHING)
            if found.pieces:
                own = _("its own pieces out: {count}/{total}")
                parts.append(own.format(count=number(found.out), total=number(found.pieces)))
        return " · ".join(filter(None, parts))

    def _word_of(self, unit: Unit) -> list[str]:
        """Return what a unit has said of the tasks that reach it, and where the chain stops."""
        found = self._rows.coverage.get(unit.name, NOTHING)
        stopped = _("■ the chain stops here")
        if self.cascade:
            mark = (self._rows.marks or {}).get(unit.name)
            if mark is None:
                return [_("the task does not go here")]
            at = next((ack.at for ack in self.cascade.acks if ack.unit == unit.name), None)
            if at:
                return [_("✔ acknowledged {when}").format(when=self._when(at))]
            return [stopped if mark[0] == "■" else _("silent so far")]
        told = [stopped] if found.stops else []
        silent = self._desk.units.silent_tasks(self.campaign, unit.name) if found.asked else []
        if silent:
            titles = "; ".join(task.title for task in silent[:3])
            more = f" (+{len(silent) - 3})" if len(silent) > 3 else ""
            told.append(_("not acknowledged: {titles}").format(titles=titles + more))
        if at := self._last.get(unit.name):
            told.append(_("last word {when}").format(when=self._when(at)))
        return told

    def _when(self, at: datetime) -> str:
        now = self._desk.records.now()
        local = on_wall(at, now)
        return f"{day_of(local.date(), now.date())} {local:%H:%M}"

    # -------------------------------------------------------------- folding and filtering

    def action_fold_unit(self) -> None:
        """Hide what is below the unit, or go to its parent."""
        rows, branch = self._rows, self._rows.current
        if branch is None:
            return
        if branch.below and branch.unit.name not in rows.folded and not self._words:
            rows.folded.add(branch.unit.name)
            self._show()
        elif parents := above(self._tree, branch.unit.name):
            self._show(parents[0])

    @on(Rows.MarkPressed, "#units")
    def _fold_or_unfold(self) -> None:
        branch = self._rows.current
        if branch and not self._words:
            self._rows.folded ^= {branch.unit.name}
            self._show()

    def action_unfold_unit(self) -> None:
        """Show what is below the unit."""
        if branch := self._rows.current:
            self._rows.folded.discard(branch.unit.name)
            self._show()

    async def action_filter_units(self) -> None:
        """Show the entry that narrows the tree."""
        if self._filter is None:
            hint = _("Type a part of the name, level or contact …")
            await self.query_one("#box").mount(
                LineEntry(id="unit-filter", placeholder=hint), before="#head"
            )
        if self._filter:
            self._filter.focus()

    @on(LineEntry.Changed, "#unit-filter")
    def _narrow(self) -> None:
        self._rows.empty_text = self._what_now()
        self._show()

    @on(LineEntry.Submitted, "#unit-filter")
    def _to_tree(self) -> None:
        self._rows.focus()

    def action_cancel(self) -> None:
        """Show the whole tree again; where that is shown, leave."""
        if self._filter is None:
            super().action_cancel()
        else:
            self._drop_filter()

    @work
    async def _drop_filter(self) -> None:
        if self._filter:
            self._rows.focus()
            await self._filter.remove()
            branch = self._rows.current
            if branch:  # what was found stays in view
                self._rows.folded -= set(above(self._tree, branch.unit.name))
            self._narrow()

    # -------------------------------------------------------------- acknowledging

    @work
    async def action_choose_cascade(self) -> None:
        """Ask for the task to look at alone."""
        from tui.dialogs.picker import Option, Picker

        campaign = self.campaign
        tasks = [t for t in self._desk.tasks if t.campaign == campaign.id and t.cascades]
        if not tasks:
            self.say(
                _("No task of the campaign goes down the tree yet; a task's form (e) can say so.")
            )
            return
        options = [Option("", _("All tasks together"))]
        for task in tasks:
            acked, asked = heard_of(task, campaign)
            options.append(Option(task.id, task.title, f"{share(acked, asked)} {task.unit}"))
        chosen = [self._chosen] if self.cascade and self._chosen else [tasks[0].id]
        picked = await self.app.push_screen_wait(Picker(_("Which task?"), options, chosen=chosen))
        if picked:
            self._chosen = picked[0] or None
            self.look()

    def action_acknowledge_unit(self) -> None:
        """Note that the unit has acknowledged the chosen task, or take that back."""
        task, branch = self.cascade, self._rows.current
        if branch is None:
            return
        if task is None:
            self.say(_("Choose the task that it has acknowledged first: t."))
            return
        mark = (self._rows.marks or {}).get(branch.unit.name, ("", ""))
        self._change(self._desk.tasks.acknowledge, task, branch.unit.name, mark[0] != "✔")

    def _change(self, change: Any, *arguments: Any) -> bool:
        """Change the desk; say why where it refuses."""
        try:
            change(*arguments)
        except DeskError as error:
            self.tell_refusal(error)
            return False
        return True

    # -------------------------------------------------------------- adding, editing, deleting

    def action_add_unit(self) -> None:
        """Ask for a new unit below the one under the cursor."""
        branch, levels = self._rows.current, self.campaign.levels
        level, parent = (levels[0] if levels else ""), ""
        if branch:
            parent = branch.unit.name
            place = levels.index(branch.unit.level) + 1 if branch.unit.level in levels else 0
            level = levels[min(place, len(levels) - 1)] if levels else branch.unit.level
        self._fill_in(Unit(name="", level=level, parent=parent), None)

    def action_edit_unit(self) -> None:
        """Ask for the unit's new values."""
        if branch := self._rows.current:
            self._fill_in(branch.unit, branch.unit.name)

    @work
    async def _fill_in(self, unit: Unit, before: str | None) -> None:
        from tui.dialogs.forms.unit_form import UnitForm

        name = await self.app.push_screen_wait(UnitForm(self._desk, self.campaign, unit, before))
        if name:
            self._go_to(name)

    def _go_to(self, name: str) -> None:
        self.look()
        self._rows.folded -= set(above(self._tree, name))
        self._show(name)

    @work
    async def action_delete_unit(self) -> None:
        """Delete the unit; where others name it, ask first."""
        branch = self._rows.current
        if branch is None:
            return
        name = branch.unit.name
        tasks, articles = self._desk.units.pieces(self.campaign, name)
        if branch.below or tasks or articles:
            question = _(
                "Delete “{name}”? Units below it: {below}, they go to its parent. "
                "Tasks and articles that name it: {pieces}, they keep the name."
            ).format(name=name, below=branch.below, pieces=len(tasks) + len(articles))
            if not await self.app.push_screen_wait(Confirm(question)):
                return
        if self._change(self._desk.units.remove, self.campaign, name):
            told = _("Deleted: {title}. Ctrl+Z brings it back.").format(title=name)
            self.notify(told, markup=False)

    def action_undo(self) -> None:
        """Take the last change of the desk back."""
        try:
            label = self._desk.undo.step_back()
        except DeskError as error:
            self.tell_refusal(error)
            return
        self.app.clear_notifications()  # "…; Ctrl+Z brings it back" is no longer so
        self.notify(_("Undone: {what}.").format(what=_(label)) if label else _("Nothing to undo."))

    # -------------------------------------------------------------- files

    @work
    async def action_import_units(self) -> None:
        """Ask for a CSV file of units, and take it in."""
        from tui.dialogs.files.units_file import UnitsImportScreen

        if await self.app.push_screen_wait(UnitsImportScreen(self._desk, self.campaign)):
            self._opened = False  # a long list is folded when it is first seen
            self.look()

    @work
    async def action_export_units(self) -> None:
        """Ask where to, and write the units there."""
        from tui.dialogs.files.units_file import UnitsExportScreen

        path = await self.app.push_screen_wait(UnitsExportScreen(self._desk, self.campaign))
        if path:
            self.notify(_("Written: {path}").format(path=path), markup=False)

    # -------------------------------------------------------------- the pieces of a unit

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the unit under the cursor."""
        rows = next(iter(self.query(UnitRows)), None)
        return action not in _OF_A_UNIT or bool(rows and rows.current)

    @on(Rows.Selected, "#units")
    @work
    async def action_open_unit(self) -> None:
        """Ask which of the unit's tasks and articles to open."""
        from tui.dialogs.picker import Option, Picker

        branch = self._rows.current
        if branch is None:
            return
        tasks, articles = self._desk.units.pieces(self.campaign, branch.unit.name)
        if not tasks and not articles:
            self.say(
                _("Nothing is planned or written for “{name}” yet.").format(
                    name=called(branch.unit)
                )
            )
            return
        options = [Option(a.id, title_of(a), status_name(a.status)) for a in articles]
        begin = _("Begin the article of the task: {title}")
        options += [Option(t.id, begin.format(title=t.title)) for t in tasks if not t.articles]
        picked = await self.app.push_screen_wait(Picker(branch.unit.name, options))
        if not picked:
            return
        try:
            task = self._desk.tasks.get(picked[0])
            self.dismiss(self._desk.articles.start(task).id if task else picked[0])
        except DeskError as error:
            self.tell_refusal(error)


def _stops_in_words(count: int) -> str:
    if not count:
        return ""
    told = ngettext("stops at {count} unit ■", "stops at {count} units ■", count)
    return told.format(count=number(count))


def marks_of(found: Cascade) -> dict[str, tuple[str, str]]:
    """Return the mark of each unit that a task is for, and its tone."""
    marks = dict.fromkeys((unit.name for unit in found.units), ("·", "dim"))
    marks.update((unit.name, ("■", "warn")) for unit in found.stopped_at)
    marks.update((name, ("✔", "good")) for name in found.acked)
    return marks
