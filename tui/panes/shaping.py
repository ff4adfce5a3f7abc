"""Paragraphs of the open text moved, split and joined, and its letters changed."""

from __future__ import annotations

from typing import Final

from textual.document._document import Selection

from store.articles.reshaping import (
    Case,
    Reshaped,
    in_case,
    joined,
    line_at,
    moved,
    next_case,
    split,
)
from tui.commands.shaping import ChangeCase, MoveParagraphDown, MoveParagraphUp
from tui.dialogs.picker import Option
from tui.i18n import N_, _
from tui.widgets.bars import shown_key
from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry
from tui.widgets.terminal_safe import from_editor

_WAYS: Final = {
    "up": (N_("Move the paragraph up"), MoveParagraphUp.key),
    "down": (N_("Move the paragraph down"), MoveParagraphDown.key),
    "split": (N_("Split it behind this sentence"), ""),
    "join": (N_("Join it with the next, or all that are selected"), ""),
    Case.UPPER: (N_("IN CAPITALS"), ChangeCase.key),
    Case.LOWER: (N_("in small letters"), ""),
    Case.SENTENCE: (N_("As in a sentence"), ""),
}
"""What can be done, by its key in the list: its label (a message id), and its own key."""


def ways() -> list[Option]:
    """Return all that can be done with a text, to choose from."""
    return [Option(way, _(label), key_shown=shown_key(key)) for way, (label, key) in _WAYS.items()]


def shape(body: BodyEntry, way: str) -> str:
    """Do something with the paragraphs at the cursor; return why it cannot be, or nothing.

    It is one step of undo, like all here.
    """
    text, (start, end) = from_editor(body.text), _selected(body)
    if way in ("up", "down"):
        made = moved(text, start, end, -1 if way == "up" else 1)
        why = _("The paragraph has no place to go there.")
    elif way == "split":
        made, why = split(text, start), _("No sentence follows in this paragraph.")
    else:
        made, why = joined(text, start, end), _("No paragraph follows to join it with.")
    if made is None:
        return why
    _put(body, made)
    return ""


def change_case(entry: BodyEntry | LineEntry, known: str, case: Case | None = None) -> None:
    """Write the selection in other letters, or the line where nothing is selected.

    Args:
        entry: a text or a line.
        known: the other texts of the article, which know its names.
        case: how; None for what comes next.
    """
    text = from_editor(entry.text if isinstance(entry, BodyEntry) else entry.value)
    selected = _selected(entry)
    start, end = line_at(text, *selected)
    words = in_case(text[start:end], case or next_case(text[start:end]), known)
    made = f"{text[:start]}{words}{text[end:]}"
    if selected[0] < selected[1]:
        selected = start, start + len(words)
    if isinstance(entry, BodyEntry):
        _put(entry, Reshaped(made, *selected))
    else:
        entry.rewrite(made)
        entry.selection = type(entry.selection)(*selected)


def _selected(entry: BodyEntry | LineEntry) -> tuple[int, int]:
    if isinstance(entry, BodyEntry):
        start, end = sorted(map(entry.document.get_index_from_location, entry.selection))
    else:
        start, end = sorted(entry.selection)
    return start, end


def _put(body: BodyEntry, made: Reshaped) -> None:
    if body.rewrite(made.text):
        location = body.document.get_location_from_index
        body.selection = Selection(location(made.start), location(made.end))
        body.scroll_cursor_visible()
