"""The formats in which articles go out, and the export templates of the desk."""

from __future__ import annotations

import argparse

from store import DeskError
from store.errors import N_, InvalidValueError
from tui import settings
from tui.cli.console import REFUSED, note
from tui.cli.parser import Commands
from tui.i18n import _, sentence
from tui.widgets.terminal_safe import one_line


def add(commands: Commands) -> None:
    """Add the commands."""
    about = _("list the formats of an export, and the export templates")
    formats = commands.add("formats", _list, about)
    new = commands.below(formats).add(
        "new", _new, _("begin an export template, and print its file")
    )
    name = _("its name, such as facebook, or that of a channel; page.html for web pages")
    new.add_argument("name", metavar="NAME", help=name)


def _list(options: argparse.Namespace, chosen: settings.Settings) -> int:
    from store.formats.registry import FORMATS
    from store.formats.template import files_in, template_in

    refused = 0
    for one in FORMATS:
        print(f"{one.name}\t{one.suffix}\t{_(one.label)}")
    for file in files_in(settings.export_templates_folder()):
        try:
            made = template_in(file)
        except DeskError as error:
            note(sentence(error))
            refused = REFUSED
        else:
            print(f"{one_line(made.name)}\t{made.suffix}\t{one_line(str(file))}")
    return refused


def _new(options: argparse.Namespace, chosen: settings.Settings) -> None:
    from store.articles.export import write
    from store.destinations import refuse_name
    from store.formats.registry import FORMATS
    from store.formats.template import ENDING, EXAMPLE

    stem, _dot, suffix = options.name.partition(".")
    if stem in (one.name for one in FORMATS):
        why = N_("“{name}” is the name of a format; choose another one.")
        raise InvalidValueError(why, name=stem)
    name = f"{stem}.{suffix or 'txt'}{ENDING}"
    refuse_name(name)
    path = settings.export_templates_folder() / name
    write(path, EXAMPLE.encode(), replace=False)
    print(one_line(str(path)))
