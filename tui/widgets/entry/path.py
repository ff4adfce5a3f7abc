"""The entry for a path: Tab completes it, ↓ offers recent folders and files."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final, Literal

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.events import Paste
from textual.message import Message
from textual.widgets import Static
from textual.worker import WorkerCancelled, WorkerFailed

from store.path_completion import Completion, complete, complete_last
from store.paths import expand_user
from tui import recent_folders
from tui.commands import bindings
from tui.commands.dialog_keys import CompletePath, RecentFolders
from tui.i18n import N_, _
from tui.widgets.entry.letters import prepared
from tui.widgets.entry.line import LineEntry
from tui.widgets.field_moves import go_to_field
from tui.widgets.path_choices import PathChoice, PathChoices

Asks = Literal["file", "files", "new file", "folder"]
"""What the path is for: a file to read, or several, also by patterns; one to write; a folder."""

_BEGINS_A_PATH: Final = ("/", "~", "./", "../")

PATIENCE: Final = 0.7
"""Seconds that a key waits for the disk."""


class PathEntry(LineEntry):
    """The entry for a path, which shows its completions in `choices`."""

    BINDINGS = [
        *bindings(CompletePath, RecentFolders),
        Binding(
            "up",
            "choice_before",
            N_("Up"),
            show=False,
            tooltip=N_("Go one line up in the list."),
            id="entry.choice-before",
        ),
        Binding(
            "escape",
            "close_choices",
            N_("Close"),
            tooltip=N_("Close the list below the path."),
            id="entry.close-choices",
        ),
    ]

    composes = False  # folders are spelled as on the disk

    offers_recent = True
    """Whether ↓ offers what was used last; otherwise the key is left to the dialog."""

    takes_text = True
    """Whether a text of several lines may be pasted; otherwise `TextPasted` hands it on."""

    class TextPasted(Message):
        """Something was pasted that is no path."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(
        self,
        text: str,
        choices: PathChoices,
        *,
        asks: Asks,
        placeholder: str = "",
        id: str,
    ) -> None:
        super().__init__(text, placeholder=placeholder, id=id)
        self.select_on_focus = bool(text)  # a path that was suggested gives way to a typed one
        self._choices = choices
        self._asks = asks
        self._completed: str | None = None
        """The text that the user has completed or chosen, rather than the suggested path."""
        self._recent = recent_folders.load()
        self._recent_files = recent_folders.load_files() if asks in ("file", "files") else []

    @property
    def path(self) -> Path:
        """The path; raises FileError if it begins with an unknown home folder."""
        return expand_user(self.text.strip() or ".")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave a key to the dialog if it has no effect here."""
        if action in ("choice_before", "close_choices"):
            return self._choices.is_open
        if action == "complete_path":  # Tab then goes to the next field, as everywhere
            is_chosen = self._choices.chosen is not None
            return is_chosen or (bool(self.text.strip()) and not self._is_untouched)
        if action == "recent_folders":
            return self._choices.is_open or (
                self.offers_recent and bool(self._recent or self._recent_files)
            )
        return super().check_action(action, parameters)

    # -------------------------------------------------------------- completing

    async def action_complete_path(self) -> None:
        """Complete the path, or show the completions; otherwise go to the next field."""
        text = self.text
        if self._choices.chosen is not None:
            self.take(self._choices.chosen)
        elif found := await self._look(text):
            self._complete(text, found)

    @property
    def _is_untouched(self) -> bool:
        text = self.text
        return self.value == self._loaded[0] and text != self._completed

    async def _look(self, text: str) -> Completion | None:
        """Read a folder in a thread; return None if the disk does not answer."""
        try:
            return await asyncio.wait_for(self._read(text).wait(), PATIENCE)
        except (TimeoutError, WorkerCancelled):
            self.notify(_("The disk does not answer; the path is not completed."))
        except WorkerFailed:  # reported by `tui.workers`
            pass
        return None

    @work(thread=True, group="disk")
    def _read(self, text: str) -> Completion:
        if self._asks == "files":
            return complete_last(text)
        return complete(text, only_folders=self._asks == "folder")

    def _complete(self, text: str, found: Completion) -> None:
        was_open = self._choices.is_open
        goes_on = found.text != text
        if goes_on:
            self.take(found.text)
        if len(found.candidates) > 1 and (goes_on or not was_open):
            names = [PathChoice(*one) for one in found.candidates]
            self._choices.show(names, is_cut=found.is_cut)
        elif not goes_on:
            self._choices.show(())
            self.screen.focus_next()

    def take(self, text: str) -> None:
        """Replace the text with a path, spelled as on the disk."""
        self.replace(prepared(text), 0, len(self.value))
        self.cursor_position = len(self.value)
        self._loaded, self._completed = (self.value, text), text
        self._choices.show(())

    def fill_in(self, text: str) -> None:
        """Replace everything, as if it had been typed."""
        super().fill_in(text)
        self._completed = text

    def _on_paste(self, event: Paste) -> None:
        if self.takes_text or not _is_text(event.text):
            super()._on_paste(event)
            return
        event.stop()
        event.prevent_default()
        self.post_message(self.TextPasted(event.text))

    # -------------------------------------------------------------- the list below

    def action_recent_folders(self) -> None:
        """Offer the recent files and folders; in an open list, go one line down, at last out."""
        if self._choices.is_open:
            if not (self._choices.is_at_end and go_to_field(1, self._choices)):
                self._choices.move(1)
        else:
            offered = [PathChoice(_short(one), _short(one)) for one in self._recent_files]
            offered += [PathChoice(_short(one), self._in_folder(one)) for one in self._recent]
            self._choices.show(offered, at=0)
            self.refresh_bindings()

    def _in_folder(self, folder: str) -> str:
        """Return the path in another folder, keeping the name of a file to be written."""
        if self._asks == "folder":
            return _short(folder)
        name = self.text.strip().rpartition("/")[2] if self._asks == "new file" else ""
        return f"{_short(folder).rstrip('/')}/{name}"

    def action_choice_before(self) -> None:
        """Go one line up."""
        self._choices.move(-1)

    def action_close_choices(self) -> None:
        """Close the list."""
        self._choices.show(())

    async def action_submit(self) -> None:
        """Take the highlighted line, or else accept the path."""
        if self._choices.chosen is not None:
            self.take(self._choices.chosen)
        else:
            self._choices.show(())
            await super().action_submit()

    @on(LineEntry.Changed)
    def _typed_on(self) -> None:
        self.select_on_focus = self._is_untouched
        if self.text != self._completed:
            self._choices.show(())
        self.refresh_bindings()

    def on_blur(self) -> None:
        """Close the list."""
        self._choices.show(())


class PathField(Vertical):
    """A labelled entry for a path, with the list of its completions below."""

    DEFAULT_CSS = """
    PathField {
        height: auto; margin-bottom: 1;
        & Horizontal { height: 1; }
        & PathChoices { margin-left: 14; }
    }
    """

    def __init__(
        self, label: str, text: str = "", *, asks: Asks, placeholder: str = "", id: str
    ) -> None:
        super().__init__()
        self._label = label
        self._choices = PathChoices()
        self.entry = PathEntry(text, self._choices, asks=asks, placeholder=placeholder, id=id)

    def compose(self) -> ComposeResult:
        """Yield the line and the list."""
        with Horizontal():
            yield Static(self._label, classes="label", markup=False)
            yield self.entry
        yield self._choices

    @on(PathChoices.Taken)
    def _take(self, taken: PathChoices.Taken) -> None:
        taken.stop()
        self.entry.take(taken.text)


def _is_text(pasted: str) -> bool:
    """Return whether what was pasted is a text rather than a path, or one path a line."""
    lines = [line.strip() for line in pasted.splitlines() if line.strip()]
    return len(lines) > 1 and not all(line.startswith(_BEGINS_A_PATH) for line in lines)


def _short(folder: str) -> str:
    home = str(Path.home())
    is_below = folder == home or folder.startswith(f"{home}/")
    return f"~{folder.removeprefix(home)}" if is_below else folder
