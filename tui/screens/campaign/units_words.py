"""The texts of the units screen: the counts, and what each unit has acknowledged."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from rich.cells import cell_len

from store import Task
from store.campaigns.acknowledgements import Cascade
from store.campaigns.unit_coverage import UnitCoverage
from store.campaigns.units import Branch, Flaw
from tui.i18n import N_, _, ngettext, number
from tui.widgets.labels import when_of
from tui.widgets.unit_rows import COUNTS, columns
from tui.widgets.virtual_list import fitted

FLAW_NAMES: Final = {
    Flaw.MISSING: N_("its parent “{parent}” is not among the units; e gives it another"),
    Flaw.CIRCLE: N_("it would stand below itself; e gives it another parent than “{parent}”"),
}


# ---------------------------------------------------------------- all of them


def counts_of(task: Task, found: Cascade) -> list[str]:
    """Return the title of the chosen task, who has acknowledged it, and where it stops."""
    text = _("acknowledged {count}/{total}")
    return [
        task.title,
        text.format(count=number(len(found.acked)), total=number(len(found.units))),
        _stops_in_words(len(found.stopped_at)),
    ]


def counts_of_all(count: int, coverage: Collection[UnitCoverage]) -> list[str]:
    """Return how many units there are, have acknowledged all tasks, and have a piece out."""
    parts = [ngettext("{count} unit", "{count} units", count).format(count=number(count))]
    asked = [found for found in coverage if found.asked]
    if asked:
        whole = sum(found.acked == found.asked for found in asked)
        text = _("acknowledged everything: {count}/{total}")
        parts.append(text.format(count=number(whole), total=number(len(asked))))
        parts.append(_stops_in_words(sum(found.stops > 0 for found in asked)))
    covered = sum(found.out > 0 for found in coverage)
    return [*parts, _("with a piece out: {count}").format(count=number(covered))]


def _stops_in_words(count: int) -> str:
    if not count:
        return ""
    text = ngettext("stops at {count} unit ■", "stops at {count} units ■", count)
    return text.format(count=number(count))


def head_line(width: int) -> str:
    """Return the names of the columns of a list of some width."""
    widths = columns(width)
    names = [_("Unit"), _("Level"), *map(_, COUNTS), _("Contact")][: len(widths)]
    cells = [fitted(f"  {names[0]}", widths[0]), fitted(names[1], widths[1])]
    counts = zip(names[2:4], widths[2:4], strict=True)
    cells += [fitted("", width - 2 - cell_len(name)) + name + "  " for name, width in counts]
    # No-break spaces: wrapping drops plain ones at the start of a line.
    return "".join([*cells, *names[4:]]).replace(" ", "\xa0")


def marks_of(found: Cascade) -> dict[str, tuple[str, str]]:
    """Return the mark of each unit that a task reaches, and its tone."""
    marks = dict.fromkeys((unit.name for unit in found.units), ("·", "dim"))
    marks.update((unit.name, ("■", "warn")) for unit in found.stopped_at)
    marks.update((name, ("✔", "good")) for name in found.acked)
    return marks


# ---------------------------------------------------------------- one of them


def detail(branch: Branch, found: UnitCoverage, said: Sequence[str]) -> str:
    """Return the details of a unit; `said` are the sentences on the tasks that reach it."""
    unit = branch.unit
    parts = [unit.name]
    if branch.flaw:
        parts.append("⚠ " + _(FLAW_NAMES[branch.flaw]).format(parent=unit.parent))
    parts += [*said, unit.level, unit.contact]
    if branch.below:
        below = ngettext("{count} unit below", "{count} units below", branch.below)
        parts.append(below.format(count=number(branch.below)))
        if found.pieces:
            own = _("its own pieces out: {count}/{total}")
            parts.append(own.format(count=number(found.out), total=number(found.pieces)))
    return " · ".join(filter(None, parts))


def said_of_task(task: Task, unit: str, mark: str | None, now: datetime) -> str:
    """Return when a unit acknowledged a task, or whether the chain stops at it.

    The mark is that of `marks_of`; None if the task does not reach the unit.
    """
    if mark is None:
        return _("the task does not go here")
    at = next((ack.at for ack in task.acks if ack.unit == unit), None)
    if at:
        return _("✔ acknowledged {when}").format(when=when_of(at, now))
    return _("■ the chain stops here") if mark == "■" else _("silent so far")


def said_of_all(
    found: UnitCoverage, silent: Sequence[Task], last: datetime | None, now: datetime
) -> list[str]:
    """Return which tasks a unit has not acknowledged, and when it last acknowledged one."""
    told = [_("■ the chain stops here")] if found.stops else []
    if silent:
        titles = "; ".join(task.title for task in silent[:3])
        more = f" (+{len(silent) - 3})" if len(silent) > 3 else ""
        told.append(_("not acknowledged: {titles}").format(titles=titles + more))
    if last:
        told.append(_("last word {when}").format(when=when_of(last, now)))
    return told
