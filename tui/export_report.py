"""The words for what an export has done."""

from __future__ import annotations

from store.articles.export_report import ExportReport
from tui.i18n import _, filled, number


def export_summary(report: ExportReport) -> str:
    """Return what an export has done, in a sentence or two."""
    parts = [
        _("{count} written").format(count=number(len(report.written))),
        _("{count} skipped").format(count=number(len(report.same) + len(report.taken))),
        _("{count} refused").format(count=number(len(report.refused))),
    ]
    if left := report.total - report.done:
        parts.append(_("{count} left out").format(count=number(left)))
    said = [f"{', '.join(parts)}."]
    if report.failure:
        said.append(filled(report.failure.message, report.failure.values))
    elif report.stopped:
        said.append(_("Stopped."))
    return " ".join(said)
