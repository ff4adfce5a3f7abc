"""A desk of an older version is narrowed once; a shared one stays shared."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from store import Article, open_desk, safe_open
from store.safe_open import PRIVATE
from tests.conftest import PAGE
from tests.tui.cli import put

from .modes import mode, modes


@pytest.fixture
def old_desk(place, desk_path, cli):
    """A desk as older versions have left it, under the usual umask."""
    put(desk_path, Article(headline="một"))
    cli("search", "một")
    cli("backup")
    text = desk_path.read_text(encoding="utf-8")
    for kept in place.glob("desk.json.backups/*"):
        shutil.copyfile(desk_path, kept)
    desk_path.write_text(re.sub(r',"2":\{"narrowed":true\}', "", text), encoding="utf-8")
    for beside in place.glob("desk.json.[jp]*"):
        beside.unlink()
    desk_path.with_name("desk.json.damaged-20260101-000000").write_bytes(b"x")
    for path in [*place.glob("desk.json*"), *place.glob("desk.json*/*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return desk_path


def wide(place: Path) -> list[str]:
    return [
        name
        for name, given in modes(place).items()
        if "desk.json" in name and int(given, 8) & 0o077
    ]


def test_an_older_desk_is_narrowed_once_and_that_is_told(old_desk, place, tmp_path, cli):
    page = tmp_path / "trang.txt"
    page.write_text(PAGE, encoding="utf-8")
    assert len(wide(place)) >= 5
    listed = cli("list", "articles")
    assert (listed.code, listed.err) == (0, "")  # who only reads changes nothing
    done = cli("import", page)
    assert done.err.count("\n") == 1
    assert "Others on this machine could read this desk" in done.err
    assert str(old_desk) in done.err
    assert wide(place) == []
    assert mode(place) == 0o755  # the editor's own
    assert "Others on this machine" not in cli("import", page).err


def test_who_shares_a_desk_afterwards_is_respected(old_desk, place):
    with open_desk(old_desk) as desk:
        assert len(desk.file.findings()) == 1
    old_desk.chmod(0o660)
    for headline in ("hai", "ba"):
        with open_desk(old_desk) as desk:
            assert desk.file.findings() == []
            desk.records.add(Article(headline=headline))
            desk.file.checkpoint()
            copy = desk.file.copies.back_up()
        assert oct(mode(old_desk)) == "0o660"
        assert oct(mode(copy)) == "0o660"  # and all that is made afterwards follows
        assert oct(mode(copy.parent)) == "0o770"
        assert oct(mode(place / "desk.json.lock")) == "0o660"
        assert oct(mode(place / "desk.json.prev")) in ("0o600", "0o660")


def test_a_desk_that_was_narrow_already_tells_nothing_and_may_be_shared(old_desk):
    for path in old_desk.parent.glob("desk.json*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
        for kept in path.glob("*"):
            kept.chmod(0o600)
    with open_desk(old_desk) as desk:
        assert desk.file.findings() == []
    old_desk.chmod(0o640)
    with open_desk(old_desk) as desk:
        assert desk.file.findings() == []
    assert mode(old_desk) == 0o640


def test_a_backup_made_beside_an_older_desk_is_narrow(old_desk, cli):
    made = Path(cli("backup").lines[0])
    assert mode(made) == 0o600
    assert mode(old_desk) == 0o644


def test_a_copy_elsewhere_is_its_owners_also_of_a_shared_desk(old_desk, tmp_path, cli):
    with open_desk(old_desk):
        pass
    old_desk.chmod(0o664)
    cli("backup", "--to", tmp_path / "copy.json")
    assert mode(tmp_path / "copy.json") == 0o600


def test_in_a_folder_of_a_group_the_group_stays(old_desk, place, tmp_path, umask):
    """2770: nobody has such a folder by accident, and a colleague would be locked out."""
    umask(0o002)
    place.chmod(0o2770)
    old_desk.chmod(0o664)
    with open_desk(old_desk) as desk:
        (told,) = desk.file.findings()
        assert "only the group of its folder" in str(told)
        desk.records.add(Article(headline="hai"))
    assert mode(old_desk) == 0o660
    assert not [name for name, given in modes(place).items() if int(given, 8) & 0o007]
    with open_desk(place / "mới.json") as desk:
        desk.records.add(Article(headline="hai"))
        copy = desk.file.copies.back_up()
    assert {mode(place / name) for name in ("mới.json", "mới.json.lock")} == {0o660}
    assert mode(copy) == 0o660
    assert mode(copy.parent) & 0o777 == 0o770


def test_a_group_that_cannot_be_given_gets_nothing(tmp_path, monkeypatch):
    """What is meant for one group never goes to another: our own."""

    def no(*_):
        raise PermissionError

    monkeypatch.setattr(os, "fchown", no)
    handle = safe_open.create(tmp_path / "x", PRIVATE._replace(mode=0o664, group=os.getgid() + 1))
    os.close(handle)
    assert mode(tmp_path / "x") == 0o604
