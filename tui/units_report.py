"""The result of a units import in words, for the command line and the screen."""

from __future__ import annotations

from store.campaigns.units_csv import UnitsImport
from tui.i18n import _, ngettext, number


def counted(found: UnitsImport) -> str:
    """Return the counts of an import in one line."""
    return _(
        "New: {added}, changed: {changed}, as they were: {same}, refused: {refused}, "
        "to look at: {remarks}."
    ).format(
        added=number(len(found.added)),
        changed=number(len(found.changed)),
        same=number(len(found.unchanged)),
        refused=number(len(found.refused)),
        remarks=number(len(found.remarks)),
    )


def left_aside(found: UnitsImport) -> str:
    """Return which columns of a file were ignored; may be empty."""
    count = len(found.ignored)
    told = ngettext("Column left aside: {names}", "Columns left aside: {names}", count)
    return told.format(names=", ".join(found.ignored)) if count else ""
