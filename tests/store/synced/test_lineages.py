"""Scripts and older versions that know no lineages; how small these stay."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta

import pytest
from tinydb import TinyDB

from ..outside import edit, set_body
from .machines import Machine, body


@pytest.mark.parametrize("when", ["its file is still there", "the desk came alone"])
def test_a_script_that_knows_nothing_of_it_goes_on_being_taken(two, when, tmp_path):
    a, b = two
    body(a, "Của A.")
    if when == "the desk came alone":
        a = Machine(tmp_path, "c")
        a.close()
        shutil.copy(two[0].path, a.path)
        a.open()
    for text in ("Kịch bản.", "Kịch bản lần hai."):
        with TinyDB(a.path, encoding="utf-8") as stock:
            stock.table("articles").update({"body": text})
        a.write()
        assert body(a) == text
    b.get(a)
    assert body(b) == "Kịch bản lần hai."
    assert list(a.desk.file.conflicts) == list(b.desk.file.conflicts) == []
    if a is not two[0]:
        a.close()


def test_an_older_toasoan_is_such_a_script(two):
    """It opens the file, changes a record and its dates, and leaves what it does not know."""
    a, _ = two
    body(a, "Của A.")

    def old(data):
        set_body("a", "Bản cũ sửa.")(data)
        (found,) = data["articles"].values()
        found["updated"] = "2027-06-01T00:00:00+07:00"

    edit(a.path, old)
    a.desk.file.external.merge()
    assert body(a) == "Bản cũ sửa."


def drop_lineages(data):
    data.pop("_lineage", None)


@pytest.mark.parametrize("minutes", [-90, 90])
def test_files_from_before_there_were_lineages_lose_nothing(two, minutes):
    """The date is looked at only here, and only so that nothing gives way that should be asked."""
    a, b = two
    body(a, "Của A.")
    b.moment += timedelta(minutes=minutes)
    body(b, "Của B.")
    for machine in (a, b):
        machine.close()
        edit(machine.path, drop_lineages)
        for path in machine.path.parent.glob("desk.json?*"):
            if path.is_file():
                path.unlink()
        machine.open()
    a.get(b)
    assert body(a) == "Của A."
    assert a.desk.file.conflicts


def lineages(machine):
    """What stands in the file, but for the mark of the file itself."""
    table = json.loads(machine.path.read_bytes())["_lineage"]
    return [document["seen"] for number, document in table.items() if number != "1"]


def test_the_lineage_of_a_record_is_bounded_and_small(two):
    a, _ = two
    for number in range(300):
        body(a, f"Lần {number}.")
    (seen,) = lineages(a)
    assert len(seen) <= 1000


def test_typing_leaves_no_mark_until_the_file_is_written(two):
    a, _ = two
    (article,) = a.desk.articles
    for number in range(20):
        a.desk.records.change(article, body=f"Lần {number}.")
    a.write()
    (seen,) = lineages(a)
    assert len(seen) == 2 * 8  # of what was there, and of what is now
