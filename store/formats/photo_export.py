"""What an export does with photos, by the format: copies, pictures inside, or a list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from store.articles.export import Extra
from store.articles.photos import FOLDER_END, LIST_END, Sighting, is_sheet, sheet_text
from store.formats.pictures import Picture, pictures_of
from store.formats.registry import Form
from store.records import Article


def pictures(seen: Sequence[Sighting], base: Path, form: Form, path: Path) -> tuple[Picture, ...]:
    """Return the pictures that go with a file, where its format takes any.

    Args:
        seen: the photos of the article, with what was found of their files.
        base: the folder of the desk.
        form: how the article is written.
        path: the file.

    Raises:
        PageError: one cannot go along.
    """
    takes = form.format.pictures
    if takes == "list" or not seen:
        return ()
    return pictures_of(seen, base, place(form, path))


def place(form: Form, path: Path) -> str:
    """Return the name of what goes beside a file: the folder, or the list; empty for nothing."""
    stem = path.name.removesuffix(form.format.suffix)
    if stem == path.name:
        stem = path.stem
    return {"beside": f"{stem}{FOLDER_END}", "list": f"{stem}{LIST_END}"}.get(
        form.format.pictures, ""
    )


def extras(
    seen: Sequence[Sighting],
    pictures: Sequence[Picture],
    article: Article,
    form: Form,
    path: Path,
) -> tuple[Extra, ...]:
    """Return the files that go along with a file: copies of its pictures, or a list.

    Without photos there is no list, but one of an earlier export must not name them any longer.
    """
    if form.format.pictures == "list":
        listed = path.parent / place(form, path)
        if not seen and not is_sheet(listed):
            return ()
        told = sheet_text(article.title, seen).encode()
        return (Extra(listed, lambda: told, is_picture=False),)
    copied = {one.name: one for one in pictures if one.folder}
    return tuple(Extra(path.parent / one.folder / name, one.read) for name, one in copied.items())
