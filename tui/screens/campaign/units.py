"""The units of a campaign: their tree, what each has acknowledged, where the chain stops."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from textual import events, on, work
from textual.app import ComposeResult
from textual.widgets import Static

from store import Campaign, Desk, Task
from store.campaign_records import Unit
from store.campaigns.acknowledgements import acknowledged, heard_of
from store.campaigns.units import Branch, Tree, tree_of, unit_below
from store.records import Id
from store.text import fold
from tui.commands import bindings, units
from tui.commands.global_commands import Undo
from tui.dialogs.dialog import Confirm
from tui.i18n import _, share
from tui.screens.campaign.base import Room
from tui.screens.campaign.units_words import (
    counts_of,
    counts_of_all,
    detail,
    head_line,
    marks_of,
    said_of_all,
    said_of_task,
)
from tui.widgets.entry.line import LineEntry
from tui.widgets.terminal_safe import one_line
from tui.widgets.unit_rows import NOTHING, UnitRows, above, called, folded_at_first, matching
from tui.widgets.virtual_list import Rows

_NEEDS_UNIT: Final = {
    c.action for c in (units.OpenUnit, units.AcknowledgeUnit, units.EditUnit, units.DeleteUnit)
}


@dataclass
class UnitsView:
    """How the tree is looked at."""

    task: Id | None = None
    """The chosen cascading task; None for all tasks."""
    folded: set[str] | None = None
    """The names of the folded units; None until the tree is shown for the first time."""


class UnitsScreen(Room):
    """The units of a campaign; answers the article to open."""

    BINDINGS = bindings(
        units.OpenUnit,
        units.ChooseCascade,
        units.AcknowledgeUnit,
        units.AddUnit,
        units.EditUnit,
        units.DeleteUnit,
        units.FilterUnits,
        units.ImportUnits,
        units.ExportUnits,
        units.FoldUnit,
        units.UnfoldUnit,
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
        self._last: dict[str, datetime] = {}
        """When each unit last acknowledged something."""

    def compose_body(self) -> ComposeResult:
        """Yield the counts, the tree, and the details of a unit."""
        yield Static(id="view", markup=False)
        yield Static(id="head", markup=False)
        yield UnitRows()
        yield Static(id="detail", markup=False)

    def on_mount(self) -> None:
        """Begin in the tree."""
        self._rows.focus()

    @property
    def _view(self) -> UnitsView:
        return self.kept(UnitsView())

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
        """The chosen task as it is now, while it still goes down the tree."""
        task = self._desk.tasks.get(self._view.task)
        return task if task and task.cascades and task.campaign == self._campaign else None

    # -------------------------------------------------------------- display

    def look(self) -> None:
        """Count again, and show the result."""
        rows, tree = self._rows, self._tree
        rows.coverage = self._desk.units.coverage(self.campaign)
        task = self.cascade
        found = acknowledged(task, self.campaign) if task else None
        rows.marks = marks_of(found) if found else None
        self._last = {} if found else self._desk.units.last_words(self.campaign)
        if task and found:
            counts = counts_of(task, found)
        else:
            counts = counts_of_all(len(self.campaign.units), rows.coverage.values())
        self.query_one("#view", Static).update(one_line(" · ".join(filter(None, counts))))
        if self._view.folded is None and tree.branches:
            self._view.folded = folded_at_first(tree)
        if self._view.folded is not None:
            rows.folded = self._view.folded
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
        """Return the units that are not folded; with a filter, those that match and their path."""
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

    def _draw_head(self) -> None:
        rows = next(iter(self.query(UnitRows)), None)
        if rows is None:  # the screen is gone
            return
        width = rows.text_width or self.size.width - 4
        self.query_one("#head", Static).update(head_line(width))

    def _detail(self) -> str:
        rows = self._rows
        branch = rows.current
        if branch is None:
            return ""
        name, now = branch.unit.name, self._desk.records.now()
        found = rows.coverage.get(name, NOTHING)
        if task := self.cascade:
            mark = (rows.marks or {}).get(name)
            said = [said_of_task(task, name, mark and mark[0], now)]
        else:
            silent = self._desk.units.silent_tasks(self.campaign, name) if found.asked else []
            said = said_of_all(found, silent, self._last.get(name), now)
        return detail(branch, found, said)

    # -------------------------------------------------------------- folding and filtering

    def action_fold_unit(self) -> None:
        """Hide the units below, or go to the parent."""
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
        """Show the units below."""
        if branch := self._rows.current:
            self._rows.folded.discard(branch.unit.name)
            self._show()

    async def action_filter_units(self) -> None:
        """Show the entry that filters the tree."""
        if self._filter is None:
            hint = _("Type a part of the name, level or contact …")
            entry = LineEntry(id="unit-filter", placeholder=hint)
            await self.query_one("#box").mount(entry, before="#head")
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
        """Remove the filter; without one, leave."""
        if self._filter is None:
            super().action_cancel()
        else:
            self._drop_filter()

    @work
    async def _drop_filter(self) -> None:
        if self._filter:
            self._rows.focus()
            await self._filter.remove()
            if branch := self._rows.current:  # what was found stays in view
                self._rows.folded -= set(above(self._tree, branch.unit.name))
            self._narrow()

    # -------------------------------------------------------------- acknowledging

    @work
    async def action_choose_cascade(self) -> None:
        """Ask which task to show, or all."""
        from tui.dialogs.picker import Option, Picker

        campaign = self.campaign
        tasks = [t for t in self._desk.tasks if t.campaign == campaign.id and t.cascades]
        if not tasks:
            text = _(
                "No task of the campaign goes down the tree yet; a task's form (e) can say so."
            )
            self.say(text)
            return
        options = [Option("", _("All tasks together"))]
        for task in tasks:
            acked, asked = heard_of(task, campaign)
            options.append(Option(task.id, task.title, f"{share(acked, asked)} {task.unit}"))
        chosen = [self.cascade.id if self.cascade else tasks[0].id]
        picker = Picker(_("Which task?"), options, chosen=chosen)
        if picked := await self.app.push_screen_wait(picker):
            self._view.task = picked[0] or None
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
        with self.refusals():
            self._desk.tasks.acknowledge(task, branch.unit.name, mark[0] != "✔")

    # -------------------------------------------------------------- adding, editing, deleting

    def action_add_unit(self) -> None:
        """Ask for a new unit below the one under the cursor."""
        branch = self._rows.current
        self._fill_in(unit_below(self.campaign, branch.unit if branch else None), None)

    def action_edit_unit(self) -> None:
        """Ask for the unit's new values."""
        if branch := self._rows.current:
            self._fill_in(branch.unit, branch.unit.name)

    @work
    async def _fill_in(self, unit: Unit, before: str | None) -> None:
        from tui.dialogs.forms.unit_form import UnitForm

        form = UnitForm(self._desk, self.campaign, unit, before)
        if name := await self.app.push_screen_wait(form):
            self.look()
            self._rows.folded -= set(above(self._tree, name))
            self._show(name)

    @work
    async def action_delete_unit(self) -> None:
        """Delete the unit; ask first, if others name it."""
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
        with self.refusals():
            self._desk.units.remove(self.campaign, name)
            self.tell_deleted(name)

    # -------------------------------------------------------------- files

    @work
    async def action_import_units(self) -> None:
        """Ask for a CSV file of units, and import it."""
        from tui.dialogs.files.units_file import UnitsImportScreen

        if await self.app.push_screen_wait(UnitsImportScreen(self._desk, self.campaign)):
            self._view.folded = None  # a long list is folded the first time
            self.look()

    @work
    async def action_export_units(self) -> None:
        """Ask for a file, and write the units to it."""
        from tui.dialogs.files.units_file import UnitsExportScreen

        path = await self.app.push_screen_wait(UnitsExportScreen(self._desk, self.campaign))
        if path:
            self.notify(_("Written: {path}").format(path=path), markup=False)

    # -------------------------------------------------------------- the pieces of a unit

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what needs a unit only where there is one under the cursor."""
        rows = next(iter(self.query(UnitRows)), None)
        return action not in _NEEDS_UNIT or bool(rows and rows.current)

    @on(Rows.Selected, "#units")
    @work
    async def action_open_unit(self) -> None:
        """Ask which of the unit's tasks and articles to open."""
        from tui.dialogs.picker import Option, Picker, article_options

        branch = self._rows.current
        if branch is None:
            return
        tasks, articles = self._desk.units.pieces(self.campaign, branch.unit.name)
        if not tasks and not articles:
            text = _("Nothing is planned or written for “{name}” yet.")
            self.say(text.format(name=called(branch.unit)))
            return
        options = article_options(articles)
        begin = _("Begin the article of the task: {title}")
        options += [Option(t.id, begin.format(title=t.title)) for t in tasks if not t.articles]
        if picked := await self.app.push_screen_wait(Picker(branch.unit.name, options)):
            with self.refusals():
                task = self._desk.tasks.get(picked[0])
                self.dismiss(self._desk.articles.start(task).id if task else picked[0])
