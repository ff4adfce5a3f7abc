"""Nothing is read or written through a link, a pipe or a device.

Devices are nodes of the tests' own, in folders of their own; never those of the machine.
"""

from __future__ import annotations

import os
import shutil
import socket
import stat
from pathlib import Path

import pytest

from store import Article, FileError, ReadOnlyError, open_desk, safe_open
from store.safe_open import NotOrdinaryError
from tests.conftest import PAGE
from tests.tui.cli import put, refused
from tests.tui.helpers import written
from tui import crash, session_state, settings

from .modes import modes

PRECIOUS = b"precious"

OURS = ("lock", "prev", "j-000099", "index", "index-wal", "backups")


def lay_link(path: Path, precious: Path) -> None:
    path.symlink_to(precious)


def lay_dangling_link(path: Path, precious: Path) -> None:
    path.symlink_to(precious.with_name("nowhere"))


def lay_hard_link(path: Path, precious: Path) -> None:
    os.link(precious, path)


def lay_pipe(path: Path, precious: Path) -> None:
    os.mkfifo(path)


def lay_socket(path: Path, precious: Path) -> None:
    before = Path.cwd()
    os.chdir(path.parent)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(before)


def lay_device(path: Path, precious: Path) -> None:
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 3))
    except OSError:
        pytest.skip("no device may be made here")


def lay_folder(path: Path, precious: Path) -> None:
    path.mkdir()


NO_FILES = (lay_pipe, lay_socket, lay_device, lay_folder)
LINKS = (lay_link, lay_dangling_link, lay_hard_link)


def look(path: Path) -> tuple[object, ...]:
    status = path.lstat()
    target = path.readlink() if path.is_symlink() else None
    return stat.S_IFMT(status.st_mode), status.st_ino, status.st_nlink, status.st_rdev, target


@pytest.fixture
def precious(tmp_path):
    path = tmp_path / "precious"
    path.write_bytes(PRECIOUS)
    path.chmod(0o644)
    return path


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "trang.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.mark.parametrize("lay", [*LINKS, *NO_FILES], ids=lambda lay: lay.__name__)
@pytest.mark.parametrize("name", OURS)
def test_nothing_is_written_through_what_lies_beside_a_desk(
    name, lay, place, desk_path, precious, page, cli
):
    put(desk_path, Article(headline="một"))
    lying = desk_path.with_name(f"desk.json.{name}")
    if lying.is_dir():
        shutil.rmtree(lying)
    lying.unlink(missing_ok=True)
    before = modes(precious.parent)
    lay(lying, precious)
    looked = look(lying)
    import_ = cli("import", page)
    searched = cli("search", "tổ may")
    copied = cli("backup")
    is_harmless = (name, lay) in (
        ("prev", lay_hard_link),  # another file comes in its place; this one keeps what it has
        ("j-000099", lay_hard_link),
        ("backups", lay_folder),
    )
    if not is_harmless:
        assert look(lying) == looked
        assert str(lying) in import_.err + searched.err + copied.err
    assert precious.read_bytes() == PRECIOUS
    assert modes(precious.parent) == before
    assert not precious.with_name("nowhere").exists()
    for result in (import_, searched, copied):
        assert result.code in (0, 2)
        assert "Traceback" not in result.err
    if lying.is_dir():
        shutil.rmtree(lying)
    lying.unlink(missing_ok=True)
    assert cli("import", page).code == 0
    assert cli("search", "tổ may").lines


def test_a_lock_that_is_a_link_is_refused_and_the_desk_can_be_read(desk_path, precious, page, cli):
    put(desk_path, Article(headline="một"))
    lock = desk_path.with_name("desk.json.lock")
    lock.unlink()
    lock.symlink_to(precious)
    refused(cli("import", page), str(lock), "it is a link", "Move it away")
    assert cli("list", "articles").lines
    with pytest.raises(ReadOnlyError, match="is a link"):
        open_desk(desk_path)


