"""The report of a news import in words, for the command line, the screen and files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from store.news.import_report import WHYS, Folded, NewsImport
from store.news.items import Refused
from tui.i18n import _, filled, ngettext, number


def summary(report: NewsImport) -> str:
    """Return the counts of an import in one line."""
    fuller = sum(folded.has_added for folded in report.folded)
    counts = _("Taken: {taken}, folded: {folded} (new in it: {fuller}), refused: {refused}.")
    return counts.format(
        taken=number(len(report.taken)),
        folded=number(len(report.folded)),
        fuller=number(fuller),
        refused=number(len(report.refused)),
    )


def ending(report: NewsImport) -> str:
    """Return why an import ended early; empty if it did not."""
    if report.failure:
        told = filled(report.failure.message, report.failure.values)
        is_there = report.taken or any(one.has_added for one in report.folded)
        stays = _("What had been taken by then is on the desk.")
        return f"{told} {stays}" if is_there else told
    return _("Stopped; what had been taken by then is on the desk.") if report.stopped else ""


def of_refused(refused: Refused) -> str:
    """Return what was refused, and why."""
    why = filled(refused.why.message, refused.why.values)
    return why if refused.where in why else f"{refused.where}: {why}"


def refusals(report: NewsImport) -> Iterator[str]:
    """Return a sentence for each refused item."""
    return map(of_refused, report.refused)


def remarks(report: NewsImport) -> Iterator[str]:
    """Yield remarks on imported items."""
    for said in report.told:
        yield f"{said.where}: {filled(said.what.message, said.what.values)}"
    for name, count in report.undated.items():
        yield ngettext(
            "{where}: {count} item has no date.", "{where}: {count} items have no date.", count
        ).format(where=name, count=number(count))


def foldings(report: NewsImport, *, all_of_it: bool = False) -> Iterator[str]:
    """Yield what each duplicate was folded into, and why; exact copies only with `all_of_it`."""
    for folded in report.folded:
        if all_of_it or is_worth_telling(folded):
            yield of_folded(folded)


def is_worth_telling(folded: Folded) -> bool:
    """Tell whether a folding may be looked at: it has changed the item, or says something else."""
    return folded.has_added or folded.piece is not None or folded.why == "story"


def of_folded(folded: Folded, *, is_apart: bool = False) -> str:
    """Return what a piece was folded into, and why; said, too, if it was taken apart since."""
    same = folded.piece is None or folded.headline == folded.into
    told = (
        _("{where} folded into “{title}”: {why}.")
        if same
        else _("{where} “{headline}” folded into “{title}”: {why}.")
    )
    sentence = told.format(
        where=folded.where,
        headline=folded.headline,
        title=folded.into or folded.headline,
        why=_(WHYS[folded.why]),
    )
    return _("Taken apart: {told}").format(told=sentence) if is_apart else sentence


def as_text(report: NewsImport, apart: Sequence[Folded] = ()) -> str:
    """Return the whole report, for a file; `apart` has what was taken apart since."""
    foldings_told = (of_folded(one, is_apart=one in apart) for one in report.folded)
    parts = (
        (_("Refused"), refusals(report)),
        (_("To know"), remarks(report)),
        (_("Folded"), foldings_told),
    )
    lines = [summary(report), *filter(None, [ending(report)])]
    for name, sentences in parts:
        if told := list(sentences):
            lines += ["", name, *(f"- {sentence}" for sentence in told)]
    return "\n".join(lines) + "\n"
