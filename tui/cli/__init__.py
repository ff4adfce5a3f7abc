"""The command line: the same desk as the app, for scripts. Only the app loads Textual."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Final

from store import DeskError, ReadOnlyError, __version__, open_desk
from store.errors import N_
from tui import i18n, settings
from tui.cli.console import INTERRUPTED, REFUSED, desk_path, note, told
from tui.cli.parser import parser
from tui.desk_loader import Opened, Opening
from tui.gc_tuning import give_way
from tui.i18n import _, sentence

NAMELESS: Final = ("", "dumb", "unknown")
"""Values of TERM that promise no colour, whatever COLORTERM says: that is inherited from an outer
terminal, such as the one in which an Emacs runs its shells."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, or the app if none is named; return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):  # the locale's encoding may lack ệ
        sys.stdout.reconfigure(errors="backslashreplace")
    chosen, wrong = settings.load()
    language, names_command = _looked_over(given)
    i18n.use(i18n.choose(language, chosen.language))
    if wrong:
        note(told(wrong))
    options = _parser(names_command).parse_args(given)
    try:
        code: int = options.run(options, chosen) or 0
        if sys.stdout:
            sys.stdout.flush()
    except DeskError as error:
        note(sentence(error))
        return REFUSED
    except BrokenPipeError:  # the reader (head, less) has ended
        _stop_writing()
        return 1
    except OSError as error:  # mostly of standard output: for files the store raises a DeskError
        _stop_writing()
        note(_("Reading or writing failed: {reason}.").format(reason=error.strerror))
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _stop_writing() -> None:
    """Discard what is still buffered for standard output."""
    if sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _looked_over(arguments: Sequence[str]) -> tuple[str | None, bool]:
    """Return the value of `--lang`, and whether there is more than options of the app.

    This is before the parser is made: its help is in that language, and the app needs no commands.
    """
    scout = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    scout.add_argument("--lang")
    scout.add_argument("--desk")
    try:
        known, others = scout.parse_known_args(arguments)
    except argparse.ArgumentError:
        return None, True
    return known.lang, bool(others)


def _parser(with_commands: bool) -> argparse.ArgumentParser:
    made, commands = parser(__version__, _open_app)
    if with_commands:  # the app needs none of their modules, and starts sooner without
        from tui.cli import (
            bulletins,
            calendar,
            campaigns,
            comments,
            copydesk,
            facts,
            formats,
            ledger,
            lists,
            maintenance,
            news,
            pages,
            photos,
            questions,
            search,
            speech,
            status,
            tags,
            tasks,
            templates,
            units,
            versions,
        )

        of_articles = (
            *(pages, photos, formats, versions, ledger, lists, status, tags),
            *(news, search, speech, copydesk, comments),
        )
        of_campaigns = (campaigns, templates, tasks, units, facts, questions, bulletins, calendar)
        for part in (*of_articles, *of_campaigns, maintenance):
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
    load_asyncio()
    try:
        from tui.app import ToasoanApp
        from tui.app_context import REOPEN, RESTART

        while True:
            app = ToasoanApp(opening, chosen)
            app.asks_language = i18n.asked_for(options.lang, chosen.language) is None
            result = app.run()
            _ignore_signals()
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


def load_asyncio() -> None:
    """Load asyncio without TLS: the app opens no connection, and OpenSSL takes 2 MB and 5 ms."""
    if "ssl" not in sys.modules:
        sys.modules["ssl"] = None  # type: ignore[assignment]
        import_module("asyncio")
        del sys.modules["ssl"]  # who wants it later has it


def _ignore_signals() -> None:
    """Ignore signals while the desk file is brought up to date: they often come twice."""
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)


def _opening(options: argparse.Namespace, chosen: settings.Settings) -> Opening:
    """Open the desk, or leave that to the app if it takes a while."""
    opening = Opening(desk_path(options), partial(_desk_for_app, options, chosen))
    if opening.is_large:
        opening.begin()
    else:
        opening.result()
    return opening


def _desk_for_app(
    options: argparse.Namespace, chosen: settings.Settings, when_read: Callable[[], None]
) -> Opened:
    """Open the desk for writing, or else for reading, with the reason."""
    path = desk_path(options)
    opened = partial(open_desk, path, rules=settings.rules_folder(), when_read=when_read)
    try:
        return opened(keep=chosen.backups), None
    except ReadOnlyError as error:
        if not path.exists():
            raise
        return opened(read_only=True), error