def test_a_journal_with_a_second_name_is_left_to_that(desk_path, tmp_path):
    """A copy of the folder by `cp -al`: what it has must not change with the desk."""
    desk = open_desk(desk_path)
    desk.records.add(Article(headline="một"))
    shutil.copytree(desk_path.parent, tmp_path / "killed", copy_function=os.link)
    shutil.copytree(tmp_path / "killed", tmp_path / "desk")  # whose process is gone
    desk.close()
    for path in (tmp_path / "desk").glob("desk.json.j-*"):
        os.link(path, tmp_path / path.name)
    kept = {path: path.read_bytes() for path in tmp_path.glob("desk.json.j-*")}
    assert kept
    with open_desk(tmp_path / "desk" / "desk.json") as again:
        again.records.add(Article(headline="hai"))
    assert {path: path.read_bytes() for path in kept} == kept
    with open_desk(tmp_path / "desk" / "desk.json") as again:
        assert [article.headline for article in again.articles] == ["một", "hai"]


@pytest.mark.parametrize("lay", NO_FILES[:3], ids=lambda lay: lay.__name__)
def test_a_desk_that_is_no_file_is_refused(lay, tmp_path, precious, page, cli):
    desk = tmp_path / "nơi" / "desk.json"
    desk.parent.mkdir()
    lay(desk, precious)
    looked = look(desk)
    for arguments in (
        ("import", page),
        ("list", "articles"),
        ("search", "x"),
        ("doctor",),
        ("doctor", "--repair"),
        ("backup",),
        ("compact",),
    ):
        refused(cli("--desk", desk, *arguments), "is not a regular file")
    assert look(desk) == looked
    assert list(desk.parent.iterdir()) == [desk]


def test_a_desk_that_is_a_link_to_nothing_is_refused(tmp_path, page, cli):
    link, target = tmp_path / "desk.json", tmp_path / "kia" / "desk.json"
    target.parent.mkdir()
    link.symlink_to(target)
    refused(cli("--desk", link, "import", page), str(link), str(target), "where nothing is")
    assert list(target.parent.iterdir()) == []
    put(target, Article(headline="một"))
    assert cli("--desk", link, "list", "articles").code == 0
    target.unlink()  # gone, but what lies beside it can make it anew
    assert cli("--desk", link, "import", page).code == 0
    assert link.is_symlink()


@pytest.mark.parametrize("lay", [*LINKS[:2], *NO_FILES], ids=lambda lay: lay.__name__)
def test_nothing_is_written_out_of_an_export_folder(lay, desk_path, tmp_path, precious, page, cli):
    cli("campaign", "new", "--template", "thang-cong-nhan", "--year", "2027")
    article = cli("import", page).id
    first = tmp_path / "thử"
    ways = {
        "bài": lambda to: ("export", article, "--to", to, "--replace"),
        "báo cáo": lambda to: ("report", "--to", to, "--replace"),
        "mẫu.toml": lambda to: ("campaign", "save-template", to / "mẫu.toml", "--replace"),
        "đơn vị.csv": lambda to: ("units", "export", to / "đơn vị.csv", "--replace"),
        "bản sao.json": lambda to: ("backup", "--to", to / "bản sao.json"),
    }
    for name, way in ways.items():
        to = first / name
        to.mkdir(parents=True)
        assert cli(*way(to)).code == 0, name
        for made in list(to.iterdir()):
            other = tmp_path / "ra" / name / made.name
            other.parent.mkdir(parents=True, exist_ok=True)
            lay(other, precious)
            looked = look(other)
            refused(cli(*way(other.parent)), str(other))
            assert look(other) == looked
            (other.rmdir if other.is_dir() and not other.is_symlink() else other.unlink)()
    assert precious.read_bytes() == PRECIOUS
    assert not precious.with_name("nowhere").exists()


def test_a_linked_folder_that_the_editor_names_is_a_folder(desk_path, tmp_path, page, cli):
    article = cli("import", page).id
    (tmp_path / "thật").mkdir()
    (tmp_path / "ra").symlink_to("thật")
    assert cli("export", article, "--to", tmp_path / "ra").code == 0
    assert len(list((tmp_path / "thật").iterdir())) == 1


def test_an_export_over_a_second_name_leaves_the_first(desk_path, tmp_path, precious, page, cli):
    article = cli("import", page).id
    assert cli("export", article, "--to", tmp_path / "ra").code == 0
    (made,) = (tmp_path / "ra").iterdir()
    made.unlink()
    os.link(precious, made)
    assert cli("export", article, "--to", tmp_path / "ra", "--replace").code == 0
    assert precious.read_bytes() == PRECIOUS
    assert made.read_bytes() != PRECIOUS


