"""Bulletins on the command line: listed, shown, written as a script, recorded as broadcast."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

from store import Bulletin, Desk, InvalidValueError
from store.campaigns.bulletins import Part, Script
from store.errors import N_
from store.text import show_day
from tui import settings
from tui.cli.console import (
    cell,
    fields,
    note,
    opened,
    refuse_where_none,
    safe_json,
    telling_length,
    told,
)
from tui.cli.parser import Commands
from tui.i18n import _, filled, ngettext
from tui.widgets.labels import clock_of
from tui.widgets.spoken_doubts import doubts_told
from tui.widgets.terminal_safe import one_line

FORMATS: Final = ("txt", "docx")


def add(commands: Commands) -> None:
    """Add the commands."""
    bulletin = commands.group("bulletin", _("what is read out in broadcasts"))
    listed = bulletin.add("list", _list, _("list the bulletins, the newest day first"))
    listed.add_argument("--campaign", metavar="NAME", help=_("only this campaign"))
    listed.add_argument("--json", action="store_true", help=_("one JSON array of objects"))

    shown = bulletin.add("show", _show, _("show the items of a bulletin, and the running time"))
    shown.add_argument("id", metavar="ID", help=_("the beginning of an ID"))
    shown.add_argument("--json", action="store_true", help=_("one JSON object"))

    script = bulletin.add("script", _script, _("write what the presenter reads"))
    script.add_argument("id", metavar="ID", help=_("the beginning of an ID"))
    kinds = _("text, or DOCX in large type (default: txt)")
    script.add_argument("--format", choices=FORMATS, default="txt", help=kinds)
    folder = _("the folder it goes to (default: standard output, for text)")
    script.add_argument("--to", metavar="DIR", help=folder)

    aired = bulletin.add("posted", _posted, _("record that a bulletin was broadcast"))
    aired.add_argument("id", metavar="ID", help=_("the beginning of an ID"))
    at = _("when: 18.5 22h, yesterday 8h30 (default: now)")
    aired.add_argument("--at", default="", metavar="TIME", help=at)
    aired.add_argument("--where", default="", metavar="TEXT", help=_("a place, a station"))
    again = _("it was broadcast before, and is recorded once more")
    aired.add_argument("--again", action="store_true", help=again)


def bulletin_row(desk: Desk, bulletin: Bulletin, chosen: settings.Settings) -> dict[str, Any]:
    """Return a bulletin for JSON, with its running time in seconds."""
    script = desk.campaigns.bulletins.script(bulletin, chosen.spoken)
    campaign = desk.campaigns.get(bulletin.campaign)
    return {
        **fields(bulletin, "id", "name", "day", "channel", "minutes"),
        "words_per_minute": script.speed,
        "campaign": campaign.name if campaign else None,
        "items": len(bulletin.items),
        "to_look_at": sum(bool(part.remarks) for part in script.parts),
        **fields(script, "seconds", "left"),
        "broadcasts": desk.campaigns.bulletins.broadcasts(bulletin),
    }


def _list(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen, read_only=True) as desk:
        refuse_where_none(desk)
        named = options.campaign
        campaigns = [desk.campaigns.find(named)] if named else list(desk.campaigns)
        found = [one for campaign in campaigns for one in desk.campaigns.bulletins.of(campaign)]
        rows = [bulletin_row(desk, one, chosen) for one in found]
    if options.json:
        print(safe_json(rows))
        return
    width = telling_length([one.id for one in found])
    for row in rows:
        day = show_day(row["day"]) if row["day"] else None
        time = f"{clock_of(row['seconds'])}/{row['minutes']}:00"
        cells = (day, row["channel"], time, row["items"], row["name"])
        count = row["to_look_at"]
        waits = ngettext("{count} to look at", "{count} to look at", count).format(count=count)
        print("  ".join((row["id"][:width], *map(cell, cells), *([f"⚠ {waits}"] if count else []))))
    if not rows:
        note(_("There is no bulletin there."))


def _show(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen, read_only=True) as desk:
        bulletin = desk.campaigns.bulletins.find(options.id)
        script = desk.campaigns.bulletins.script(bulletin, chosen.spoken)
        row = bulletin_row(desk, bulletin, chosen)
    if options.json:
        print(safe_json({**row, "parts": [*map(_part, script.parts)]}))
        return
    day = show_day(bulletin.day) if bulletin.day else None
    print("  ".join(map(cell, (bulletin.name, bulletin.channel, day))))
    for number, part in enumerate(script.items, 1):
        remarks = ", ".join(map(told, part.remarks))
        line = f"{number}. {cell(part.title)}  {clock_of(part.seconds)}"
        print(f"{line}  ({remarks})" if remarks else line)
    print(f"{clock_of(script.seconds)}/{bulletin.minutes}:00")
    _tell(script)


def _part(part: Part) -> dict[str, Any]:
    return {
        **fields(part, "kind", "id", "title", "seconds"),
        "text": part.read.text,
        "remarks": [told(remark) for remark in part.remarks],
        "left": [{"text": one.text, "reason": _(one.reason)} for one in part.read.doubts],
    }


def _tell(script: Script) -> None:
    """Say what needs a look, to standard error."""
    if script.left < 0:
        note(_("It is {time} too long.").format(time=clock_of(-script.left)))
    if words := doubts_told(script.read):
        note(words)


def _script(options: argparse.Namespace, chosen: settings.Settings) -> None:
    if options.to is None and options.format != "txt":
        raise InvalidValueError(N_("A DOCX goes to a folder; name it with --to DIR."))
    with opened(options, chosen, read_only=True) as desk:
        bulletins = desk.campaigns.bulletins
        bulletin = bulletins.find(options.id)
        script = bulletins.script(bulletin, chosen.spoken)
        if options.to is None:
            from store.campaigns.bulletin_script import file_of
            from tui.cli.speech import write

            write(file_of(script, "txt", filled).decode())
        else:
            path = Path(options.to) / bulletins.script_name(bulletin, options.format)
            written = bulletins.write_script(bulletin, path, wording=chosen.spoken, tell=filled)
            print(one_line(str(written)))
    _tell(script)
    for number, part in enumerate(script.items, 1):
        for remark in part.remarks:
            note(f"{number}. {part.title}: {told(remark)}")


def _posted(options: argparse.Namespace, chosen: settings.Settings) -> None:
    from store.dates.moments import read_moment

    with opened(options, chosen) as desk:
        bulletin = desk.campaigns.bulletins.find(options.id)
        campaign = desk.campaigns.get(bulletin.campaign)
        at = read_moment(options.at, desk.records.now(), campaign)
        entries = desk.campaigns.bulletins.record_broadcast(
            bulletin, at=at, where=options.where, again=options.again
        )
    for entry in entries:
        print(f"{entry.id}\t{one_line(entry.headline)}")
