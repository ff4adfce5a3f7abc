"""What the commands share: opening the desk, output, and messages on standard error."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import msgspec

from store import Campaign, Desk, DeskError, open_desk
from store.errors import N_, FileError, Finding, InvalidValueError, RecordNotFoundError
from store.paths import desk_file
from tui import settings
from tui.cli.interrupts import heeded
from tui.i18n import _, filled
from tui.widgets.terminal_safe import one_line

if TYPE_CHECKING:
    from io import BufferedReader

MOST_SAID: Final = 20
"""How many messages of each kind an import shows, unless all are asked for."""
ID_SHOWN: Final = 8
"""How much of an ID stands in a sentence: with random ones, enough to name an article."""
REFUSED: Final = 2
"""The exit code when something was refused; standard error says what."""
INTERRUPTED: Final = 130
"""The exit code after Ctrl+C."""


# ---------------------------------------------------------------- the desk


def desk_path(options: argparse.Namespace) -> Path:
    """Return the desk file: `--desk`, TOASOAN_DESK, or the one in the data folder."""
    if options.desk == "":  # a script's variable that is not set, so the default is not meant
        raise DeskError(N_("--desk needs a file name; give one, or leave --desk out."))
    named = options.desk or os.environ.get("TOASOAN_DESK")
    return desk_file(named or settings.desk_path())


def opened(
    options: argparse.Namespace, chosen: settings.Settings, *, read_only: bool = False
) -> Desk:
    """Open the desk, and report what was found in its file."""
    path, rules = desk_path(options), settings.rules_folder()
    desk = open_desk(path, read_only=read_only, keep=chosen.backups, rules=rules)
    for found in desk.file.findings():
        note(told(found))
    return desk


def refuse_where_none(desk: Desk) -> None:
    """Raise FileError if there is no desk yet."""
    if desk.records.is_empty and not desk.file.path.exists():
        raise FileError(N_("There is no desk {path} yet."), path=desk.file.path)


def the_campaign(desk: Desk, name: str | None) -> Campaign:
    """Return the campaign of that name; without a name the only one."""
    if name:
        return desk.campaigns.find(name)
    known = list(desk.campaigns)
    if len(known) == 1:
        return known[0]
    if not known:
        raise RecordNotFoundError(N_("The desk has no campaign yet; see toasoan campaign new."))
    raise RecordNotFoundError(
        N_("The desk has several campaigns; name one with --campaign: {names}."),
        names=", ".join(campaign.name for campaign in known),
    )


def chosen_campaigns(desk: Desk, options: argparse.Namespace) -> list[Campaign]:
    """Return the campaign that `--campaign` names; without it, all."""
    if options.campaign:
        return [desk.campaigns.find(options.campaign)]
    if not desk.file.path.exists():
        note(_("There is no desk {path} yet.").format(path=desk.file.path))
    return list(desk.campaigns)


def refuse_useless(options: argparse.Namespace, names: Sequence[str], what: str) -> None:
    """Raise InvalidValueError for an option that means nothing with what else was given.

    Args:
        options: as parsed.
        names: those options, without their dashes.
        what: the command or the option with which they mean nothing.
    """
    for name in names:
        if getattr(options, name.replace("-", "_")):
            raise InvalidValueError(
                N_("--{option} means nothing with {what}; leave it out."), option=name, what=what
            )


# ---------------------------------------------------------------- in and out


def read_day(
    typed: str | None, today: date, campaign: Campaign | None, *, is_past: bool = False
) -> date | None:
    """Read a day as it is typed; None if none was."""
    if typed is None:
        return None
    from store.dates.looking_back import read_past
    from store.dates.parser import read_due

    due = (read_past if is_past else read_due)(typed, today, campaign)
    if due.day is None:
        raise InvalidValueError(N_("“{text}” has no day yet; type a day such as 18.5."), text=typed)
    return due.day


def standard_input() -> bytes:
    """Read standard input, up to one byte more than a page may have."""
    from store.articles.page_encoding import MAX_PAGE_BYTES

    if not sys.stdin:
        raise FileError(N_("There is no standard input to read."))
    data, stream = b"", cast("BufferedReader", sys.stdin.buffer)
    with heeded(stream) as wait:
        while len(data) <= MAX_PAGE_BYTES:
            wait()
            if not (piece := stream.read1(MAX_PAGE_BYTES + 1 - len(data))):
                break
            data += piece
    return data


def note(text: str) -> None:
    """Print a sentence to standard error."""
    print(f"toasoan: {one_line(text)}", file=sys.stderr)


def told(found: Finding) -> str:
    """Return the sentence of a finding in the language in use."""
    return filled(found.message, found.values)


def cell(value: object) -> str:
    """Return a value as it is shown in a list."""
    return "–" if value in (None, "") else one_line(str(value))


def telling_length(ids: Sequence[str]) -> int:
    """Return how many characters, at least six, distinguish these ids."""
    return next((n for n in range(6, 33) if len({i[:n] for i in ids}) == len(ids)), 32)


def fields(record: object, *names: str) -> dict[str, Any]:
    """Return fields of a record, by their names."""
    return {name: getattr(record, name) for name in names}


def share_of(count: int, of: int) -> str:
    """Return how many of how many; a dash where there is nothing to count."""
    return f"{count}/{of}" if of else "–"


def safe_json(rows: list[dict[str, Any]] | dict[str, Any]) -> str:
    """Return JSON with control characters escaped: the same data, safe on a terminal."""
    text = msgspec.json.format(msgspec.json.encode(rows), indent=2).decode()
    unseen = {char for char in set(text) if not char.isprintable() and char != "\n"}
    return text.translate({ord(char): json.dumps(char)[1:-1] for char in unseen})
