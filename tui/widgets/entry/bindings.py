"""The keys of an entry, with the labels and sentences that the help shows for them."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

from tui.i18n import N_

_KEYS: Final = (
    ("left", N_("Left"), N_("Move one letter left.")),
    ("right", N_("Right"), N_("Move one letter right.")),
    ("up", N_("Up"), N_("Move one line up.")),
    ("down", N_("Down"), N_("Move one line down.")),
    ("ctrl+left", N_("Word left"), N_("Move one word left.")),
    ("ctrl+right", N_("Word right"), N_("Move one word right.")),
    ("home", N_("Line start"), N_("Move to the start of the line.")),
    ("end", N_("Line end"), N_("Move to the end of the line.")),
    ("pageup", N_("Page up"), N_("Move one page up.")),
    ("pagedown", N_("Page down"), N_("Move one page down.")),
    ("ctrl+home", N_("Text start"), N_("Move to the start of the text.")),
    ("ctrl+end", N_("Text end"), N_("Move to the end of the text.")),
    ("shift+left", N_("Select left"), N_("Select one letter left.")),
    ("shift+right", N_("Select right"), N_("Select one letter right.")),
    ("shift+up", N_("Select up"), N_("Select one line up.")),
    ("shift+down", N_("Select down"), N_("Select one line down.")),
    ("ctrl+shift+left", N_("Select word left"), N_("Select to the start of the word.")),
    ("ctrl+shift+right", N_("Select word right"), N_("Select to the end of the word.")),
    ("shift+home", N_("Select to line start"), N_("Select to the start of the line.")),
    ("shift+end", N_("Select to line end"), N_("Select to the end of the line.")),
    ("ctrl+shift+home", N_("Select to text start"), N_("Select to the start of the text.")),
    ("ctrl+shift+end", N_("Select to text end"), N_("Select to the end of the text.")),
    ("ctrl+a", N_("Select all"), N_("Select the whole text.")),
    ("alt+enter", N_("Line break"), N_("Break the line within the paragraph.")),
    ("backspace", N_("Delete left"), N_("Delete the letter before.")),
    ("delete", N_("Delete right"), N_("Delete the letter after.")),
    (
        "ctrl+w,ctrl+backspace,alt+backspace",
        N_("Delete word left"),
        N_("Delete back to the start of the word."),
    ),
    ("ctrl+delete,alt+delete", N_("Delete word right"), N_("Delete on to the end of the word.")),
    ("ctrl+u", N_("Delete to line start"), N_("Delete back to the start of the line.")),
    ("ctrl+k", N_("Delete to line end"), N_("Delete on to the end of the line.")),
    ("ctrl+x", N_("Cut"), N_("Move the selected text to the clipboard.")),
    ("ctrl+c", N_("Copy"), N_("Copy the selected text to the clipboard.")),
    ("ctrl+v", N_("Paste"), N_("Insert what was cut or copied last.")),
    ("ctrl+z", N_("Undo"), N_("Take back the last change of the text.")),
    ("ctrl+y", N_("Redo"), N_("Redo the change that was taken back.")),
    ("enter", N_("Accept"), N_("Accept the line.")),
)
"""Keys, label and help of each binding."""


def entry_bindings(actions: dict[str, str]) -> list[BindingType]:
    """Return the bindings of an entry, given its actions by their labels."""
    return [
        Binding(keys, actions[label], label, show=False, tooltip=tip, id=_id(label))
        for keys, label, tip in _KEYS
        if label in actions
    ]


def _id(label: str) -> str:
    """Return the id of a binding: "Select to line end" is `entry.select-line-end`."""
    return f"entry.{label.lower().replace(' to ', ' ').replace(' ', '-')}"
