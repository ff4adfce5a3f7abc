"""Desks that are looked after, and copies of them."""

from __future__ import annotations

from store import open_desk
from store.file import backups
from store.file.backups import Keep

from ..cli import articles

NONE = Keep(0, 0, 0)


def headlines(path):
    return [article.headline for article in articles(path)]


def dated(path):
    return [backup.path for backup in backups.found(path)]


def copy_of(path, copy, *records):
    """Another desk file with the same and some more."""
    with open_desk(path, read_only=True) as desk:
        desk.file.copies.save(copy)
    with open_desk(copy, keep=NONE) as desk:
        for record in records:
            desk.records.add(record)
    return copy
