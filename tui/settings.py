"""The user's settings, a small file in the config folder; and the app's paths."""

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
from store.spoken.numbers import Wording


class Settings(msgspec.Struct, omit_defaults=True):
    """The settings; every field has a default."""

    language: str | None = None
    theme: str = "toasoan-dark"
    export_folder: str = ""
    """The folder of the last export."""
    report_folder: str = ""
    """The folder of the last report."""
    keys: dict[str, str] = {}
    """Other keys for commands, by the ids of the commands (see the help)."""
    checklist_view: str = ""
    """The view of the checklist, `agenda` or `phases`; empty until the user has switched."""
    focus_mode: bool = False
    """Whether nothing but the text is shown while it has the focus."""
    typewriter_scrolling: bool = False
    """Whether the line of the cursor stays in the middle."""
    input_method: str = ""
    """`telex` or `vni` where letters are typed so without an input method of the system."""
    modern_tones: bool = False
    """Whether these put the tone of oa, oe and uy on the second letter (hoà), not the first."""
    pane_shares: tuple[int, int] = (29, 28)
    """The widths of the first and the last pane, in percent of the window."""
    spoken: Wording = Wording()
    """The words of the house for figures that are written as they are spoken."""
    backups: Keep = Keep()
    """How many hourly, daily and monthly backups are kept."""


def settings_path() -> Path:
    """Return the path of the settings."""
    return user_config_path("toasoan") / "settings.json"


def desk_path() -> Path:
    """Return the path of the default desk."""
    return user_data_path("toasoan") / "desk.json"


def templates_folder() -> Path:
    """Return the folder of the user's campaign templates."""
    return user_data_path("toasoan") / "templates"


def export_templates_folder() -> Path:
    """Return the folder of the user's export templates."""
    return user_data_path("toasoan") / "export-templates"


def rules_folder() -> Path:
    """Return the folder of the user's rules for the copy desk."""
    return user_data_path("toasoan") / "rules"


def state_folder() -> Path:
    """Return the folder of crash reports and session state."""
    return user_state_path("toasoan")


def load() -> tuple[Settings, Finding | None]:
    """Read the settings, or return the defaults; and what to tell the user about it.

    A file that cannot be parsed is renamed, as the next save writes a new one. Anything that is
    not a regular file is left alone, and the defaults are used.
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
    """Write the settings; as they are only a convenience, errors are ignored.

    A symbolic link is read but not replaced: such settings are changed where they are kept.
    """
    path = settings_path()
    with contextlib.suppress(OSError):
        make_folder(path.parent, PRIVATE_FOLDER)
        text = msgspec.json.format(msgspec.json.encode(settings), indent=2)
        replace_file(path, text, PRIVATE)
