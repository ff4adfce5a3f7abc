"""What copies of a desk hold, for the tests of backups, restoring and compacting."""

from __future__ import annotations

import msgspec

from store.file import backups
from store.file.backups import Keep

NONE = Keep(0, 0, 0)
"""No backups by themselves."""
TABLES = ("campaigns", "tasks", "articles", "news")


def state(desk):
    """All that a desk says, but for the days of the records."""
    return {
        name: {
            record.id: msgspec.structs.replace(record, created=None, updated=None)
            for record in getattr(desk, name)
        }
        for name in TABLES
    }


def texts(desk, article):
    history = desk.revisions.of(article)
    return [history.state(place).body for place in range(len(history.revisions))]


def dated(path):
    return [backup.path for backup in backups.found(path)]
