"""The registry of commands: what an editor can do, each said once.

One class gives the key binding (rebindable by its id), the footer, the tooltip, the entry of the
palette and the row of the help, so they cannot drift apart. What a command *does* is the method
`action_…` of the widget or screen that lists it in its `BINDINGS`.
"""

from __future__ import annotations

import re
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from tui.i18n import N_

REGISTRY: Final[dict[str, type[Command]]] = {}
"""Every command by its id."""


class Command:
    """Something an editor can do; the id and the action come from the name of the class."""

    key: ClassVar[str]
    """The key, or several parted by commas."""
    label: ClassVar[str]
    """One or two words, for the footer (a message id)."""
    help: ClassVar[str]
    """One sentence, for tooltip, palette and help (a message id)."""
    footer: ClassVar[bool] = False
    """Whether it is one of the few keys that the footer shows."""
    priority: ClassVar[bool] = False
    """Whether the key works before the widget with the focus sees it."""
    id: ClassVar[str]
    action: ClassVar[str]

    def __init_subclass__(cls) -> None:
        words = re.findall(r"[A-Z][a-z]*", cls.__name__)
        cls.id = "-".join(words).lower()
        cls.action = "_".join(words).lower()
        REGISTRY[cls.id] = cls

    @classmethod
    def binding(cls) -> Binding:
        """Give the binding of this command; its description is a message id."""
        return Binding(
            cls.key,
            cls.action,
            cls.label,
            show=cls.footer,
            priority=cls.priority,
            tooltip=cls.help,
            id=cls.id,
        )


def bindings(*commands: type[Command]) -> list[BindingType]:
    """Give the bindings of some commands, for a widget's `BINDINGS`; the footer keeps the order."""
    return [command.binding() for command in commands]


# ---------------------------------------------------------------- everywhere


class Help(Command):
    key, label, footer = "f1", N_("Help"), True
    help = N_("Show what can be done where you are.")


class Palette(Command):
    key, label, footer = "ctrl+p", N_("Commands"), True
    help = N_("Find a command by its name.")


class GoChecklist(Command):
    key, label = "f2", N_("Checklist")
    help = N_("Go to the campaign's checklist.")


class GoDrafts(Command):
    key, label = "f3", N_("Articles")
    help = N_("Go to the articles.")


class GoRelated(Command):
    key, label = "f4", N_("Related")
    help = N_("Go to the related news of the open article.")


class Zoom(Command):
    key, label, footer = "f5", N_("Zoom"), True
    help = N_("Give the pane the whole screen, or take it back.")


class ChooseCampaign(Command):
    key, label, footer = "f6", N_("Campaign"), True
    help = N_("Choose the campaign whose checklist is shown, or begin another.")


class NewArticle(Command):
    key, label, footer = "ctrl+n", N_("New article"), True
    help = N_("Begin a new article.")


class OpenPage(Command):
    key, label, footer = "ctrl+o", N_("Open page"), True
    help = N_("Import pages of text from files, or pasted.")


class Export(Command):
    key, label, footer = "ctrl+e", N_("Export"), True
    help = N_("Write the article to a text file.")


class Save(Command):
    key, label = "ctrl+s", N_("Save")
    help = N_("Save now, as a revision; otherwise the app saves by itself while you type.")


class Undo(Command):
    key, label, footer = "ctrl+z", N_("Undo"), True
    help = N_("Undo the last change of the desk: a deletion, a tick, a link, a status.")


class ShowMatrix(Command):
    key, label = "f8", N_("Matrix")
    help = N_("Show what the campaign covers where, what is in sync, and the gaps.")


class GetBack(Command):
    key, label = "ctrl+d", N_("Get back")
    help = N_("Take back a change of this session, get something from the bin, settle conflicts.")


class ShowHistory(Command):
    key, label = "ctrl+l", N_("History")
    help = N_("Show the revisions of the article: compare, take one back, copy from it.")


class SaveCopy(Command):
    key, label = "f12", N_("Save a copy")
    help = N_("Write the whole desk, with what is not saved yet, to another file.")


class Quit(Command):
    key, label, priority, footer = "ctrl+q", N_("Quit"), True, True
    help = N_("Save and leave.")


class ChooseTheme(Command):
    key, label = "alt+t", N_("Theme")
    help = N_("Choose the colours.")


class SwitchLanguage(Command):
    key, label = "f9", N_("Tiếng Việt / English")
    help = N_("Show the screens in the other language.")


