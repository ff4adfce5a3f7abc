"""One photo: all that is said of it, and the picture where the terminal can show it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static
from textual.worker import get_current_worker

from store import DeskError
from store.articles.photos import Sighting
from store.text import show_day
from tui.dialogs.dialog import CLOSE, Dialog
from tui.i18n import _, sentence
from tui.photos_report import LABELS, file_told
from tui.widgets.terminal_safe import visible
from tui.widgets.thumbnail import can_draw, drawn

_BESIDE: Final = 8
"""Lines that are left for what is said."""


class PhotoView(Dialog[None]):
    """Show a photo: what is said of it, its file, and the picture itself in half blocks."""

    BINDINGS = [CLOSE]
    DEFAULT_CSS = """
    PhotoView {
        & #box { width: 120; height: 100%; }
        & VerticalScroll { height: 1fr; }
        & #picture { margin-top: 1; color: $text-muted; }
    }
    """

    def __init__(self, photo: Sighting, path: str) -> None:
        super().__init__(photo.photo.name)
        self._photo = photo
        self._file = path

    def compose_body(self) -> ComposeResult:
        """Yield what is said, and the picture."""
        with VerticalScroll(can_focus=True):
            yield Static(visible(self._told()), id="text", markup=False)
            yield Static(self._why_none(), id="picture", markup=False)

    def on_mount(self) -> None:
        """Draw the picture, if that can be done."""
        if not self._why_none():
            self.call_after_refresh(self._draw)

    def _told(self) -> str:
        photo = self._photo.photo
        until = show_day(photo.until) if photo.until else ""
        said = {
            "caption": photo.caption,
            "credit": photo.credit,
            "rights": photo.rights,
            "until": until,
            "alt": photo.alt,
            "file": f"{photo.file} ({file_told(self._photo)})",
        }
        return "\n".join(f"{_(LABELS[name])}: {text or '–'}" for name, text in said.items())

    def _why_none(self) -> str:
        """Return why there is no picture to be seen; empty where there is one."""
        if self._photo.fault:
            return ""
        if self.app.no_color:
            return _("The picture needs colours; this terminal is used without.")
        if not can_draw():
            return _("To see the picture here, install toasoan[photos] (Pillow).")
        return ""

    @work(thread=True, exclusive=True, group="picture")
    def _draw(self) -> None:
        """Read the picture, which may be large, beside the keys."""
        if self._photo.fault:
            return
        room = self.query_one(VerticalScroll).size
        try:
            shown = drawn(Path(self._file), room.width - 1, max(room.height - _BESIDE, _BESIDE))
        except DeskError as error:
            shown = Text(sentence(error))
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self.query_one("#picture", Static).update, shown)
