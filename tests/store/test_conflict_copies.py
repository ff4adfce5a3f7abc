"""Conflict copies that a sync service leaves beside the desk: told, taken in, put aside."""

from __future__ import annotations

import json
import shutil

import pytest
from tinydb import TinyDB

from store import Article, DeskError, SaveError, doctor, open_desk
from store.file.backups import Keep
from store.file.conflict_copies import copies_beside, copies_of

from .outside import bodies, kept_files, told

NONE = Keep(0, 0, 0)

SERVICES = {
    "Syncthing": "desk.sync-conflict-20261128-230000-ABCDEFG.json",
    "Syncthing, of old": "desk.sync-conflict-20261128-230000.json",
    "Dropbox": "desk (An's conflicted copy 2026-11-28).json",
    "Dropbox, Vietnamese": "desk (Bản sao xung đột của An 2026-11-28).json",
    "Dropbox, German": "desk (In Konflikt stehende Kopie von An 2026-11-28).json",
    "Dropbox, Unicode": "desk (Conflit d’encodage Unicode).json",
    "iCloud": "desk 2.json",
    "OneDrive": "desk-LAPTOP-7F3K.json",
    "OneDrive, a second": "desk-MÁY CỦA AN-2.json",
    "Nextcloud": "desk (conflicted copy 2026-11-28 101112).json",
    "ownCloud, of old": "desk_conflict-20261128-101112.json",
    "Google Drive": "desk (1).json",
    "Google Drive, [Conflict]": "desk[Conflict].json",
    "Resilio": "desk.Conflict.json",
    "Seafile": "desk (SFConflict an@toasoan.vn 2026-11-28-10-11-12).json",
    "in capitals": "DESK (1).JSON",
}

OTHERS = [
    "desk.json.prev",
    "desk.json.outside-20261128-230000",
    "desk.json.damaged-20261128-230000",
    "desktop.json",
    "desk2.json",
    "other (1).json",
    "desk (1).txt",
    ".desk.sync-conflict-20261128-230000-ABCDEFG.json",
    "desk",
    "~desk.json",
]


@pytest.fixture
def copy(desk, desk_path, tmp_path, clock):
    """The state of another machine, which has added an article and changed one of two."""
    desk.records.add(Article(headline="a", body="Câu của a."))
    desk.records.add(Article(headline="b", body="Câu của b."))
    desk.file.checkpoint()
    path = tmp_path / "máy khác" / "desk.json"
    path.parent.mkdir()
    shutil.copy(desk_path, path)
    with open_desk(path, clock=clock, keep=NONE) as other:
        b = next(article for article in other.articles if article.headline == "b")
        other.records.change(b, body="Họ sửa b.")
        other.records.add(Article(headline="mới", body="Tin họ thêm."))
    return path


def beside(copy, desk_path, name=SERVICES["Syncthing"]):
    there = desk_path.with_name(name)
    shutil.copy(copy, there)
    return there


@pytest.mark.parametrize("name", SERVICES.values(), ids=SERVICES)
def test_each_service_has_its_names(desk_path, name):
    there = desk_path.with_name(name)
    there.write_text("{}")
    assert copies_of(desk_path) == [there]


def test_other_files_are_none(desk_path):
    for name in OTHERS:
        desk_path.with_name(name).write_text("{}")
    desk_path.with_name("desk (2).json").mkdir()
    desk_path.with_name("desk (3).json").symlink_to(desk_path)
    assert copies_of(desk_path) == []


@pytest.mark.parametrize("name", ["tòa soạn.v2.json", "[a]*(b).json", "desk"])
def test_any_name_of_a_desk_will_do(tmp_path, name):
    desk = tmp_path / name
    there = desk.with_name(f"{desk.stem} (1){desk.suffix}")
    there.write_text("{}")
    tmp_path.joinpath(f"{name}.prev").write_text("{}")
    assert copies_of(desk) == [there]


def test_a_desk_in_use_is_no_copy(desk, copy, desk_path, clock):
    """Last year's desk, begun as a copy of this one, has a life of its own."""
    there = beside(copy, desk_path, "desk-2026.json")
    with open_desk(there, clock=clock, keep=NONE) as other:
        other.records.add(Article(headline="riêng"))
    desk.file.conflict_copies.look()
    assert desk.file.conflict_copies.found == ()


@pytest.mark.parametrize("name", SERVICES.values(), ids=SERVICES)
def test_a_copy_is_told_once_and_taken_in(desk, copy, desk_path, clock, name):
    there = beside(copy, desk_path, name)
    for _ in range(3):
        desk.file.conflict_copies.look()
    (sentence,) = told(desk)
    assert name in sentence
    assert "here: 2. " in sentence
    (found,) = desk.file.conflict_copies.found
    assert (found.path, found.taken, found.asked) == (there, 2, 0)

    taken = desk.file.conflict_copies.take_in(there)
    assert (taken.taken, taken.asked) == (2, 0)
    assert bodies(desk) == {"a": "Câu của a.", "b": "Họ sửa b.", "mới": "Tin họ thêm."}
    assert not there.exists()
    assert kept_files(desk_path) == [taken.file]
    assert taken.file.read_bytes() == copy.read_bytes()
    desk.file.conflict_copies.look()
    assert desk.file.conflict_copies.found == ()
    assert told(desk) == []


def test_it_can_be_taken_back(desk, copy, desk_path):
    desk.file.conflict_copies.take_in(beside(copy, desk_path))
    assert desk.undo.step_back() == "take in a copy"
    assert bodies(desk) == {"a": "Câu của a.", "b": "Câu của b."}


