"""Campaign templates: a campaign's lists and checklist as a TOML file, without a year.

`load` reads and checks a template, `Template.build` makes a campaign of it for a year, and
`writer.template_text` writes a campaign as one. `load` finds every fault, so that a template that
loads also builds.

Days are written as in `day_rules.DayRule`; channels and audiences are listed under their groups:
`"mạng xã hội" = ["Facebook", "Zalo"]`. A desk has templates of its own in a folder that the caller
names; any other file is loaded by its path.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from msgspec import Struct

from store.errors import N_, RecordNotFoundError
from store.paths import expand_user
from store.safe_open import open_to_read
from store.templates.build import Template
from store.templates.parser import MOST_BYTES, read, root_of
from store.text import sort_key

__all__ = ["Known", "Template", "known", "load", "names"]

_FOLDER: Final = Path(__file__).parent


class Known(Struct, frozen=True):
    """A template of the desk's own folder."""

    path: Path
    title: str
    """The name of its campaigns, with `{year}`; that of the file if it cannot be read."""


def names() -> list[str]:
    """Return the names of the built-in templates, in alphabetical order."""
    return sorted(file.stem for file in _FOLDER.glob("*.toml"))


def known(folder: Path) -> list[Known]:
    """Return the templates in a folder, sorted by title; faulty files are included."""
    try:
        files = [path for path in folder.iterdir() if path.suffix == ".toml"]
    except OSError:  # no such folder yet
        return []
    return sorted(map(_known, files), key=lambda one: (sort_key(one.title), one.path))


def load(name: str, folder: Path | None = None) -> Template:
    """Read and check a template.

    Args:
        name: one of `names()`, of a file in the folder (without `.toml`), or the path of a file.
        folder: the desk's own templates, which take precedence over the built-in ones.

    Raises:
        RecordNotFoundError: no template has this name, and no file this path.
        FileError: the path begins with an unknown home folder.
        InvalidValueError: the file cannot be read, or is not valid; the sentence names the file,
            the line and the field.
    """
    return read(_find(name, folder))


def _find(name: str, folder: Path | None) -> Path:
    own = {one.path.stem: one.path for one in known(folder)} if folder else {}
    if name in own:
        return own[name]
    if name in names():
        return _FOLDER / f"{name}.toml"
    path = expand_user(name)
    if path.suffix != ".toml":
        raise RecordNotFoundError(
            N_("There is no template “{name}”; there are: {names}. A file's name ends in .toml."),
            name=name,
            names=", ".join([*names(), *own]),
        )
    return path


def _known(path: Path) -> Known:
    try:
        with open_to_read(path) as file:
            title = root_of(file.read(MOST_BYTES).decode("utf-8-sig", "ignore")).get("name")
    except (OSError, UnicodeDecodeError):
        title = None
    return Known(path, title if isinstance(title, str) and title.strip() else path.stem)
