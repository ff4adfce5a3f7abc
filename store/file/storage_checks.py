"""Checks before a desk file is opened, and the findings about files that were put aside."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from store.errors import N_, FileError, finding
from store.file import journal
from store.file.lock import in_the_way
from store.file.recovery import previous_path
from store.safe_open import (
    NotOrdinaryError,
    refuse_unless_ordinary,
    refuse_unless_replaceable,
)


def refuse_no_file(desk: Path) -> None:
    """Raise FileError where a device, a pipe or the like is at the path of a desk."""
    try:
        refuse_unless_ordinary(desk)
    except NotOrdinaryError as error:
        raise FileError(
            N_("{path} is not a regular file; name another one, or a new one, with --desk FILE."),
            path=desk,
        ) from error
    except OSError:  # there is none yet, or opening it will report it
        return


def refuse_in_the_way(desk: Path) -> None:
    """Raise ReadOnlyError where a link, a pipe or the like has a name that we write to."""
    for path in (previous_path(desk), *journal.journals(desk).values()):
        try:
            refuse_unless_replaceable(path)
        except NotOrdinaryError as error:
            raise in_the_way(path, error) from error
        except OSError:
            continue


KEPT: Final = {
    "damaged": N_("The desk file as it was found is kept as {path}."),
    "outside": N_("The desk file as the other program left it is kept as {path}."),
}
EMPTIED: Final = finding(
    N_(
        "Another program has emptied or damaged the desk file; the desk here is whole and is "
        "written again."
    )
)
