"""The command line: the same desk as the app, for scripts. Only the app loads Textual."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from collections.abc import Sequence
from typing import Final

from store import DeskError, ReadOnlyError, __version__, open_desk
from store.errors import N_
from tui import i18n, settings
from tui.cli import (
    calendar,
    campaigns,
    facts,
    lists,
    maintenance,
    news,
    pages,
    search,
    tags,
    tasks,
    templates,
    units,
)
from tui.cli.console import REFUSED, complain, desk_path, note, told
from tui.cli.parser import parser
from tui.desk_loader import Opened, Opening
from tui.gc_tuning import give_way
from tui.i18n import _

NAMELESS: Final = ("", "dumb", "unknown")
"""Names of terminals (TERM) that promise no colour. COLORTERM does not win over them: it is
inherited from a terminal outside, such as the one in which an Emacs runs its shells."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, or the app where none is named; return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a locale that has no ệ
        sys.stdout.reconfigure(errors="backslashreplace")
    chosen, wrong = settings.load()
    i18n.use(i18n.choose(_named_language(given), chosen.language))
    if wrong:
        note(told(wrong))
    options = _parser().parse_args(given)
    try:
        code: int = options.run(options, chosen)
        if sys.stdout:
            sys.stdout.flush()
    except DeskError as error:
        complain(error)
        return REFUSED
    except BrokenPipeError:  # the reader (head, less) has had enough
        _stop_writing()
        return 1
    except OSError as error:  # standard output, mostly: files have sentences of their own
        _stop_writing()
        note(_("Reading or writing failed: {reason}.").format(reason=error.strerror))
        return REFUSED
    except KeyboardInterrupt:
        return 130
    return code


def _stop_writing() -> None:
    """Let what is still to be written to standard output go nowhere."""
    if sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _named_language(arguments: Sequence[str]) -> str | None:
    """Return what `--lang` says, before the parser exists: its help is in that language."""
    scout = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    scout.add_argument("--lang")
    try:
        return str(scout.parse_known_args(arguments)[0].lang)
    except argparse.ArgumentError:
        return None


def _parser() -> argparse.ArgumentParser:
    made, commands = parser(__version__, _open_app)
    parts = (pages, lists, tags, news, search, campaigns, templates, tasks, units, facts, calendar)
    for part in (*parts, maintenance):
        part.add(commands)
    return made


def _open_app(options: argparse.Namespace, chosen: settings.Settings) -> int:
    if not (sys.stdin and sys.stdin.isatty() and sys.__stderr__ and sys.__stderr__.isatty()):
        raise DeskError(N_("The app needs a terminal; for scripts see toasoan --help."))
    if os.environ.get("TERM", "").lower() in NAMELESS:
        os.environ["NO_COLOR"] = "1"
    # Before the first import of textual: its Kitty keyboard mode garbles some input methods.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    give_way()
    opening = _opening(options, chosen)
    try:
        from tui.app import ToasoanApp
        from tui.app_context import REOPEN, RESTART

        while True:
            app = ToasoanApp(opening, chosen)
            app.asks_language = i18n.asked_for(options.lang, chosen.language) is None
            result = app.run()
            _hear_no_signal()
            if result == REOPEN:
                opening.close()
                opening = _opening(options, chosen)
            elif result == RESTART:
                i18n.use(i18n.choose(None, chosen.language))
            elif app.refused:
                raise app.refused
            else:
                return app.return_code or 0
    finally:
        opening.close()


def _hear_no_signal() -> None:
    """Bring the desk file up to date undisturbed: who asks to leave asks twice as a rule."""
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)


def _opening(options: argparse.Namespace, chosen: settings.Settings) -> Opening:
    """Open the desk, or leave that to the app where it takes a while."""
    opening = Opening(desk_path(options), lambda: _desk_for_app(options, chosen))
    if not opening.is_large:
        opening.result()
    return opening


def _desk_for_app(options: argparse.Namespace, chosen: settings.Settings) -> Opened:
    """Open the desk for writing; where only reading is left, for that, and say why."""
    path = desk_path(options)
    try:
        return open_desk(path, keep=chosen.backups), None
    except ReadOnlyError as error:
        if not path.exists():
            raise
        return open_desk(path, read_only=True), error
