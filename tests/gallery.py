"""Pictures of every screen in one HTML file, to look at after a change.

    python -m tests.gallery FOLDER [--only MatrixScreen ...]

writes `FOLDER/gallery.html`: each screen at 80×24 and 140×45, dark and light, in Vietnamese and
English. Nothing in it comes from the network, and nothing of it is committed. All of it takes
about three minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import inspect
import os
import re
import tempfile
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from html import escape
from itertools import groupby, product
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, NamedTuple

from store import Desk, clock, open_desk
from tests.clock import ZONE
from tests.tui.helpers import NARROW, WIDE, Seat, seated
from tests.tui.screens import classes, furnish, made
from tests.tui.screenshot import fill
from tui import i18n
from tui.locale.catalogues import compile_stale
from tui.settings import Settings
from tui.themes import THEMES

NOW: Final = datetime.fromisoformat("2027-04-27T14:02:31+07:00")
"""The moment of the pictures, in the middle of the campaign that they show."""

SIZES: Final = (NARROW, WIDE)

AT_ONCE: Final = 20
"""How many screens one session shows: on a busy machine all of them outlast its patience."""

PANES: Final = ("Checklist", "Articles", "Editor", "Related")
"""The panes of the desk, beside an open article; the list of articles is shown without one."""

_FONT_OF_A_HOST: Final = re.compile(r"@font-face \{.*?\n *\}\n", re.DOTALL)

STYLE: Final = """
body { font: 16px/1.5 sans-serif; margin: 2rem; background: #888; }
nav { columns: 14rem; }
figure { display: inline-block; margin: 0 1rem 1rem 0; vertical-align: top; }
figure.narrow { width: 45rem; }
figure.wide { width: 75rem; }
svg { width: 100%; height: auto; }
"""


class Picture(NamedTuple):
    """A screen as it looks in one language, size and theme."""

    screen: str
    about: str
    """What the screen is for, in one line."""
    language: str
    size: tuple[int, int]
    theme: str
    svg: str
    text: str
    """The lines of the screen."""

    @property
    def caption(self) -> str:
        """What distinguishes it from the other pictures of the screen."""
        width, height = self.size
        return f"{width}×{height} · {self.theme} · {self.language}"


def names() -> list[str]:
    """Return the names of all that can be shown."""
    return [*PANES, *classes()]


async def pictures(
    only: Iterable[str],
    sizes: Sequence[tuple[int, int]] = SIZES,
    languages: Sequence[str] = i18n.LANGUAGES,
) -> AsyncIterator[Picture]:
    """Yield pictures of some of `names()`."""
    compile_stale(i18n._LOCALE_DIR)  # a checkout that was never installed has none
    wanted = list(only)
    parts = [wanted[first : first + AT_ONCE] for first in range(0, len(wanted), AT_ONCE)]
    for language in languages:
        i18n.use(language)
        for size, part in product(sizes, parts):
            async with _desk(size) as (seat, given):
                for name in part:
                    await _show(seat, given, name)
                    kind = classes().get(name)
                    about = (inspect.getdoc(kind) or "").partition("\n")[0] if kind else ""
                    for theme in THEMES:
                        svg, text = await _taken(seat, theme.name)
                        yield Picture(name, about, language, size, theme.name, svg, text)
                    await _leave(seat)


@asynccontextmanager
async def _desk(size: tuple[int, int]) -> AsyncIterator[tuple[Seat, dict[str, Any]]]:
    """Open a desk in the middle of the work, with what screens are made of."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_desk(Path(folder) / "desk.json", clock=lambda: NOW) as desk,
    ):
        given = _furnished(desk)
        async with seated(desk, Settings(export_folder="~/tin-bai"), size) as seat:
            seat.screen.show_campaign(given["campaign"].id)
            await seat.open(given["article"])
            yield seat, given


def _furnished(desk: Desk) -> dict[str, Any]:
    """Put a whole campaign on the desk, and return what screens are made of."""
    given = furnish(desk)
    article = fill(desk)
    campaign, piece = desk.campaigns[article.campaign], given["article"]
    for kind in ("fact", "rumour"):
        given[kind] = desk.records.change(given[kind], campaign=campaign.id)
    article = desk.records.change(
        article,
        kind=piece.kind,
        sources=piece.sources,
        follow_ups=piece.follow_ups,
        photos=piece.photos,
    )
    tasks = [task for task in desk.tasks if task.campaign == campaign.id]
    return given | {
        "campaign": campaign,
        "task": next(task for task in tasks if task.cascades),
        "tasks": tasks[:3],
        "article": article,
        "articles": [article],
        "piece": article,
        "folder": "~/tin-bai",
        "middle": article.id,
    }


async def _show(seat: Seat, given: dict[str, Any], name: str) -> None:
    if name in PANES:
        await seat.press("f3")  # the article may be open, and another pane have the focus
        await seat.open(given["article"])
        keys = {"Checklist": ("f2",), "Articles": ("escape",), "Editor": (), "Related": ("f4",)}
        await seat.press(*keys[name])
    else:
        seat.app.push_screen(made(classes()[name], given, seat.app))
        await seat.comes(name)
    await seat.until(lambda: seat.is_quiet)
    await seat.settle()


async def _leave(seat: Seat) -> None:
    if seat.top != "DeskScreen":
        seat.app.screen.dismiss()
        await seat.comes("DeskScreen")


async def _taken(seat: Seat, theme: str) -> tuple[str, str]:
    seat.app.theme = theme
    await seat.settle()
    svg = seat.app.export_screenshot(title=seat.top)
    return _FONT_OF_A_HOST.sub("", svg), seat.text


def as_page(shown: Iterable[Picture]) -> str:
    """Return an HTML page with a table of contents."""
    by_screen = attrgetter("screen")
    ordered = sorted(shown, key=by_screen)
    contents, sections = [], []
    for name, those in groupby(ordered, key=by_screen):
        of_screen = list(those)
        contents.append(f'<a href="#{name}">{name}</a><br>')
        sections.append(f'<h2 id="{name}">{name}</h2>\n<p>{escape(of_screen[0].about)}</p>')
        sections += map(_figure, of_screen)
    return "\n".join(
        (
            '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>toasoan</title>',
            f"<style>{STYLE}</style>\n<h1>toasoan: every screen</h1>\n<nav>",
            *contents,
            "</nav>",
            *sections,
            "</html>\n",
        )
    )


def _figure(picture: Picture) -> str:
    width = "wide" if picture.size == WIDE else "narrow"
    caption = f"<figcaption>{picture.caption}</figcaption>"
    return f'<figure class="{width}">{picture.svg}{caption}</figure>'


async def _write(folder: Path, only: Sequence[str]) -> Path:
    found = [picture async for picture in pictures(only)]
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "gallery.html"
    page.write_text(as_page(found), encoding="utf-8")
    return page


def main() -> None:
    """Write the page, on a desk and settings of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the page goes")
    parser.add_argument("--only", nargs="+", choices=names(), metavar="SCREEN", default=names())
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            os.environ[f"XDG_{name}_HOME"] = home
        os.environ["TZ"] = ZONE
        time.tzset()
        clock.source = lambda: NOW
        print(asyncio.run(_write(asked.folder, asked.only)))


if __name__ == "__main__":
    main()
