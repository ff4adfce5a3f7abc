"""Maintenance of the desk file: doctor, backup, restore, take-in, compact, paths."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from store import Comparison, backups_folder
from store.clock import now
from store.paths import expand_user
from store.record_kinds import of, title
from tui import settings
from tui.cli.console import REFUSED, cell, desk_path, note, opened, refuse_where_none, told
from tui.cli.interrupts import heeded
from tui.cli.parser import Commands
from tui.i18n import _, number
from tui.widgets.terminal_safe import one_line


def add(commands: Commands) -> None:
    """Add the commands."""
    check = commands.add("doctor", _doctor, _("check the desk file and everything beside it"))
    check.add_argument("--repair", action="store_true", help=_("mend what can be mended"))

    copy = commands.add("backup", _backup, _("make a copy of the desk, also beside a running app"))
    copy.add_argument("--to", metavar="FILE", help=_("where to (default: among the dated backups)"))

    about = _("take the state of another desk file, such as a backup")
    back = commands.add("restore", _restore, about)
    back.add_argument("file", metavar="FILE", help=_("the desk file to take"))
    back.add_argument("--yes", action="store_true", help=_("do not ask first"))

    about = _("merge the conflict copies that a sync service has left beside the desk")
    taking = commands.add("take-in", _take_in, about)
    which = _("which one (default: all beside the desk)")
    taking.add_argument("files", nargs="*", metavar="FILE", help=which)

    about = _("thin the histories, empty the old bin, write the file anew")
    commands.add("compact", _compact, about)
    commands.add("paths", _paths, _("show where everything is kept"))


def _doctor(options: argparse.Namespace, chosen: settings.Settings) -> int:
    from store import doctor

    def show(reports: Iterable[doctor.Report]) -> bool:
        """Print reports as they come; return whether all is sound."""
        is_sound = True
        for report in reports:
            print(f"{'ok' if report.is_sound else '!!'}  {one_line(told(report.finding))}")
            is_sound = is_sound and report.is_sound
        return is_sound

    path = desk_path(options)
    if options.repair:
        show(doctor.repair(path, now))
    if show(doctor.examine(path)):
        return 0
    if not options.repair:
        note(_("toasoan doctor --repair mends what can be mended; it keeps the original."))
    return 1


def _backup(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen, read_only=True) as desk:
        refuse_where_none(desk)
        if options.to is None:
            path = desk.file.copies.back_up()
        else:
            path = expand_user(options.to)
            desk.file.copies.save(path)
    print(one_line(str(path)))


def _restore(options: argparse.Namespace, chosen: settings.Settings) -> int:
    with opened(options, chosen) as desk:
        change = desk.file.copies.compare(Path(options.file))
        for found in change.findings:
            note(told(found))
        if change.is_empty:
            note(_("Nothing would change."))
            return 0
        for mark, records in (("+", change.added), ("~", change.changed), ("-", change.gone)):
            for record in records:
                kind = _(of(record).name)
                print(f"{mark} {kind}  {record.id[:6]}  {cell(title(record))}")
        print(_summary(change), flush=True)  # before the question
        if not options.yes and not _agreed():
            note(_("Nothing has been changed; with --yes it is taken without asking."))
            return REFUSED
        before = desk.file.copies.restore(Path(options.file))
    if before:
        note(_("Taken. The desk as it was is kept as {path}.").format(path=before))
    else:
        note(_("Taken."))
    return 0


def _take_in(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen) as desk:
        refuse_where_none(desk)
        desk.file.conflict_copies.look()
        desk.file.findings()  # these are reported below
        files = [Path.cwd() / expand_user(file) for file in options.files]
        files = files or [copy.path for copy in desk.file.conflict_copies.found]
        if not files:
            note(_("No conflict copy beside the desk holds anything that it lacks."))
        for file in files:
            merged = desk.file.conflict_copies.take_in(file)
            text = _("{name}: entries taken: {taken}, to be decided (Ctrl+D): {asked}.")
            text = text.format(name=file.name, taken=merged.taken, asked=merged.asked)
            print(one_line(text))
            note(_("The copy is kept as {path}.").format(path=merged.file))


def _summary(change: Comparison) -> str:
    summary = _("New: {added}, changed: {changed}, to the bin: {gone}.").format(
        added=len(change.added), changed=len(change.changed), gone=len(change.gone)
    )
    if not change.histories:
        return summary
    more = _("Histories that get revisions back: {count}.").format(count=len(change.histories))
    return f"{summary} {more}"


def _agreed() -> bool:
    """Ask on the terminal; without one, the answer is no."""
    if not (sys.stdin and sys.stdin.isatty()):
        return False
    print(_("Take this state? [y/N] "), end="", file=sys.stderr, flush=True)
    with heeded(sys.stdin.buffer) as wait:
        wait()
    return sys.stdin.readline().strip().lower() in ("y", "yes", "c", "có", "co")


def _compact(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen) as desk:
        refuse_where_none(desk)
        desk.file.checkpoint()  # so that the two sizes can be compared
        before = desk.file.path.stat().st_size
        desk.file.compact()
        after = desk.file.path.stat().st_size
    print(_("{before} → {after} bytes").format(before=number(before), after=number(after)))


def _paths(options: argparse.Namespace, chosen: settings.Settings) -> None:
    print(f"{_('desk')}\t{one_line(str(desk_path(options)))}")
    print(f"{_('backups')}\t{one_line(str(backups_folder(desk_path(options))))}")
    print(f"{_('templates')}\t{one_line(str(settings.templates_folder()))}")
    rules = one_line(str(settings.rules_folder()))
    print(f"{_('export templates')}\t{one_line(str(settings.export_templates_folder()))}")
    print(f"{_('rules of the copy desk')}\t{rules}")
    print(f"{_('settings')}\t{one_line(str(settings.settings_path()))}")
    print(f"{_('crash reports')}\t{one_line(str(settings.state_folder()))}")