class Back(Command):
    key, label, footer = "escape", N_("Back"), True
    help = N_("Go one step back; nothing that was typed is lost.")


# ---------------------------------------------------------------- the checklist


class Tick(Command):
    key, label, footer = "space", N_("Tick"), True
    help = N_("Tick the task, or take the tick off.")


class OpenTask(Command):
    key, label, footer = "enter", N_("Article"), True
    help = N_("Open the article of the task, or begin one for it.")


class AddTask(Command):
    key, label, footer = "a", N_("Add"), True
    help = N_("Add a task to the phase.")


class EditTask(Command):
    key, label, footer = "e", N_("Edit"), True
    help = N_("Edit the task.")


class DeleteTask(Command):
    key, label, footer = "d,delete", N_("Delete"), True
    help = N_("Delete the task; Ctrl+Z brings it back.")


class MoveTaskUp(Command):
    key, label = "K,shift+up", N_("Move up")
    help = N_("Move the task up in its phase.")


class MoveTaskDown(Command):
    key, label = "J,shift+down", N_("Move down")
    help = N_("Move the task down in its phase.")


class AttachArticle(Command):
    key, label, footer = "l", N_("Attach"), True
    help = N_("Say which articles fulfil the task.")


class FoldPhase(Command):
    key, label = "left,h", N_("Fold")
    help = N_("Hide the tasks of the phase.")


class UnfoldPhase(Command):
    key, label = "right", N_("Unfold")
    help = N_("Show the tasks of the phase.")


# ---------------------------------------------------------------- the articles


class OpenArticle(Command):
    key, label, footer = "enter", N_("Open"), True
    help = N_("Open the article and write.")


class AddArticle(Command):
    key, label, footer = "n", N_("New"), True
    help = N_("Begin a new article.")


class DeleteArticle(Command):
    key, label, footer = "d,delete", N_("Delete"), True
    help = N_("Delete the article; Ctrl+Z brings it back.")


class FilterArticles(Command):
    key, label, footer = "slash", N_("Filter"), True
    help = N_("Show only the articles with these words; marks need not be typed.")


class SetStatus(Command):
    key, label, footer = "ctrl+t", N_("Status"), True
    help = N_("Say where the article stands.")


class FindInText(Command):
    key, label, footer = "ctrl+f", N_("Find"), True
    help = N_("Find words in the text; marks need not be typed.")


class FindNext(Command):
    key, label = "f7", N_("Next")
    help = N_("Go to the next place where the words stand.")


class EditOutside(Command):
    key, label, footer = "ctrl+g", N_("Editor"), True
    help = N_("Edit the text in $EDITOR; what comes back is one step of undo.")


class ReadAgain(Command):
    key, label = "ctrl+r", N_("Read page again")
    help = N_(
        "Read the text of a page that did not fit the layout once more, now that it is mended."
    )


# ---------------------------------------------------------------- related news


class LinkNews(Command):
    key, label, footer = "enter", N_("Link / read"), True
    help = N_("Link the suggested item to the open article; show a linked one whole.")


class UnlinkNews(Command):
    key, label, footer = "d,delete", N_("Unlink"), True
    help = N_("Take the card off the article; Ctrl+Z brings it back.")


class MoveLinkUp(Command):
    key, label = "K,shift+up", N_("Move up")
    help = N_("Move the card up.")


class MoveLinkDown(Command):
    key, label = "J,shift+down", N_("Move down")
    help = N_("Move the card down.")


class PreviewNews(Command):
    key, label, footer = "v", N_("Read"), True
    help = N_("Show the whole item.")


class SearchNews(Command):
    key, label, footer = "slash", N_("Search"), True
    help = N_("Search all articles and news; marks need not be typed.")


# ---------------------------------------------------------------- the history


class RestoreRevision(Command):
    key, label, footer = "enter", N_("Restore"), True
    help = N_("Put the text of the revision back; the text of now stays in the history.")


class CompareWith(Command):
    key, label, footer = "c", N_("Compare"), True
    help = N_("Compare with the text of now, or with the revision before.")


class NextMode(Command):
    key, label, footer = "m", N_("View"), True
    help = N_("Show the difference in one flow, in two columns or in plain marks.")


class ReadRevision(Command):
    key, label, footer = "v", N_("Copy from"), True
    help = N_("Show the whole text of the revision, to copy a passage out of it.")


class ShowUnchanged(Command):
    key, label, footer = "u", N_("Unchanged"), True
    help = N_("Show the paragraphs that have not changed as well, or fold them away.")


