"""The source sheet of an article: who said it, where, when, and who else confirms it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from store import Article, Desk
from store.articles.sources import is_real, with_second
from store.records import Source
from tui.commands import bindings
from tui.dialogs.forms.form import Field, Form
from tui.i18n import N_, _, ngettext
from tui.screens.records.base import ON_ENTRIES, ArticleRegister, Placed
from tui.widgets.virtual_list import Line, Rows

FIELDS: Final = {
    "who": (N_("Who"), N_("name, work, unit")),
    "where": (N_("Where"), ""),
    "when": (N_("When"), N_("a day, an hour, “after the morning shift”")),
    "contact": (N_("Contact"), N_("stays on this desk, never goes out")),
    "second": (N_("Second source"), N_("who or what says the same")),
    "beneficiary": (N_("Beneficiary"), N_("the real person or group that has something of it")),
    "figure": (N_("Figure"), N_("2.310 bộ, 450 người …")),
}
"""The label and the hint of each field of an entry; message ids."""


class SourceRows(Rows[Placed[Source]]):
    """The sources: who, where and when; below, the second source and the beneficiary."""

    def row_key(self, item: Placed[Source]) -> str:
        """Return the place of the entry."""
        return str(item.place)

    def row_height(self, item: Placed[Source], width: int) -> int:
        """Return two lines."""
        return 2

    def row_lines(self, item: Placed[Source], width: int) -> list[Line]:
        """Draw an entry; the contact stands only in the line below the list."""
        source = item.value
        place = ", ".join(filter(None, (source.where, source.when)))
        first: Line = [(source.who, "title"), (f"  {place}" if place else "", "dim")]
        second: Line = [(f"  ○ {_('no second source')}", "warn")]
        if source.second:
            second = [(f"  ✔ {source.second}", "good")]
        real = " · ".join(filter(None, (source.beneficiary, source.figure)))
        if real:
            second.append((f" · {real}", ""))
        return [first, second]


class SourceForm(Form[Article]):
    """Ask for the values of an entry, None for a new one; answers the changed article."""

    def __init__(self, desk: Desk, article: Article, item: Placed[Source] | None) -> None:
        given = item.value if item else Source(who="")
        fields = [
            Field(name, _(label), getattr(given, name), hint=_(hint))
            for name, (label, hint) in FIELDS.items()
        ]
        super().__init__(_("Edit the source") if item else _("New source"), desk, None, fields)
        self._article = article
        self._item = item

    def save(self, values: Mapping[str, Any]) -> Article:
        """Save the entry."""
        source = Source(**values)
        if self._item:
            return self._desk.articles.sources.edit(self._article, self._item.place, source)
        return self._desk.articles.sources.add(self._article, source)


class SourcesScreen(ArticleRegister):
    """The source sheet of an article; it is never exported with the page."""

    HEADING = N_("Sources: {title}")
    EMPTY = N_(
        "No sources yet.\na puts one on the sheet: who said or saw it, and a second source "
        "that says the same. It stays on this desk."
    )
    ROWS = SourceRows
    BINDINGS = bindings(*ON_ENTRIES)

    def entries(self) -> Sequence[Placed[Source]]:
        """Return the entries in their order."""
        return [Placed(*pair) for pair in enumerate(self.article.sources)]

    def words(self, item: Placed[Source]) -> str:
        """Return all the text of the entry."""
        return " ".join(getattr(item.value, name) for name in FIELDS)

    def head(self) -> str:
        """Count the sources, and those that have a second one."""
        sources = self.article.sources
        count, second = len(sources), with_second(sources)
        parts = [
            ngettext("{count} source", "{count} sources", count).format(count=count),
            _("{count} with a second source").format(count=second),
        ]
        if not is_real(self.article):
            parts.append(_("⚠ no beneficiary, and no figure that is in the text"))
        return " · ".join(parts)

    def detail(self, item: Placed[Source]) -> str:
        """Return all that is known of a source."""
        values = ((_(label), getattr(item.value, name)) for name, (label, _hint) in FIELDS.items())
        return " · ".join(f"{label}: {value}" for label, value in values if value)

    def form(self, item: Placed[Source] | None) -> SourceForm:
        """Return the form of an entry."""
        return SourceForm(self._desk, self.article, item)

    def key_kept(self, kept: Article, item: Placed[Source] | None) -> str:
        """Return the place of the entry; a new one is the last."""
        return str(item.place if item else len(self.article.sources) - 1)

    def delete(self, item: Placed[Source]) -> str:
        """Delete an entry; return who the source was."""
        self._desk.articles.sources.remove(self.article, item.place)
        return item.value.who
