"""The keys of an entry, with the names and the sentences that the help shows for them."""

from __future__ import annotations

from typing import Final, NamedTuple

from textual.binding import Binding, BindingType

from tui.i18n import N_


class _Place(NamedTuple):
    """The words of one binding: its keys, its id, and what it is called."""

    keys: str
    id: str
    description: str
    tooltip: str


_PLACES: Final = (
    _Place("left", "left", N_("Left"), N_("Move one letter left.")),
    _Place("right", "right", N_("Right"), N_("Move one letter right.")),
    _Place("up", "up", N_("Up"), N_("Move one line up.")),
    _Place("down", "down", N_("Down"), N_("Move one line down.")),
    _Place("ctrl+left", "word-left", N_("Word left"), N_("Move one word left.")),
    _Place("ctrl+right", "word-right", N_("Word right"), N_("Move one word right.")),
    _Place("home", "line-start", N_("Line start"), N_("Move to the start of the line.")),
    _Place("end", "line-end", N_("Line end"), N_("Move to the end of the line.")),
    _Place("pageup", "page-up", N_("Page up"), N_("Move one page up.")),
    _Place("pagedown", "page-down", N_("Page down"), N_("Move one page down.")),
    _Place("ctrl+home", "text-start", N_("Text start"), N_("Move to the start of the text.")),
    _Place("ctrl+end", "text-end", N_("Text end"), N_("Move to the end of the text.")),
    _Place("shift+left", "select-left", N_("Select left"), N_("Select one letter left.")),
    _Place("shift+right", "select-right", N_("Select right"), N_("Select one letter right.")),
    _Place("shift+up", "select-up", N_("Select up"), N_("Select one line up.")),
    _Place("shift+down", "select-down", N_("Select down"), N_("Select one line down.")),
    _Place(
        "ctrl+shift+left",
        "select-word-left",
        N_("Select word left"),
        N_("Select to the start of the word."),
    ),
    _Place(
        "ctrl+shift+right",
        "select-word-right",
        N_("Select word right"),
        N_("Select to the end of the word."),
    ),
    _Place(
        "shift+home",
        "select-line-start",
        N_("Select to line start"),
        N_("Select to the start of the line."),
    ),
    _Place(
        "shift+end",
        "select-line-end",
        N_("Select to line end"),
        N_("Select to the end of the line."),
    ),
    _Place(
        "ctrl+shift+home",
        "select-text-start",
        N_("Select to text start"),
        N_("Select to the start of the text."),
    ),
    _Place(
        "ctrl+shift+end",
        "select-text-end",
        N_("Select to text end"),
        N_("Select to the end of the text."),
    ),
    _Place("ctrl+a", "select-all", N_("Select all"), N_("Select the whole text.")),
    _Place(
        "alt+enter",
        "line-break",
        N_("Line break"),
        N_("Break the line within the paragraph."),
    ),
    _Place("backspace", "delete-left", N_("Delete left"), N_("Delete the letter before.")),
    _Place("delete", "delete-right", N_("Delete right"), N_("Delete the letter after.")),
    _Place(
        "ctrl+w,ctrl+backspace,alt+backspace",
        "delete-word-left",
        N_("Delete word left"),
        N_("Delete back to the start of the word."),
    ),
    _Place(
        "ctrl+delete,alt+delete",
        "delete-word-right",
        N_("Delete word right"),
        N_("Delete on to the end of the word."),
    ),
    _Place(
        "ctrl+u",
        "delete-line-start",
        N_("Delete to line start"),
        N_("Delete back to the start of the line."),
    ),
    _Place(
        "ctrl+k",
        "delete-line-end",
        N_("Delete to line end"),
        N_("Delete on to the end of the line."),
    ),
    _Place("ctrl+x", "cut", N_("Cut"), N_("Move the selected text to the clipboard.")),
    _Place("ctrl+c", "copy", N_("Copy"), N_("Copy the selected text to the clipboard.")),
    _Place("ctrl+v", "paste", N_("Paste"), N_("Insert what was cut or copied last.")),
    _Place("ctrl+z", "undo", N_("Undo"), N_("Take back the last change of the text.")),
    _Place("ctrl+y", "redo", N_("Redo"), N_("Redo the change that was taken back.")),
    _Place("enter", "submit", N_("Accept"), N_("Accept the line.")),
)


def entry_bindings(actions: dict[str, str]) -> list[BindingType]:
    """Return the bindings of an entry: what each of the places does there, by its id."""
    return [
        Binding(
            place.keys,
            actions[place.id],
            place.description,
            show=False,
            tooltip=place.tooltip,
            id=f"entry.{place.id}",
        )
        for place in _PLACES
        if place.id in actions
    ]
