"""The photo sheet of an article on the command line: shown, added to, edited, put in order."""

from __future__ import annotations

import argparse
from typing import Any, Final

from msgspec.structs import asdict, replace

from store import Article, Desk, InvalidValueError
from store.article_parts import Photo
from store.campaign_records import Campaign
from store.errors import N_
from tui import settings
from tui.cli.console import cell, opened, read_day, safe_json
from tui.cli.parser import Commands
from tui.i18n import _, current
from tui.photos_report import by_photo, file_told
from tui.widgets.terminal_safe import one_line

_TEXTS: Final = ("caption", "credit", "rights", "alt")


def add(commands: Commands) -> None:
    """Add the commands."""
    about = _("show the photos of an article, and put them on its sheet, in order, or off it")
    photos = commands.add("photos", _list, about)
    photos.add_argument("id", metavar="ID", help=_("the ID, or the beginning of it"))
    below = commands.below(photos)
    new = below.add("add", _add, _("put pictures on the sheet; a folder stands for those in it"))
    new.add_argument("files", nargs="+", metavar="FILE", help=_("a picture, or a folder"))
    changed = below.add("edit", _edit, _("change what is said of a photo"))
    gone = below.add("remove", _remove, _("take a photo off the sheet; its file stays"))
    moved = below.add("move", _move, _("give a photo another place"))
    for command in (changed, gone, moved):
        command.add_argument("number", type=int, metavar="N", help=_("the number of the photo"))
    moved.add_argument("to", type=int, metavar="M", help=_("its new number"))
    changed.add_argument("--file", metavar="FILE", help=_("another file"))
    for command in (new, changed):
        for name, text in (
            ("caption", _("what it shows, as it stands below the photo")),
            ("credit", _("who took it")),
            ("rights", _("whose it is, and under which terms")),
            ("until", _("the last day on which it may be used")),
            ("alt", _("what it shows, for those who do not see it")),
        ):
            command.add_argument(f"--{name}", metavar="TEXT", help=text)
    photos.add_argument("--json", action="store_true", help=_("one JSON array of objects"))
    for command in (new, changed, gone, moved):
        text = _("one JSON array of objects")
        command.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=text)


def _list(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen, read_only=True) as desk:
        _show(desk, desk.articles.find(options.id), options)


def _add(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen) as desk:
        article = desk.articles.find(options.id)
        photos, fields = desk.articles.photos, _fields(options, desk, article)
        _show(desk, photos.add(article, options.files, **fields), options)


def _edit(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen) as desk:
        article = desk.articles.find(options.id)
        photos, place = desk.articles.photos, _place(article, options.number)
        photo = replace(article.photos[place], **_fields(options, desk, article))
        if options.file is not None:
            photo = replace(photo, file=photos.kept(options.file))
        _show(desk, photos.edit(article, place, photo), options)


def _remove(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen) as desk:
        article = desk.articles.find(options.id)
        changed = desk.articles.photos.remove(article, _place(article, options.number))
        _show(desk, changed, options)


def _move(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen) as desk:
        article = desk.articles.find(options.id)
        places = _place(article, options.number), _place(article, options.to)
        _show(desk, desk.articles.photos.move(article, *places), options)


def _place(article: Article, number: int) -> int:
    if not 1 <= number <= len(article.photos):
        raise InvalidValueError(
            N_("There is no photo {number}; “{title}” has {count}."),
            number=number,
            title=article.title,
            count=len(article.photos),
        )
    return number - 1


def _fields(options: argparse.Namespace, desk: Desk, article: Article) -> dict[str, Any]:
    """Return what was said of a photo."""
    said = {name: text for name in _TEXTS if (text := getattr(options, name)) is not None}
    if options.until is None:
        return said
    campaign: Campaign | None = desk.campaigns.get(article.campaign)
    is_open = not options.until.strip()
    today = desk.records.today()
    return {**said, "until": None if is_open else read_day(options.until, today, campaign)}


def _show(desk: Desk, article: Article, options: argparse.Namespace) -> None:
    """Print the sheet: each photo with what is known of its file, and what is wrong."""
    seen = desk.articles.photos.look(article)
    wrong = by_photo(desk.articles.copy_desk.checked(article).flags) if seen else {}
    told = {place: [one.message(current()) for one in flags] for place, flags in wrong.items()}
    if options.json:
        rows = [
            {
                "number": place,
                **{name: getattr(one.photo, name) for name in Photo.__struct_fields__},
                "path": str(desk.articles.photos.path(one.photo)),
                **{name: value for name, value in asdict(one).items() if name != "photo"},
                "findings": told.get(place, []),
            }
            for place, one in enumerate(seen, 1)
        ]
        print(safe_json(rows))
        return
    for place, one in enumerate(seen, 1):
        photo = one.photo
        said = (photo.file, file_told(one), photo.caption, photo.credit)
        findings = one_line("; ".join(told.get(place, [])))
        print("  ".join((str(place), *map(cell, said), findings)).rstrip(), flush=True)
