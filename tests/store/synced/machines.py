"""A machine with a clock of its own, to which a sync service carries the desk.

Their clocks are anyhow: other zones, fast, slow, set back. What descends from what is told by what
it was made of; no text is lost, and in the end all desks say the same.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta, timezone

from store import open_desk
from store.file.backups import Keep

HANOI = timezone(timedelta(hours=7))
NOON = datetime(2027, 4, 20, 12, tzinfo=UTC)


class Machine:
    """A desk with a clock of its own, on which only desk.json comes and goes."""

    def __init__(self, folder, name, moment=NOON):
        self.path, self.moment = folder / name / "desk.json", moment
        self.path.parent.mkdir()
        self.desk = self.open()

    def open(self):
        self.desk = open_desk(self.path, clock=lambda: self.moment, keep=Keep(0, 0, 0))
        return self.desk

    def write(self):
        """The app writes the desk file: it does when one pauses."""
        self.desk.file.external.merge()
        self.desk.file.checkpoint()

    def get(self, other):
        """The sync service brings the other's file, whole; the app sees it a second later."""
        shutil.copy(other.path, self.path.with_name("coming"))
        self.path.with_name("coming").replace(self.path)
        self.desk.file.external.merge()

    def close(self):
        self.desk.close()


def body(machine, text=None):
    (article,) = machine.desk.articles
    if text:
        machine.desk.records.change(article, body=text)
        machine.write()
    return machine.desk.articles[article.id].body
