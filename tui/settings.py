"""What an editor has chosen: a small file in the config folder."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec
from platformdirs import user_config_path, user_data_path, user_state_path

from store import Keep
from store.atomic import replace_file
from store.errors import N_, Finding, finding
from store.safe_open import (
    PRIVATE,
    PRIVATE_FOLDER,
    NotOrdinaryError,
    make_folder,
    read,
    refuse_unless_replaceable,
)


class Settings(msgspec.Struct, omit_defaults=True):
    """The settings; every field has a default."""

    language: str | None = None
    theme: str = "toasoan-dark"
    export_folder: str = ""
    """Where the last article went."""
    report_folder: str = ""
    """Where the last report went."""
    keys: dict[str, str] = {}
    """Another key for a command, by the command's id (see the help)."""
    checklist_view: str = ""
    """How the checklist was last shown, `agenda` or `phases`; empty while nobody has switched."""
    backups: Keep = Keep()
    """How many dated backups stay: an hour, a day, a month each."""


def settings_path() -> Path:
    """Return where the settings are."""
    return user_config_path("toasoan") / "settings.json"


def desk_path() -> Path:
    """Return where the desk is that opens when none is named."""
    return user_data_path("toasoan") / "desk.json"


def templates_folder() -> Path:
    """Return where a desk's own campaign templates are."""
    return user_data_path("toasoan") / "templates"


def state_folder() -> Path:
    """Return where crash reports go, and where the editor was."""
    return user_state_path("toasoan")


def load() -> tuple[Settings, Finding | None]:
    """Read the settings; where there are none, give the defaults.

    A file that cannot be understood is kept beside ours, which takes its place at the next save.
    What is no file stays as it is, and so do the defaults. The second answer tells.
    """
    path = settings_path()
    try:
        return msgspec.json.decode(read(path), type=Settings), None
    except (NotOrdinaryError, IsADirectoryError):
        return Settings(), finding(
            N_("The settings {path} are not a regular file: none are read or kept."), path=path
        )
    except OSError:
        return Settings(), None
    except ValueError:
        aside = path.with_suffix(".wrong.json")
        try:
            refuse_unless_replaceable(path)
            refuse_unless_replaceable(aside)
            path.replace(aside)
        except OSError:
            return Settings(), finding(
                N_("The settings {path} could not be understood; they stay as they are."), path=path
            )
        return Settings(), finding(
            N_("The settings could not be understood; they are kept in {path}."), path=aside
        )


def save(settings: Settings) -> None:
    """Write the settings; where that cannot be, nothing happens: they are a convenience.

    A link is read, and left as it is: whoever keeps the settings elsewhere changes them there.
    """
    path = settings_path()
    with contextlib.suppress(OSError):
        make_folder(path.parent, PRIVATE_FOLDER)
        text = msgspec.json.format(msgspec.json.encode(settings), indent=2)
        replace_file(path, text, PRIVATE)
