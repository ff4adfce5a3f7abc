"""The register of the documents that a campaign cites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from textual import on, work

from store import Campaign, Desk, InvalidValueError
from store.campaign_records import Document
from store.campaigns.documents import citation, kind_of, read_number, tidy_number
from tui.commands import bindings
from tui.commands.records import CopyRecord
from tui.dialogs.dialog import Confirm
from tui.dialogs.forms.form import Field, Form
from tui.i18n import N_, _, ngettext, sentence
from tui.screens.records.base import ON_ENTRIES, RoomRegister
from tui.widgets.entry.line import LineEntry
from tui.widgets.labels import typed_day
from tui.widgets.virtual_list import Line, Rows, fitted

NUMBER_WIDTH: Final = 18
KIND_WIDTH: Final = 14
DAY_WIDTH: Final = 11


class DocumentRows(Rows[Document]):
    """The documents in their order: number, kind, day, title or issuer."""

    def row_key(self, item: Document) -> str:
        """Name a document by its citation."""
        return citation(item)

    def row_lines(self, item: Document, width: int) -> list[Line]:
        """Draw a document; what its citation lacks is marked."""
        rest = " – ".join(filter(None, (item.title, item.issuer)))
        day = typed_day(item.issued)
        return [
            [
                (fitted(item.number, NUMBER_WIDTH - 1), "title"),
                (" ", ""),
                (fitted(item.kind, KIND_WIDTH), ""),
                (fitted(day or "⚠", DAY_WIDTH), "dim" if day else "warn"),
                (fitted(rest, max(width - NUMBER_WIDTH - KIND_WIDTH - DAY_WIDTH, 1)), "dim"),
            ]
        ]


class DocumentForm(Form[Document]):
    """Ask for the values of a document, None for a new one; answers the saved document."""

    _campaign: Campaign

    def __init__(self, desk: Desk, campaign: Campaign, document: Document | None) -> None:
        given = document or Document(kind="", number="")
        number_hint = _("05-CT/TW, 368/KH-TLĐ, 12/2022/NĐ-CP …")
        fields = [
            Field("number", _("Number"), given.number, hint=number_hint),
            Field("kind", _("Kind"), given.kind, hint=_("empty: as the number says")),
            Field("issued", _("Issued"), given.issued, "day", is_past=True),
            Field("issuer", _("Issuer"), given.issuer),
            Field("title", _("About"), given.title, hint=_("a short title for the list")),
        ]
        title = _("Edit the document") if document else _("New document")
        super().__init__(title, desk, campaign, fields)
        self._document = document
        self._as_typed = False

    @on(LineEntry.Changed, "#entry-number")
    def _say_kind(self) -> None:
        """Show the kind that follows from the number, where none was typed."""
        kind = kind_of(tidy_number(self.typed("number")))
        self.entry("kind").placeholder = kind or _("empty: as the number says")

    def action_accept(self) -> None:
        """Save the document; where its number looks odd, ask first."""
        number = self.typed("number")
        try:
            read_number(number)
        except InvalidValueError as error:
            if tidy_number(number):
                self._ask_to_keep(sentence(error))
                return
        super().action_accept()

    @work
    async def _ask_to_keep(self, why: str) -> None:
        question = _("{reason} Keep it all the same?").format(reason=why)
        if await self.app.push_screen_wait(Confirm(question)):
            self._as_typed = True
            super().action_accept()

    def save(self, values: Mapping[str, Any]) -> Document:
        """Save the document."""
        documents, as_typed = self._desk.campaigns.documents, self._as_typed
        if self._document:
            return documents.edit(self._campaign, self._document, as_typed=as_typed, **values)
        return documents.add(self._campaign, Document(**values), as_typed=as_typed)


class DocumentsScreen(RoomRegister):
    """The register of documents."""

    HEADING = N_("Documents: {name}")
    EMPTY = N_("No documents yet.\na adds one that the campaign cites: its number, day and issuer.")
    ROWS = DocumentRows
    BINDINGS = bindings(CopyRecord, *ON_ENTRIES)
    NEEDS_ENTRY = RoomRegister.NEEDS_ENTRY | {CopyRecord.action}

    def entries(self) -> Sequence[Document]:
        """Return the documents in the order of the report."""
        return self.campaign.documents

    def words(self, item: Document) -> str:
        """Return the citation and the title."""
        return f"{citation(item)} {item.title}"

    def head(self) -> str:
        """Count the documents."""
        count = len(self.campaign.documents)
        return ngettext("{count} document", "{count} documents", count).format(count=count)

    def detail(self, item: Document) -> str:
        """Cite the document in full, and say what the citation lacks."""
        parts = [f"{citation(item)}: {item.title}" if item.title else citation(item)]
        known = {_("day"): item.issued, _("issuer"): item.issuer}
        lacking = [name for name, value in known.items() if not value]
        if lacking:
            parts.append(_("⚠ the citation lacks: {what}").format(what=", ".join(lacking)))
        return " · ".join(parts)

    def form(self, item: Document | None) -> DocumentForm:
        """Return the form of a document."""
        return DocumentForm(self._desk, self.campaign, item)

    def key_kept(self, kept: Document, item: Document | None) -> str:
        """Return the citation, which may have changed."""
        return citation(kept)

    def delete(self, item: Document) -> str:
        """Delete a document; return its citation."""
        self._desk.campaigns.documents.remove(self.campaign, item)
        return citation(item)

    def action_copy_record(self) -> None:
        """Copy the full citation to the clipboard."""
        if item := self.current:
            self.copy(citation(item))
