"""What the doctor says of a desk, what it mends there and what it has put aside."""

from __future__ import annotations

import re

from tinydb import TinyDB

from store import doctor, open_desk
from store.file.backups import Keep
from store.integrity import UNREADABLE

from ..disk import lies_there, status

ID = "a" * 32
NONE = Keep(0, 0, 0)


def said(reports):
    """What the doctor says, a line each; and that each is one."""
    lines = [("ok  " if r.is_sound else "!!  ") + str(r.finding) for r in reports]
    for line in lines:
        assert "\n" not in line
        assert not re.search("{[a-z]", line)
    return "\n".join(lines)


def is_sound(path):
    return all(report.is_sound for report in doctor.examine(path))


def wrong(path):
    """What is wrong with a desk; looking leaves everything as it is."""
    before = lies_there(path.parent), [status(file) for file in sorted(path.parent.iterdir())]
    reports = doctor.examine(path)
    after = lies_there(path.parent), [status(file) for file in sorted(path.parent.iterdir())]
    assert before == after
    return said(report for report in reports if not report.is_sound)


def mended(path, clock):
    """What a repair says; afterwards the desk is sound, opens, and there is nothing to mend."""
    reports = doctor.repair(path, clock)
    lies = lies_there(path.parent)
    assert said(doctor.repair(path, clock)) == "ok  There was nothing to mend."
    assert lies_there(path.parent) == lies
    assert wrong(path) == ""
    with open_desk(path, clock=clock, keep=NONE) as desk:
        assert desk.file.findings() == []
    with TinyDB(path, access_mode="r", encoding="utf-8") as stock:
        assert all(stock.table(name).all() is not None for name in stock.tables())
    return said(reports)


def unreadable(path):
    """What was put aside: table, entry, text."""
    with TinyDB(path, access_mode="r", encoding="utf-8") as stock:
        found = stock.table(UNREADABLE).all()
    return sorted((entry["table"], entry["entry"], entry["document"]) for entry in found)


def only(data, table):
    """The key and the document of the only entry of a table."""
    ((key, document),) = data[table].items()
    return key, document
