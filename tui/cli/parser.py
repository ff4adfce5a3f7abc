"""The parser of the command line: argparse with errors of one sentence, in both languages."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

from tui.cli.console import REFUSED
from tui.i18n import LANGUAGES, N_, _
from tui.settings import Settings
from tui.widgets.terminal_safe import one_line

if TYPE_CHECKING:
    Group = argparse._SubParsersAction[Any]

A = TypeVar("A", bound=argparse.Action)
Run = Callable[[argparse.Namespace, Settings], int | None]
"""What a command does; returns the exit code, None for 0."""

_OF_ARGPARSE: Final = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("one of the arguments %s is required"),
    N_("not allowed with argument %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("ignored explicit argument %r"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
)
"""Messages of argparse that a user can meet, marked for translation."""

_METAVARS: Final = (
    *(N_("COMMENT"), N_("DAY"), N_("DIR"), N_("ENTRY"), N_("FILE"), N_("ID|FILE"), N_("KEY")),
    *(N_("LIST"), N_("NAME"), N_("STATUS"), N_("TASK_ID"), N_("TEXT"), N_("TIME"), N_("TITLE")),
    *(N_("UNIT"), N_("VALUE"), N_("WHERE"), N_("WORDS")),
)
"""What stands in the help for a value; `Parser` translates it."""

argparse._ = _  # type: ignore[attr-defined]  # the only way to translate its messages


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence; its help names values in the language in use."""

    def _add_action(self, action: A) -> A:
        if isinstance(action.metavar, str):
            action.metavar = _(action.metavar)
        return super()._add_action(action)

    def error(self, message: str) -> NoReturn:
        """Exit with one sentence on standard error."""
        self.exit(REFUSED, f"toasoan: {one_line(message)}\n")


class Commands:
    """A group of commands.

    Args:
        group: where argparse keeps them.
        common: the options that every command takes.
    """

    def __init__(self, group: Group, common: argparse.ArgumentParser) -> None:
        self._group = group
        self._common = common
        self._groups: dict[str, Commands] = {}

    def add(self, name: str, run: Run, text: str) -> argparse.ArgumentParser:
        """Add a command; `text` is its help, already translated."""
        added: argparse.ArgumentParser = self._group.add_parser(
            name, parents=[self._common], help=text, description=text
        )
        added.set_defaults(run=run)
        return added

    def below(self, command: argparse.ArgumentParser) -> Commands:
        """Return the commands below one that does something by itself, too."""
        below = command.add_subparsers(title=_("commands"), metavar=f"[{_('COMMAND')}]")
        return Commands(below, self._common)

    def group(self, name: str, text: str) -> Commands:
        """Return the commands below one (`campaign new`), adding that if it is new."""
        if name not in self._groups:
            made = self._group.add_parser(name, parents=[self._common], help=text, description=text)
            below = made.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True)
            self._groups[name] = Commands(below, self._common)
        return self._groups[name]


def parser(version: str, run: Run) -> tuple[Parser, Commands]:
    """Return the parser, and its commands, of which there are none yet.

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
    text = _("show the version and exit")
    made.add_argument("--version", action="version", version=f"toasoan {version}", help=text)
    common = Parser(add_help=False)
    which = _("the desk file (default: TOASOAN_DESK, or the one in your data folder)")
    language = _("the language of the screens")
    # Without a default of its own, a command keeps what was said before it.
    for target, default in ((made, None), (common, argparse.SUPPRESS)):
        target.add_argument("--desk", metavar="FILE", default=default, help=which)
        target.add_argument("--lang", choices=LANGUAGES, default=default, help=language)
    made.set_defaults(run=run)
    group: Group = made.add_subparsers(
        title=_("commands"), metavar=_("COMMAND"), prog="toasoan", parser_class=Parser
    )
    return made, Commands(group, common)
