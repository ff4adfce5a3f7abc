"""The photo sheet of an article: where its pictures lie, and what is found there.

The files stay where they are: they are looked at, never copied or changed.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from store.article_parts import Photo
from store.articles.picture_files import PictureFile, read_picture
from store.digests import blake2b
from store.errors import N_, FileError, InvalidValueError
from store.safe_open import NotOrdinaryError, open_to_read
from store.text import show_day

FOLDER_END: Final = "-anh"
"""How the name of the folder ends into which an export copies pictures."""
LIST_END: Final = ".anh.txt"
"""How the name of the list ends that goes beside a file that can hold no pictures."""
MOST: Final = 200
"""The most pictures of an article."""
TYPED: Final = ("file", "caption", "credit", "rights", "alt")
"""The fields that are typed as text, in the order of the form."""
_BLOCK: Final = 1 << 20
_SHEET_HEAD: Final = "Ảnh của bài: "
_MOST_KNOWN: Final = 4096
"""The most files whose digests are kept."""
_CONTROL: Final = re.compile("[\x00-\x1f\x7f\ufffe\uffff]")
_CREDITED: Final = re.compile(r"(?:(.*) )?\(Ảnh: ([^()]*(?:\([^()]*\)[^()]*)*)\)")

Fault = Literal["", "missing", "unreadable", "no-picture"]


class Sighting(Struct, frozen=True, omit_defaults=True):
    """A photo, and its file as it was found."""

    photo: Photo
    fault: Fault = ""
    """What is wrong with its file."""
    kind: str = ""
    """A key of `picture_files.MEDIA_TYPES`."""
    size: int = 0
    """In bytes."""
    width: int = 0
    height: int = 0
    twin: int = 0
    """The number (from 1) of an earlier photo that is the same picture; 0 if none is."""
    is_expired: bool = False
    """Whether the last day on which it may be used is over."""


def located(photo: Photo, folder: Path) -> Path:
    """Return where the file of a photo lies; `folder` is that of the desk."""
    return folder / photo.file


def kept_path(path: Path, folder: Path) -> str:
    """Return a path as it is kept on the sheet of a desk in a folder.

    Raises:
        InvalidValueError: the name is not UTF-8, so that no record can hold it.
    """
    whole = Path(os.path.abspath(path))  # noqa: PTH100  # links stay as they are named
    kept = str(whole)
    for base, own in (
        (Path(os.path.abspath(folder)), whole),  # noqa: PTH100
        (Path(os.path.realpath(folder)), Path(os.path.realpath(whole.parent)) / whole.name),
    ):
        if own.is_relative_to(base):
            kept = own.relative_to(base).as_posix()
            break
    try:
        kept.encode()
    except UnicodeEncodeError as error:
        told = kept.encode(errors="replace").decode()
        raise InvalidValueError(
            N_("The name of {path} is not UTF-8; rename the file."), path=told
        ) from error
    return kept


def checked(photo: Photo) -> Photo:
    """Return a photo with its texts trimmed, each in one line.

    Raises:
        InvalidValueError: no file is named.
    """
    if not photo.file.strip():
        raise InvalidValueError(N_("Name the file of the picture."))
    return tidy(photo)


def tidy(photo: Photo) -> Photo:
    """Return a photo with its texts trimmed, each in one line without control characters."""
    texts = {name: _CONTROL.sub(" ", getattr(photo, name)) for name in TYPED if name != "file"}
    return replace(photo, **{name: " ".join(text.split()) for name, text in texts.items()})


def refuse_unless_picture(path: Path) -> None:
    """Raise FileError where there is no picture at a path."""
    try:
        with open_to_read(path) as file:
            found = read_picture(file)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(N_("{path} cannot be read: {reason}."), path=path, reason=reason) from error
    if found is None:
        raise FileError(
            N_("{path} is no picture (JPEG, PNG, GIF, WebP, TIFF, BMP, HEIC, AVIF)."), path=path
        )


def looked_at(photos: Sequence[Photo], folder: Path, today: date) -> tuple[Sighting, ...]:
    """Return the photos with what is found of their files.

    Args:
        photos: of one article.
        folder: that of the desk.
        today: the day by which rights are over.
    """
    found = [
        replace(
            _seen(photo, located(photo, folder)),
            is_expired=photo.until is not None and photo.until < today,
        )
        for photo in photos
    ]
    sizes = Counter(one.size for one in found if not one.fault)
    known: dict[bytes, int] = {}
    for number, one in enumerate(found, 1):
        if one.fault or sizes[one.size] == 1:
            continue
        digest = _digest_again(located(one.photo, folder))
        first = known.setdefault(digest, number) if digest else number
        if first != number:
            found[number - 1] = replace(one, twin=first)
    return tuple(found)


def _seen(photo: Photo, path: Path) -> Sighting:
    try:
        with open_to_read(path) as file:
            picture: PictureFile | None = read_picture(file)
            size = os.fstat(file.fileno()).st_size
    except (FileNotFoundError, NotADirectoryError):
        return Sighting(photo, "missing")
    except (IsADirectoryError, NotOrdinaryError):
        return Sighting(photo, "no-picture")
    except (OSError, ValueError):
        return Sighting(photo, "unreadable")
    if picture is None:
        return Sighting(photo, "no-picture", size=size)
    return Sighting(photo, "", picture.kind, size, picture.width, picture.height)


def _digest_again(path: Path) -> bytes:
    """Return `digest_of` a file, which is read once while it stays as it is; empty if it is gone.

    A sheet is looked at after every change of its article.
    """
    try:
        status = path.stat()
        stamp = (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
        return _digest_at(path, (*stamp, status.st_size))
    except OSError:
        return b""


@lru_cache(maxsize=_MOST_KNOWN)
def _digest_at(path: Path, _stamp: tuple[int, ...]) -> bytes:
    return digest_of(path)


def digest_of(path: Path) -> bytes:
    """Return a digest of a file by which pictures are compared; raises OSError."""
    digest = blake2b()
    with open_to_read(path) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.digest()


def digest_of_bytes(data: bytes) -> bytes:
    """Return what `digest_of` returns of a file with these bytes."""
    return blake2b(data).digest()


def pictures_in(paths: Iterable[Path]) -> list[Path]:
    """Return files, and in the place of each folder the pictures in it, sorted by name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.iterdir() if not one.name.startswith("."))
            found += [one for one in inside if one.is_file() and is_picture(one)]
        else:
            found.append(path)
    return found