@pytest.mark.parametrize("lay", NO_FILES[:3], ids=lambda lay: lay.__name__)
def test_nothing_that_is_no_file_is_read(lay, desk_path, tmp_path, precious, cli):
    cli("campaign", "new", "--template", "thang-cong-nhan", "--year", "2027")
    other = tmp_path / "vào" / "x.toml"
    other.parent.mkdir()
    lay(other, precious)
    own = settings.templates_folder() / "mẫu.toml"
    own.parent.mkdir(parents=True)
    lay(own, precious)
    looked = look(other)
    for arguments in (
        ("import", other),
        ("news", "import", other),
        ("units", "import", other),
        ("campaign", "new", "--template", other, "--year", "2027"),
        ("restore", other, "--yes"),
    ):
        result = cli(*arguments)
        assert result.code == 2, arguments
        assert "regular file" in result.err or "is no file" in result.err, result.err
    made = cli("campaign", "new", "--template", "thang-cong-nhan", "--year", "2028")
    assert made.code == 0  # the folder of templates is looked through
    assert look(other) == looked


@pytest.mark.parametrize("lay", [*LINKS[:2], *NO_FILES], ids=lambda lay: lay.__name__)
def test_what_stands_in_the_place_of_settings_and_places_stays(lay, desk_path, precious, cli):
    found = [settings.settings_path(), settings.state_folder() / "places.json"]
    for path in found:
        path.parent.mkdir(parents=True, exist_ok=True)
        lay(path, precious)
    looked = [look(path) for path in found]
    result = cli("paths")
    assert result.code == 0
    if lay in NO_FILES:
        assert "settings.json are not a regular file" in result.err
    settings.save(settings.Settings(theme="x"))
    session_state.save(desk_path, session_state.Place(article="a"))
    assert session_state.load(desk_path) == session_state.Place()
    assert [look(path) for path in found] == looked
    assert precious.read_bytes() == PRECIOUS
    assert not precious.with_name("nowhere").exists()


def test_settings_that_are_a_link_are_read(precious):
    precious.write_bytes(b'{"theme":"x"}')
    path = settings.settings_path()
    path.parent.mkdir(parents=True)
    path.symlink_to(precious)
    assert settings.load() == (settings.Settings(theme="x"), None)


def test_a_crash_report_goes_through_no_link(precious, monkeypatch):
    first = crash.write_report(ValueError("x"), settings.state_folder())
    for number in range(30):  # whatever second it is
        name = f"{first.stem[:-2]}{number:02}.txt"
        if name != first.name:
            first.with_name(name).symlink_to(precious)
    crash.write_report(ValueError("x"), settings.state_folder())
    assert precious.read_bytes() == PRECIOUS


def test_an_aside_goes_through_no_link_and_over_none(desk_path, precious, clock):
    put(desk_path, Article(headline="một"))
    desk_path.write_bytes(b"{")
    aside = desk_path.with_name(f"desk.json.damaged-{clock():%Y%m%d-%H%M%S}")
    aside.symlink_to(precious.with_name("nowhere"))
    with open_desk(desk_path, clock=clock) as desk:
        assert [article.headline for article in desk.articles] == ["một"]
    assert aside.is_symlink()
    assert aside.with_name(f"{aside.name}-2").read_bytes() == b"{"
    assert not precious.with_name("nowhere").exists()


async def test_the_app_refuses_to_write_over_a_pipe(desk, tmp_path):
    article = written(desk)
    name = "ống.txt"
    os.mkfifo(tmp_path / name)
    with pytest.raises(FileError, match="cannot be written over: it is not a regular file"):
        desk.articles.export(article, tmp_path, name=name, replace=True)
    assert (tmp_path / name).is_fifo()


def test_a_file_that_is_swapped_between_two_looks_is_not_opened(tmp_path, precious, monkeypatch):
    """The look by name is a courtesy; the open file itself is what is looked at."""
    pipe = tmp_path / "ống"
    os.mkfifo(pipe)
    usual = precious.stat()
    monkeypatch.setattr(Path, "stat", lambda self, **_: usual)
    with pytest.raises(NotOrdinaryError):
        safe_open.read(pipe)
