"""The words for what an import of pages has done, on the screens and on the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from store import Desk
from store.articles.import_report import PageFound, PagesReport, Twin
from tui.i18n import _, filled, ngettext, number


def summary(report: PagesReport, *, only_look: bool = False) -> str:
    """Return the counts, in a sentence; `only_look` where nothing has been taken yet."""
    taken = _("{count} to take") if only_look else _("{count} taken")
    parts = [
        taken.format(count=number(len(report.taken))),
        _("{count} there already").format(count=number(len(report.same))),
        _("{count} not readable").format(count=number(len(report.refused))),
    ]
    if report.others:
        parts.append(_("{count} of other kinds").format(count=number(len(report.others))))
    if left := report.total - report.done:
        parts.append(_("{count} left out").format(count=number(left)))
    told = f"{', '.join(parts)}."
    if report.failure:
        return f"{told} {filled(report.failure.message, report.failure.values)}"
    return f"{told} {_('Stopped.')}" if report.stopped else told


def refusals(report: PagesReport) -> Iterator[str]:
    """Yield why each file was refused, and which are of kinds that are not read."""
    for path, why in report.refused:
        text = filled(why.message, {"name": path.name, **why.values})
        yield text if path.name in text else f"{path.name}: {text}"
    yield from map(skipped, report.lists)
    kinds = Counter(path.suffix.lower() or path.name for path in report.others)
    if kinds:
        named = ", ".join(f"{kind} ({number(count)})" for kind, count in kinds.most_common(20))
        told = ngettext(
            "Not read, for it is no text, Markdown, Word file or web page: {kinds}.",
            "Not read, for they are no text, Markdown, Word file or web page: {kinds}.",
            len(report.others),
        )
        yield told.format(kinds=named)


def skipped(path: Path) -> str:
    """Return that a list of photos was left out."""
    told = _("{name} is the list of photos of the page beside it, and has been left out.")
    return told.format(name=path.name)


def same(report: PagesReport) -> Iterator[str]:
    """Yield the pages that were there already."""
    for page in report.same:
        told = _("{name} is on the desk already, word by word.")
        yield told.format(name=page.path.name)


def remarks(page: PageFound, desk: Desk) -> Iterator[str]:
    """Yield what is to be known of a page."""
    if page.is_guess:
        yield _("Its paragraphs were told apart by guess; look at it.")
    if page.twin:
        yield _("It reads much like “{title}”.").format(title=title_of(page.twin, desk))
    if page.photos:
        told = ngettext(
            "{count} picture beside it goes on the photo sheet.",
            "{count} pictures beside it go on the photo sheet.",
            page.photos,
        )
        yield told.format(count=number(page.photos))
    if page.dropped:
        dropped = ", ".join(filled(one.message, one.values) for one in page.dropped)
        yield _("Not kept: {what}.").format(what=dropped)


def title_of(twin: Twin, desk: Desk) -> str:
    """Return the title of an article that reads like a page."""
    article = desk.articles.get(twin.article)
    return article.title if article else twin.title


def as_text(report: PagesReport, desk: Desk) -> str:
    """Return the whole report, a line for each sentence."""
    lines = [summary(report)]
    for page in report.taken:
        lines.append(f"+ {page.path}: {page.headline}")
        lines += [f"    {remark}" for remark in remarks(page, desk)]
    lines += [f"= {text}" for text in same(report)]
    lines += [f"! {text}" for text in refusals(report)]
    lines += [f"  {path}" for path in report.others]
    return "\n".join(lines) + "\n"
