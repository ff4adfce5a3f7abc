"""The entries of the editor, and the fields of the record they stand for."""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec.structs import replace
from textual.widget import Widget

from store import Article, Campaign, InvalidValueError
from store.articles.page_mapping import typed_body
from store.text import nfc
from tui.panes.applied_fixes import AppliedFixes
from tui.panes.editor_words import read_day
from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry
from tui.widgets.labels import typed_day
from tui.widgets.terminal_safe import from_editor

LINES: Final = ("headline", "byline", "signoff")
"""The fields of one line; their entries have the same ids."""


class Fields:
    """The texts of the entries of an editor, compared with the values of the record.

    A field that nobody edited keeps its exact characters, even if the entry shows others (NFD,
    control characters).
    """

    def __init__(self, editor: Widget) -> None:
        self._editor = editor
        self._stored: dict[str, object] = {}
        """The values of the record that the entries stand for."""
        self._shown: dict[str, str] = {}
        """The texts of the entries when they were filled or last saved."""
        self.fixes = AppliedFixes(self.text_of)

    @property
    def body(self) -> BodyEntry:
        """The entry of the text."""
        return self._editor.query_one("#body", BodyEntry)

    def line(self, name: str) -> LineEntry:
        """Return the entry of a field of one line."""
        return self._editor.query_one(f"#{name}", LineEntry)

    def set_read_only(self, read_only: bool) -> None:
        """Make the entries read-only, or editable again."""
        for entry in (self.body, *map(self.line, (*LINES, "due"))):
            entry.read_only = read_only

    # -------------------------------------------------------------- from the record

    def fill(self, article: Article) -> None:
        """Show an article."""
        self._stored, self._shown = {}, {}
        self.fixes.forget()
        for name in (*LINES, "due"):
            self._fill_line(name, article)
        self.line("due").remove_class("over")
        self.body.makes_paragraphs = not article.needs_review
        self.body.load_body(article.body)
        self._stored["body"], self._shown["body"] = article.body, self.body.body

    def follow(self, article: Article) -> None:
        """Show changes of the record, except in fields that were edited since."""
        for name in (*LINES, "due"):
            if getattr(article, name) != self._stored[name] and not self.is_changed(name):
                self._fill_line(name, article)
        if article.body != self._stored["body"] and not self.is_changed("body"):
            self.body.replace_all(article.body)
            self._stored["body"], self._shown["body"] = article.body, self.body.body

    def _fill_line(self, name: str, article: Article) -> None:
        entry, value = self.line(name), getattr(article, name)
        entry.text = value if isinstance(value, str) else typed_day(value)
        self._stored[name], self._shown[name] = value, entry.text

    def show_due(self, day: date | None) -> None:
        """Replace the typed due day by its date."""
        entry = self.line("due")
        entry.text = self._shown["due"] = typed_day(day)

    # -------------------------------------------------------------- to the record

    def text_of(self, name: str) -> str:
        """Return the text of an entry."""
        return self.body.body if name == "body" else self.line(name).text

    def as_shown(self, article: Article) -> Article:
        """Return an article with the very characters of the entries, composed as they are."""
        lines = {name: from_editor(self.line(name).value) for name in LINES}
        return replace(article, **lines, body=from_editor(self.body.text))

    def put_cursor(self, name: str, before: str) -> None:
        """Go to an entry, with the cursor behind a text that it begins with."""
        place = len(nfc(before))
        if name == "body":
            self.body.move_cursor(self.body.document.get_location_from_index(place))
            self.body.focus()
        else:
            self.line(name).focus()
            self.line(name).cursor_position = place

    def rewrite(self, name: str, text: str) -> None:
        """Replace the text of an entry in one step of its undo."""
        if name == "body":
            self.body.rewrite(text)
        else:
            self.line(name).rewrite(text)

    def is_changed(self, name: str) -> bool:
        """Return whether a field was edited since the last save."""
        return self.text_of(name) != self._shown.get(name)

    def typed(self) -> dict[str, str]:
        """Return the fields edited since the last save, and their texts."""
        return {name: self.text_of(name) for name in self._shown if self.is_changed(name)}

    def saved(self, typed: dict[str, str], article: Article) -> None:
        """Note that the typed texts are saved in the record."""
        self._shown.update(typed)
        self._stored.update({name: getattr(article, name) for name in typed})


def values_of(
    typed: dict[str, str], article: Article, today: date, campaign: Campaign | None
) -> dict[str, object]:
    """Return the values of the record for the typed texts."""

    def value(name: str, text: str) -> object:
        if name == "body":
            return text if article.needs_review else typed_body(text)
        if name != "due":
            return text.strip()
        if not text.strip():
            return None
        try:
            return read_day(text, today, campaign).day
        except InvalidValueError:  # perhaps incomplete; the error is shown below the text
            return article.due

    return {name: value(name, text) for name, text in typed.items()}
