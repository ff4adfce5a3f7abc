"""The language of the screens: gettext over `locale/`, Vietnamese or English.

Message ids are the English sentences, so English has no catalogue.
`N_` marks a sentence where it is defined (class attributes, tables), and `_` translates it where it
is shown, so a change of language does not need to reload modules.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from store.errors import N_ as N_  # for others
from store.errors import DeskError, Findings, InBothLanguages
from store.text import show_number

LANGUAGES: Final = ("vi", "en")

_LOCALE_DIR: Final = Path(__file__).parent / "locale"
_translations: gettext.NullTranslations = gettext.NullTranslations()
_current = "en"


def asked_for(wanted: str | None, setting: str | None) -> str | None:
    """Return the language that `--lang`, else the setting, else the locale asks for.

    The locales C and POSIX ask for none; any other that is not Vietnamese counts as English.
    """
    for asked in (wanted, setting):
        if asked in LANGUAGES:
            return asked
    value = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "C")
    if value.partition(".")[0] in ("C", "POSIX"):
        return None
    return "vi" if value.lower().startswith("vi") else "en"


def choose(wanted: str | None, setting: str | None) -> str:
    """Return the language to use: the one that is asked for, else English."""
    return asked_for(wanted, setting) or "en"


def use(language: str) -> None:
    """Switch the screens to `language`."""
    global _translations, _current
    _translations = gettext.translation("toasoan", _LOCALE_DIR, [language], fallback=True)
    _current = language


def current() -> str:
    """Return the language in use."""
    return _current


def _(message: str) -> str:
    """Translate `message`; gettext would translate the empty one to its header."""
    return _translations.gettext(message) if message else ""


def in_other_language(message: str) -> str:
    """Return `message` in the language that is not in use."""
    if _current != "en":
        return message
    other = next(language for language in LANGUAGES if language != _current)
    return gettext.translation("toasoan", _LOCALE_DIR, [other], fallback=True).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Translate with a count; the caller formats the text."""
    return _translations.ngettext(one, many, count)


def number(count: int) -> str:
    """Return a number with the thousands separator of the language: 109.648 or 109,648."""
    return show_number(count, "." if _current == "vi" else ",")


def share(count: int, of: int) -> str:
    """Return a fraction: 3/109.648."""
    return f"{number(count)}/{number(of)}"


def sentence(error: DeskError) -> str:
    """Return the translated sentence of an error."""
    return filled(error.message, error.values)


def filled(message: str, values: Mapping[str, object]) -> str:
    """Translate and format a message, including a reason given by the operating system."""
    reason = values.get("reason")
    known: dict[str, object] = {"reason": _(reason)} if isinstance(reason, str) and reason else {}
    for name, value in values.items():
        if isinstance(value, Findings):
            known[name] = ", ".join(filled(one.message, one.values) for one in value)
        elif isinstance(value, InBothLanguages):
            known[name] = value.vi if _current == "vi" else value.en
    return _(message).format(**{**values, **known})


OF_THE_SYSTEM: Final = (
    N_("No space left on device"),
    N_("Disk quota exceeded"),
    N_("File too large"),
    N_("Input/output error"),
    N_("Read-only file system"),
    N_("Permission denied"),
    N_("Operation not permitted"),
    N_("No such file or directory"),
    N_("Not a directory"),
    N_("Is a directory"),
    N_("File name too long"),
    N_("Too many open files"),
    N_("No locks available"),
    N_("Stale file handle"),
    # Of SQLite, which stores the index.
    N_("database or disk is full"),
    N_("disk I/O error"),
    N_("unable to open database file"),
    N_("database is locked"),
    N_("attempt to write a readonly database"),
    N_("database disk image is malformed"),
)
"""Messages of the operating system that a user may see."""
