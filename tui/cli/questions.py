"""The log of questions on the command line."""

from __future__ import annotations

import argparse
from typing import Any

from store import Campaign, Desk, Question
from tui import settings
from tui.cli.console import opened, the_campaign
from tui.cli.parser import Commands
from tui.i18n import _
from tui.widgets.terminal_safe import one_line


def add(commands: Commands) -> None:
    """Add the commands."""
    question = commands.group("question", _("the log of questions"))
    new = question.add("add", _add, _("log a question; prints its ID"))
    new.add_argument("text", metavar="TEXT", help=_("what was asked"))
    new.add_argument("--campaign", metavar="NAME", help=_("which one, where there are several"))
    _add_values(new)
    edit = question.add("edit", _edit, _("change a logged question, or answer it"))
    edit.add_argument("id", metavar="ID", help=_("the beginning of an ID"))
    edit.add_argument("--text", metavar="TEXT", help=_("what was asked"))
    _add_values(edit)
    delete = question.add("delete", _delete, _("delete a logged question"))
    delete.add_argument("id", metavar="ID", help=_("the beginning of an ID"))


def _add_values(command: argparse.ArgumentParser) -> None:
    command.add_argument("--who", metavar="NAME", help=_("who asked"))
    where = _("where it was asked: a page, a meeting, a telephone number")
    command.add_argument("--where", metavar="TEXT", help=where)
    asked = _("when it was asked: 18.5 22h, yesterday 8h30 (default: now)")
    command.add_argument("--asked", metavar="TIME", help=asked)
    command.add_argument("--answer", metavar="TEXT", help=_("the answer"))
    answered = _("when the answer was out (default: now, if there is an answer)")
    command.add_argument("--answered", metavar="TIME", help=answered)


def _values(options: argparse.Namespace, desk: Desk, campaign: Campaign | None) -> dict[str, Any]:
    """Return the values that were given."""
    from store.dates.moments import read_moment

    given = {name: getattr(options, name) for name in ("who", "where", "answer")}
    values = {name: value for name, value in given.items() if value is not None}
    for name in ("asked", "answered"):
        if (typed := getattr(options, name)) is not None:
            values[name] = read_moment(typed, desk.records.now(), campaign)
    return values


def _add(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen) as desk:
        campaign = the_campaign(desk, options.campaign)
        values = {"asked": desk.records.now(), **_values(options, desk, campaign)}
        question = Question(campaign=campaign.id, text=options.text, **values)
        question = desk.campaigns.questions.add(question)
    print(f"{question.id}\t{one_line(question.text)}")


def _edit(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen) as desk:
        question = desk.campaigns.questions.find(options.id)
        values = _values(options, desk, desk.campaigns.get(question.campaign))
        if options.text is not None:
            values["text"] = options.text
        question = desk.campaigns.questions.edit(question, **values)
    print(f"{question.id}\t{one_line(question.text)}")


def _delete(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen) as desk:
        question = desk.campaigns.questions.find(options.id)
        desk.campaigns.questions.remove(question)
    print(f"{question.id}\t{one_line(question.text)}")
