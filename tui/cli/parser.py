"""The parser of the command line: argparse that refuses in one sentence, in both languages."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NoReturn

from tui.cli.console import REFUSED
from tui.i18n import LANGUAGES, N_, _
from tui.settings import Settings
from tui.widgets.terminal_safe import one_line

if TYPE_CHECKING:
    Group = argparse._SubParsersAction[Any]

Run = Callable[[argparse.Namespace, Settings], int]
"""What a command does; gives the exit code."""

_OF_ARGPARSE: Final = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("ignored explicit argument %r"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
)
"""Message ids of the standard library's parser that an editor can meet."""

argparse._ = _  # type: ignore[attr-defined]  # it has no other way to speak Vietnamese  # it has no other way to speak Vietnamese


class Parser(argparse.ArgumentParser):
    """A parser whose refusals are one sentence."""

    def error(self, message: str) -> NoReturn:
        """Refuse, in one sentence."""
        self.exit(REFUSED, f"toasoan: {one_line(message)}\n")


class Commands:
    """Commands to which more can be added.

    Args:
        group: where argparse keeps them.
        common: the options that every command takes.
    """

    def __init__(self, group: Group, common: argparse.ArgumentParser) -> None:
        self._group = group
        self._common = common
        self._groups: dict[str, Commands] = {}

    def add(self, name: str, run: Run, text: str) -> argparse.ArgumentParser:
        """Add a command.

        Args:
            name: what is typed for it.
            run: what it does.
            text: what the help says of it; already translated.
        """
        added: argparse.ArgumentParser = self._group.add_parser(
            name, parents=[self._common], help=text, description=text
        )
        added.set_defaults(run=run)
        return added

    def group(self, name: str, text: str) -> Commands:
        """Return the command that is followed by another one (`campaign new`), added at first."""
        if name in self._groups:
            return self._groups[name]
        added = self._group.add_parser(name, parents=[self._common], help=text, description=text)
        self._groups[name] = Commands(
            added.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True),
            self._common,
        )
        return self._groups[name]


def parser(version: str, run: Run) -> tuple[Parser, Commands]:
    """Return the parser, and the commands to add to.

    Args:
        version: of the program.
        run: what is done without a command.
    """
    made = Parser(
        prog="toasoan",
        description=_(
            "The newsroom desk: a campaign's checklist, its articles and their related news, "
            "in one local file. Without a command, the app opens."
        ),
    )
    made.add_argument(
        "--version",
        action="version",
        version=f"toasoan {version}",
        help=_("show the version and exit"),
    )
    common = Parser(add_help=False)
    defaults: tuple[tuple[argparse.ArgumentParser, Any], ...] = (
        (made, None),
        (common, argparse.SUPPRESS),
    )
    for target, default in defaults:
        target.add_argument(
            "--desk",
            metavar="FILE",
            default=default,
            help=_("the desk file (default: TOASOAN_DESK, or the one in your data folder)"),
        )
        target.add_argument(
            "--lang", choices=LANGUAGES, default=default, help=_("the language of the screens")
        )
    made.set_defaults(run=run)
    group: Group = made.add_subparsers(
        title=_("commands"), metavar=_("COMMAND"), prog="toasoan", parser_class=Parser
    )
    return made, Commands(group, common)
