"""The report of an import of news in sentences: for the command line, the screen and a file."""

from __future__ import annotations

from collections.abc import Iterator

from store.news.import_report import WHYS, Folded, NewsImport
from store.news.items import Refused
from tui.i18n import _, filled, ngettext, number


def summary(report: NewsImport) -> str:
    """Say in one line what has come of an import."""
    fuller = sum(folded.has_added for folded in report.folded)
    counts = _("Taken: {taken}, folded: {folded} (new in it: {fuller}), refused: {refused}.")
    return counts.format(
        taken=number(len(report.taken)),
        folded=number(len(report.folded)),
        fuller=number(fuller),
        refused=number(len(report.refused)),
    )


def ending(report: NewsImport) -> str:
    """Say why an import ended early; the empty text where it did not."""
    if report.failure:
        return filled(report.failure.message, report.failure.values)
    return _("Stopped; what had been taken by then is on the desk.") if report.stopped else ""


def of_refused(refused: Refused) -> str:
    """Say what was refused, and why."""
    why = filled(refused.why.message, refused.why.values)
    if refused.where in why:
        return why
    return f"{refused.where}: {why}"


def refusals(report: NewsImport) -> Iterator[str]:
    """Say of each refusal what it was."""
    yield from map(of_refused, report.refused)


def remarks(report: NewsImport) -> Iterator[str]:
    """Say what to know of what was taken."""
    for said in report.told:
        yield f"{said.where}: {filled(said.what.message, said.what.values)}"
    for name, count in report.undated.items():
        yield ngettext(
            "{where}: {count} item has no date.", "{where}: {count} items have no date.", count
        ).format(where=name, count=number(count))


def foldings(report: NewsImport, *, all_of_it: bool = False) -> Iterator[str]:
    """Say of each piece that was folded into what.

    Args:
        report: of the import.
        all_of_it: also those that were just the same again.
    """
    for folded in report.folded:
        if all_of_it or folded.has_added or folded.why == "story":
            yield of_folded(folded)


def of_folded(folded: Folded) -> str:
    """Say into what a piece was folded, and why."""
    return _("{where} folded into “{title}”: {why}.").format(
        where=folded.where,
        title=folded.into or folded.headline,
        why=_(WHYS[folded.why]),
    )


def as_text(report: NewsImport) -> str:
    """Return the whole report, as it is written to a file."""
    parts = (
        (_("Refused"), refusals(report)),
        (_("To know"), remarks(report)),
        (_("Folded"), foldings(report, all_of_it=True)),
    )
    lines = [summary(report), *filter(None, [ending(report)])]
    for name, sentences in parts:
        if told := list(sentences):
            lines += ["", name, *(f"- {sentence}" for sentence in told)]
    return "\n".join(lines) + "\n"
