"""What can be put into the open text: dateline, day, facts, documents, names of units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store import Article, Desk, Fact
from store.articles.bylines import datelines, with_dateline
from store.articles.fact_uses import FIELDS, used
from store.campaigns.documents import citation
from store.campaigns.facts import said
from store.dates.zone import local_day
from store.text import show_day, show_day_short
from tui.dialogs.picker import Option
from tui.i18n import N_, _
from tui.panes.editor import ArticleEditor
from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry
from tui.widgets.terminal_safe import from_editor

_PLACES: Final = "dateline"
_FACTS: Final = "fact"
_SECTIONS: Final = {
    _PLACES: N_("Dateline, at the start of the lead"),
    "day": N_("Date"),
    _FACTS: N_("Facts"),
    "document": N_("Documents"),
    "unit": N_("Units"),
}
"""The sections of the list, by the beginning of the keys in them; message ids."""
_MOST_PLACES: Final = 8


def offered(desk: Desk, article: Article) -> list[Option]:
    """Return what can be put into an article, by sections; each key is a section and a text."""
    found: dict[str, dict[str, Option]] = {name: {} for name in _SECTIONS}
    for section, key, text, hint in _all(desk, article):
        option = Option(f"{section}:{key}", text, hint, also=_(_SECTIONS[section]))
        found[section].setdefault(key, option)
    options: list[Option] = []
    for section, label in _SECTIONS.items():
        if found[section]:
            options += [Option(None, _(label)), *found[section].values()]
    return options


def insert(desk: Desk, entry: BodyEntry | LineEntry, body: BodyEntry, key: str) -> None:
    """Put what was chosen where the cursor is; the dateline opens the lead, in place of another."""
    section, _colon, value = key.partition(":")
    if section == _PLACES:
        body.rewrite(with_dateline(from_editor(body.text), value))
    elif section != _FACTS:
        entry.insert_text(value)
    elif fact := desk.facts.get(value):
        insert_fact(entry, fact)


def insert_fact(entry: BodyEntry | LineEntry, fact: Fact) -> None:
    """Put the value of a fact where the cursor is, and have the article remember where."""
    entry.insert_text(said(fact))
    editors = (one for one in entry.ancestors if isinstance(one, ArticleEditor))
    name = str(entry.id)
    if (editor := next(editors, None)) is None or name not in FIELDS:
        return
    if isinstance(entry, BodyEntry):
        text = entry.text
        end = entry.document.get_index_from_location(entry.cursor_location)
    else:
        text, end = entry.value, entry.cursor_position
    start = end - len(said(fact))
    if text[max(start, 0) : end] == said(fact):
        editor.autosave.fact_put(used(fact, name, text, start, end))


def _all(desk: Desk, article: Article) -> Iterator[tuple[str, str, str, str]]:
    """Yield section, key, text and hint of each that is offered."""
    campaign, today = desk.campaigns.get(article.campaign), desk.records.today()
    if campaign and (place := campaign.letter.place):
        yield _PLACES, place, f"{place} –", _("from the report form")
    own = (one.body for one in desk.articles if one.campaign == article.campaign)
    for place in datelines(own)[:_MOST_PLACES]:
        yield _PLACES, place, f"{place} –", _("in other articles")
    for day in (show_day(today), show_day_short(today, today)):
        yield "day", day, day, _("today")
    if article.event:
        day = show_day(local_day(article.event))
        yield "day", day, day, _("the event")
    if campaign is None:
        return
    for fact in desk.facts.holding(campaign):
        yield _FACTS, fact.id, said(fact), fact.key
    for document in campaign.documents:
        yield "document", citation(document), citation(document), document.title
    for unit in sorted(campaign.units, key=lambda unit: unit.name != article.unit):
        yield "unit", unit.name, unit.name, _("official name")
        if unit.short:
            yield "unit", unit.short, unit.short, _("short for {name}").format(name=unit.name)
