"""Text as it is spoken, for loudspeakers and radio."""

from __future__ import annotations

import argparse
import os
import sys

from msgspec import to_builtins

from store import InvalidValueError
from store.articles.page_encoding import decoded
from store.campaigns.lists import abbreviations
from store.errors import N_
from tui import settings
from tui.cli.console import note, opened, refuse_where_none, safe_json, standard_input
from tui.cli.parser import Commands
from tui.i18n import _
from tui.widgets.spoken_doubts import doubts_told
from tui.widgets.terminal_safe import visible


def add(commands: Commands) -> None:
    """Add the command."""
    text = _("write figures, days, units and abbreviations as they are spoken")
    speak = commands.add("speak", _speak, text)
    speak.add_argument("text", nargs="+", metavar="TEXT", help=_("words; - is standard input"))
    campaign = _("the campaign with whose abbreviations the text is read")
    speak.add_argument("--campaign", metavar="NAME", help=campaign)
    speak.add_argument(
        "--json", action="store_true", help=_("the text and the places left, as JSON")
    )


def _speak(options: argparse.Namespace, chosen: settings.Settings) -> None:
    from store.spoken.reader import spoken  # 0.1 s of patterns

    is_read = options.text == ["-"]
    data = standard_input() if is_read else os.fsencode(" ".join(options.text))
    if not data.strip():
        raise InvalidValueError(N_("There is no text; type some words, or - for standard input."))
    text = decoded(data, _("standard input") if is_read else _("the text"))
    read = spoken(text, chosen.spoken, _register(options, chosen))
    if options.json:
        doubts = [{**to_builtins(doubt), "reason": _(doubt.reason)} for doubt in read.doubts]
        print(safe_json({"text": read.text, "left": doubts}))
        return
    write(read.text)
    if told := doubts_told(read):
        note(told)


def _register(options: argparse.Namespace, chosen: settings.Settings) -> dict[str, str]:
    """Return the abbreviations of the campaign that `--campaign` names."""
    if not options.campaign:
        return {}
    with opened(options, chosen, read_only=True) as desk:
        refuse_where_none(desk)
        return abbreviations(desk.campaigns.find(options.campaign))


def write(text: str) -> None:
    """Write a text to standard output, in UTF-8 where that is no terminal."""
    text = text if text.endswith("\n") else f"{text}\n"
    if not sys.stdout:
        return
    if sys.stdout.isatty():  # a text may hold escape sequences
        print(visible(text), end="")
    else:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