class ReadOn(Command):
    key, label, footer = "space", N_("Read on"), True
    help = N_("Go one screen down in the difference; at its end, back to its start.")


# ---------------------------------------------------------------- getting back


class GoChanges(Command):
    key, label = "1", N_("Changes")
    help = N_("Show the changes of this session, to take them back.")


class GoBin(Command):
    key, label = "2", N_("Bin")
    help = N_("Show what was deleted, to put it back.")


class GoConflicts(Command):
    key, label = "3", N_("Conflicts")
    help = N_("Show what another program has changed while you changed it too.")


class NextList(Command):
    key, label = "right,tab", N_("Next list")
    help = N_("Go to the next list.")


class PreviousList(Command):
    key, label = "left,shift+tab", N_("List before")
    help = N_("Go to the list before.")


class TakeBack(Command):
    key, label, footer = "enter", N_("Take back"), True
    help = N_("Take back the change under the cursor and all that came after it.")


class PutBack(Command):
    key, label, footer = "enter", N_("Put back"), True
    help = N_("Put back on the desk what was deleted, and the links to it.")


class ReadDeleted(Command):
    key, label, footer = "v", N_("Read"), True
    help = N_("Show what was deleted.")


class TakeTheirs(Command):
    key, label, footer = "t", N_("Take theirs"), True
    help = N_("Take what the other program has, in the place of what stands on the desk.")


class KeepOurs(Command):
    key, label, footer = "o", N_("Keep ours"), True
    help = N_("Leave the desk as it is; the other program's file is kept all the same.")


class KeepAllOurs(Command):
    key, label, footer = "a", N_("All ours"), True
    help = N_("Settle every conflict by leaving the desk as it is.")


# ---------------------------------------------------------------- the matrix


class OpenCell(Command):
    key, label, footer = "enter", N_("Open / make"), True
    help = N_("Open what is there, or make the missing article or task, tagged already.")


class CellLeft(Command):
    key, label = "left,h", N_("Left")
    help = N_("Go one column to the left.")


class CellRight(Command):
    key, label = "right,l", N_("Right")
    help = N_("Go one column to the right.")


class SwitchRows(Command):
    key, label, footer = "r", N_("Rows"), True
    help = N_("Show other rows: topics, milestones, goals, units.")


class SwitchColumns(Command):
    key, label, footer = "c", N_("Columns"), True
    help = N_("Show other columns: channels, audiences, levels.")


class FilterStrand(Command):
    key, label, footer = "s", N_("Strand"), True
    help = N_("Count only the pieces of one strand.")


class FilterPhase(Command):
    key, label, footer = "p", N_("Phase"), True
    help = N_("Count only the tasks of one phase, and the articles that fulfil them.")


class FilterPeriod(Command):
    key, label, footer = "t", N_("Period"), True
    help = N_("Count only what is due, or has gone out, in the next days.")


class ShowGaps(Command):
    key, label, footer = "o", N_("Gaps"), True
    help = N_("List the empty cells, the most pressing first.")


# ---------------------------------------------------------------- lists and dialogs


class CursorUp(Command):
    key, label = "up,k", N_("Up")
    help = N_("Go one line up.")


class CursorDown(Command):
    key, label = "down,j", N_("Down")
    help = N_("Go one line down.")


class CursorFirst(Command):
    key, label = "home,g", N_("First")
    help = N_("Go to the first line.")


class CursorLast(Command):
    key, label = "end,G", N_("Last")
    help = N_("Go to the last line.")


class PageUp(Command):
    key, label = "pageup", N_("Page up")
    help = N_("Go one screen up.")


class PageDown(Command):
    key, label = "pagedown", N_("Page down")
    help = N_("Go one screen down.")


class Accept(Command):
    key, label, footer = "ctrl+s", N_("OK"), True
    help = N_("Take what the dialog says.")


class Yes(Command):
    key, label, footer = "y", N_("Yes"), True
    help = N_("Do what the dialog asks.")


class No(Command):
    key, label, footer = "n", N_("No"), True
    help = N_("Leave everything as it is.")


class Cancel(Command):
    key, label, footer = "escape", N_("Cancel"), True
    help = N_("Leave the dialog without doing what it is for.")


class Choose(Command):
    key, label, footer = "enter", N_("Choose"), True
    help = N_("Take the highlighted line.")


MOVES: Final = {c.id for c in (CursorUp, CursorDown, CursorFirst, CursorLast, PageUp, PageDown)}
"""Moving in a list: nothing to look for in the palette, and last in the help."""