def test_what_both_have_changed_is_asked(desk, copy, desk_path):
    b = next(article for article in desk.articles if article.headline == "b")
    desk.records.change(b, body="Ta sửa b.")
    there = beside(copy, desk_path)
    desk.file.conflict_copies.look()
    (found,) = desk.file.conflict_copies.found
    assert (found.taken, found.asked) == (1, 1)
    taken = desk.file.conflict_copies.take_in(there)
    assert (taken.taken, taken.asked) == (1, 1)
    assert bodies(desk)["b"] == "Ta sửa b."
    (conflict,) = desk.file.conflicts
    assert conflict.theirs["body"] == "Họ sửa b."
    assert conflict.file == str(taken.file)


def test_the_second_of_two_alike_has_nothing_new(desk, copy, desk_path):
    first, second = (beside(copy, desk_path, name) for name in [*SERVICES.values()][:2])
    desk.file.conflict_copies.take_in(first)
    desk.file.conflict_copies._examined.clear()
    desk.file.conflict_copies.look()
    assert desk.file.conflict_copies.found == ()
    assert second.exists()


def test_a_copy_from_before_holds_nothing_new(desk, desk_path):
    """A copy that somebody made, and has left beside the desk since."""
    article = desk.records.add(Article(headline="a", body="Hôm qua."))
    desk.file.copies.save(desk_path.with_name("desk-cũ.json"))
    desk.records.change(article, body="Hôm nay.")
    desk.file.conflict_copies.look()
    assert desk.file.conflict_copies.found == ()


ODD = {
    "no JSON": b"\xff\xfe not a desk",
    "cut off": b'{"articles": {"1": {"id": "',
    "nothing": b"",
    "another program's": b'{"_default": {"1": {"name": "x"}}}',
    "a list": b"[1, 2, 3]",
}


@pytest.mark.parametrize("data", ODD.values(), ids=ODD)
def test_what_only_looks_like_one_is_left_alone(desk, copy, desk_path, data):
    there = desk_path.with_name(SERVICES["Syncthing"])
    there.write_bytes(data)
    before = bodies(desk)
    desk.file.conflict_copies.look()
    assert desk.file.conflict_copies.found == ()
    if data:
        with pytest.raises(DeskError) as refusal:
            desk.file.conflict_copies.take_in(there)
        assert str(refusal.value).endswith(".")
    assert bodies(desk) == before
    assert there.read_bytes() == data


def test_another_desk_is_not_taken(desk, copy, desk_path, tmp_path, clock):
    other = tmp_path / "khác.json"
    with open_desk(other, clock=clock, keep=NONE) as opened:
        opened.records.add(Article(headline="lạ"))
    there = beside(other, desk_path)
    desk.file.conflict_copies.look()
    assert desk.file.conflict_copies.found == ()
    with pytest.raises(DeskError, match="another desk"):
        desk.file.conflict_copies.take_in(there)


def test_a_newer_desk_is_not_taken(desk, copy, desk_path):
    there = beside(copy, desk_path)
    data = json.loads(there.read_bytes())
    data["_desk"]["1"]["tables"]["articles"] = 99
    there.write_text(json.dumps(data))
    desk.file.conflict_copies.look()
    assert desk.file.conflict_copies.found == ()
    with pytest.raises(DeskError, match="newer"):
        desk.file.conflict_copies.take_in(there)


def test_a_copy_that_is_still_coming_is_looked_at_again(desk, copy, desk_path):
    there = beside(copy, desk_path)
    whole = there.read_bytes()
    there.write_bytes(whole[:200])
    desk.file.conflict_copies.look()
    assert desk.file.conflict_copies.found == ()
    there.write_bytes(whole)
    desk.file.conflict_copies.look()
    assert [found.path for found in desk.file.conflict_copies.found] == [there]


def test_it_can_be_put_aside_without_being_taken(desk, copy, desk_path):
    there = beside(copy, desk_path)
    before = bodies(desk)
    aside = desk.file.conflict_copies.put_aside(there)
    assert bodies(desk) == before
    assert kept_files(desk_path) == [aside]
    desk.file.conflict_copies.look()
    assert desk.file.conflict_copies.found == ()


def test_a_desk_open_for_reading_puts_no_copy_aside(desk, copy, desk_path):
    there = beside(copy, desk_path)
    with (
        open_desk(desk_path, read_only=True) as reader,
        pytest.raises(SaveError, match="is open for reading only"),
    ):
        reader.file.conflict_copies.put_aside(there)
    assert there.exists()


def test_the_doctor_names_it_and_what_lies_beside(desk, copy, desk_path):
    there = beside(copy, desk_path)
    names = (
        "desk.json.sync-conflict-20261128-230000-ABCDEFG.prev",
        "desk.json.sync-conflict-20261128-230000-ABCDEFG.j-000002",
        "desk.json.j-000002 (An's conflicted copy 2026-11-28)",
    )
    for name in names:
        desk_path.with_name(name).write_bytes(b"x")
    desk.close()
    wrong = [str(report.finding) for report in doctor.examine(desk_path) if not report.is_sound]
    assert len(wrong) == 1 + len(names)
    for name in (there.name, *names):
        assert sum(name in sentence for sentence in wrong) == 1
    assert {path.name for path in copies_beside(desk_path)} == set(names)


def test_a_script_may_have_left_it(desk, copy, desk_path):
    """Numbers of its own, and no lineages: nothing that was written here gives way."""
    there = beside(copy, desk_path)
    with TinyDB(there, encoding="utf-8") as stock:
        stock.drop_table("_lineage")
        stock.table("articles").update({"body": "Kịch bản."})
    taken = desk.file.conflict_copies.take_in(there)
    assert (taken.taken, taken.asked) == (1, 2)
    assert bodies(desk) == {"a": "Câu của a.", "b": "Câu của b.", "mới": "Kịch bản."}
