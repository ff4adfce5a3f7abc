"""The pictures that go with an exported article: copied beside its file, or put into it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from msgspec import Struct

from store.article_parts import Photo
from store.articles.photos import Sighting, digest_of, digest_of_bytes, located, tidy
from store.errors import N_, PageError
from store.safe_open import open_to_read
from store.text import slug

MOST_BYTES: Final = 60_000_000
"""Of one picture."""
MOST_INSIDE: Final = 25_000_000
"""Of all pictures in a Word file, which is to be opened again, or in a mail, which is to arrive."""
_SUFFIXES: Final = {"jpeg": ".jpg", "tiff": ".tif"}
_LONGEST_NAME: Final = 60


class Picture(Struct, frozen=True):
    """A picture that goes with a file."""

    photo: Photo
    path: Path
    """Where it lies."""
    kind: str
    size: int
    digest: bytes
    folder: str = ""
    """The name of the folder beside the file; empty where it goes inside."""

    @property
    def name(self) -> str:
        """Return the name of its copy: by its bytes, so that no copy is ever another picture."""
        stem = slug(Path(self.photo.name).stem, _LONGEST_NAME)
        suffix = _SUFFIXES.get(self.kind, f".{self.kind}")
        return f"{stem}-{self.digest.hex()[:8]}{suffix}"

    @property
    def href(self) -> str:
        """Return how the file beside it refers to the copy."""
        return quote(f"{self.folder}/{self.name}")

    def read(self) -> bytes:
        """Return its bytes.

        Raises:
            PageError: it has changed since it was looked at, or cannot be read.
        """
        try:
            with open_to_read(self.path) as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise _unreadable(self.photo, error) from error
        if digest_of_bytes(data) != self.digest:
            raise PageError(
                N_("The picture {name} has changed while it was exported; export again."),
                name=self.photo.name,
            )
        return data


def pictures_of(seen: Sequence[Sighting], base: Path, folder: str = "") -> tuple[Picture, ...]:
    """Return the pictures of an article that go with its file.

    Args:
        seen: its photos, with what was found of their files.
        base: the folder of the desk.
        folder: the name of the folder beside the file; empty where they go inside.

    Raises:
        PageError: one is missing, no picture, or too large; the sentence names it.
    """
    found = []
    for number, one in enumerate(seen, 1):
        if one.fault:
            raise PageError(
                N_(
                    "The file of photo {number}, {file}, is missing or no picture; put it back, or "
                    "take the photo off the sheet."
                ),
                number=number,
                file=one.photo.file,
            )
        if one.size > MOST_BYTES:
            raise _too_large(one.photo.name, MOST_BYTES)
        path = located(one.photo, base)
        try:
            digest = digest_of(path)
        except OSError as error:
            raise _unreadable(one.photo, error) from error
        found.append(Picture(tidy(one.photo), path, one.kind, one.size, digest, folder))
    if not folder and sum(one.size for one in seen) > MOST_INSIDE:
        raise PageError(
            N_(
                "The photos have more than the {most} MB that this format takes; make them "
                "smaller, or export as a web page."
            ),
            most=MOST_INSIDE // 1_000_000,
        )
    return tuple(found)


def _too_large(name: str, most: int) -> PageError:
    return PageError(
        N_("The picture {name} has more than {most} MB; make it smaller."),
        name=name,
        most=most // 1_000_000,
    )


def _unreadable(photo: Photo, error: OSError) -> PageError:
    return PageError(
        N_("The picture {name} cannot be read: {reason}."), name=photo.name, reason=error.strerror
    )