def is_picture(path: Path) -> bool:
    """Tell whether there is a picture at a path."""
    try:
        refuse_unless_picture(path)
    except FileError:
        return False
    return True


def caption_line(photo: Photo) -> str:
    """Return what stands below a photo: the caption, and the credit as papers print it."""
    credit = f"(Ảnh: {photo.credit})" if photo.credit else ""
    return " ".join(filter(None, (photo.caption, credit)))


def parted_caption(line: str) -> tuple[str, str]:
    """Return the caption and the credit of a line that `caption_line` has made."""
    found = _CREDITED.fullmatch(" ".join(line.split()))
    return (found[1] or "", found[2]) if found else (" ".join(line.split()), "")


def sheet_text(title: str, seen: Sequence[Sighting]) -> str:
    """Return the list that goes beside a file which can hold no pictures.

    It is for whoever lays out the page, so it says the terms too. Of a picture that lies elsewhere
    than below the desk only the name is told: the path is that of somebody's own folders.
    """
    parts = [f"{_SHEET_HEAD}{title}"]
    if not seen:
        parts.append("Bài không còn ảnh nào.")
    for number, one in enumerate(seen, 1):
        photo = one.photo
        until = f"được dùng đến ngày {show_day(photo.until)}" if photo.until else ""
        said = (
            ("Chú thích", photo.caption),
            ("Ảnh", photo.credit),
            ("Bản quyền", "; ".join(filter(None, (photo.rights, until)))),
            ("Mô tả", photo.alt),
            ("Thiếu", "không mở được tệp ảnh này" if one.fault else ""),
        )
        file = photo.name if photo.file.startswith("/") else photo.file
        lines = [f"{number}. {file}", *(f"   {name}: {text}" for name, text in said if text)]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def is_sheet(path: Path) -> bool:
    """Tell whether a list that `sheet_text` has made is at a path."""
    head = _SHEET_HEAD.encode()
    try:
        with open_to_read(path) as file:
            return file.read(len(head)) == head
    except OSError:
        return False
