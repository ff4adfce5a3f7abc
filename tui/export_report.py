"""The words for what an export has done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from store import Article, Desk
from store.articles.export_report import ExportReport
from store.formats.photo_export import place
from tui.i18n import _, filled, ngettext, number

if TYPE_CHECKING:
    from store.formats.registry import Form


def export_summary(report: ExportReport, over: int = 0) -> str:
    """Return what an export has done, in a sentence or two.

    Args:
        report: what it has done.
        over: how many of the articles are over the limits of their channel.
    """
    parts = [
        _("{count} written").format(count=number(len(report.written))),
        _("{count} skipped").format(count=number(len(report.same) + len(report.taken))),
        _("{count} refused").format(count=number(len(report.refused))),
    ]
    if left := report.total - report.done:
        parts.append(_("{count} left out").format(count=number(left)))
    if over:
        parts.append(_("{count} over the limits of their channel").format(count=number(over)))
    said = [f"{', '.join(parts)}."]
    if report.failure:
        said.append(filled(report.failure.message, report.failure.values))
    elif report.stopped:
        said.append(_("Stopped."))
    return " ".join(said)


def photos_told(article: Article, form: Form, path: Path) -> str:
    """Return where the photos of an article go when it is written; empty if it has none."""
    count = len(article.photos)
    if not count:
        return ""
    match form.format.pictures:
        case "beside":
            told = ngettext(
                "{count} photo is copied to {place}.",
                "{count} photos are copied to {place}.",
                count,
            )
        case "inside":
            told = ngettext("{count} photo goes inside.", "{count} photos go inside.", count)
        case _:
            told = ngettext(
                "The list of {count} photo goes to {place}.",
                "The list of {count} photos goes to {place}.",
                count,
            )
    return told.format(count=number(count), place=place(form, path))


def over_limits(desk: Desk, article: Article, channel: str) -> str:
    """Return where an article is over the limits of its channel, in some words; empty if nowhere.

    Args:
        desk: on which it is.
        article: any state of it.
        channel: the one that it goes out for; empty for its own.
    """
    found = desk.articles.versions.findings(article, channel)
    return "; ".join(filled(one.message, one.values) for one in found)
