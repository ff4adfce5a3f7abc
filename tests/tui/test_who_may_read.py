"""Who may read and write what a session leaves: the owner alone, from the first byte, and no link.

Devices are nodes of the tests' own, in folders of their own; never those of the machine.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from store import Article, FileError, ReadOnlyError, open_desk, safe_open
from store.safe_open import PRIVATE, NotOrdinaryError
from tests.conftest import PAGE
from tests.faults.replay import why_not
from tests.tui.cli import put, refused
from tests.tui.helpers import seated, written
from tui import crash, session_state, settings
from tui.cli import main

PRECIOUS = b"precious"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def modes(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): oct(mode(path)) for path in sorted(folder.rglob("*"))}


@pytest.fixture(autouse=True)
def no_waiting():
    """End a test that would wait for ever."""

    def late(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def umask():
    """Set the umask, until the test ends."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


@pytest.fixture
def place(home):
    """The folder of the desk: the home folder, which the editor has made."""
    home.chmod(0o755)
    return home


@pytest.fixture
def desk_path(place):
    return place / "desk.json"


# --- a whole session


def session(folder: Path) -> None:
    """All that the command line does, on a desk in a folder that is not there yet; then out."""
    desk = folder / "báo" / "tổ" / "desk.json"
    page = folder / "trang.txt"
    page.write_text(PAGE, encoding="utf-8")
    out = folder / "ra"

    def run(*arguments):
        assert main(["--desk", str(desk), *map(str, arguments)]) in (0, None)

    run("campaign", "new", "--template", "thang-cong-nhan", "--year", "2027")
    run("import", page)
    run("search", "quà")
    run("backup")
    run("backup", "--to", folder / "bản sao.json")
    run("compact")
    desk.write_bytes(desk.read_bytes().replace("quà".encode(), b"q"))  # another program
    run("import", page)
    desk.write_bytes(b"{")
    run("doctor", "--repair")
    run("export", "--to", out / "bài")
    run("campaign", "save-template", out / "mẫu.toml")
    run("units", "export", out / "đơn vị.csv")
    run("report", "--to", out / "báo cáo")


def of_the_desk(folder: Path) -> dict[str, str]:
    found = modes(folder)
    return {
        name: mode for name, mode in found.items() if name.split("/")[0] not in ("ra", "trang.txt")
    }


KINDS = (".lock", ".prev", ".index", ".backups", ".damaged-", ".outside-", ".j-")


@pytest.mark.parametrize("mask", [0o022, 0o002, 0o077, 0o000], ids=oct)
def test_all_that_a_session_leaves_is_its_owners(tmp_path, umask, mask, capsys):
    umask(mask)
    session(tmp_path)
    found = of_the_desk(tmp_path)
    assert all(any(kind in name for name in found) for kind in KINDS), found
    for name, given in found.items():
        assert given == ("0o700" if (tmp_path / name).is_dir() else "0o600"), name
    for name, given in modes(tmp_path / "ra").items():  # what goes out is the umask's affair
        usual = 0o777 if (tmp_path / "ra" / name).is_dir() else 0o666
        assert given == oct(usual & ~mask), name


MADE = re.compile(r'"([^"]*)".*O_CREAT.*, (0[0-7]+)\) = \d|"([^"]*)", (0[0-7]+)\) = 0')


@pytest.mark.skipif(bool(why_not()), reason=why_not())
def test_nothing_is_wider_for_a_moment(tmp_path):
    """As the system is asked: what is made, with what mode, and what is given another one."""
    trace = tmp_path / "trace"
    script = (
        "import sys; from pathlib import Path; from tests.tui.test_who_may_read import session;"
        "session(Path(sys.argv[1]))"
    )
    work = tmp_path / "work"
    work.mkdir()
    calls = "trace=open,openat,creat,mkdir,mkdirat,chmod,fchmod,fchmodat"
    strace = ["strace", "-f", "-s", "4096", "-e", calls, "-o", trace]
    done = subprocess.run(
        [*strace, sys.executable, "-c", script, work],
        umask=0,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made, wide = set(), []
    for line in trace.read_text(encoding="utf-8").splitlines():
        assert not re.search(r"\b(fchmodat|chmod)\(", line) or str(work) not in line
        found = MADE.search(line)
        name = (found[1] or found[3]).encode().decode("unicode_escape") if found else ""
        name = name.encode("latin-1", "replace").decode("utf-8", "replace")
        if not name.startswith(f"{work}/") or name.startswith((f"{work}/ra", f"{work}/trang")):
            continue
        assert found
        # SQLite asks for what is there already; and the other program above writes in place.
        if "O_TRUNC" in line or (name in made and "O_EXCL" not in line):
            continue
        made.add(name)
        if int(found[2] or found[4], 8) & 0o077:
            wide.append(line)
    assert len(made) > 20
    assert wide == []


async def test_what_the_app_keeps_is_its_owners(desk, home, umask):
    umask(0o002)
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("ctrl+q")
    report = crash.write_report(ValueError("x"), settings.state_folder())
    session_state.save(desk.file.path, session_state.Place(article=article.id))
    assert report.parent == settings.state_folder()
    made = [settings.settings_path(), report, settings.state_folder() / "places.json"]
    made += (settings.state_folder() / "texts").iterdir()
    assert [oct(mode(path)) for path in made] == ["0o600"] * 4
    assert {oct(mode(path.parent)) for path in made} == {"0o700"}
    assert not [name for name, given in modes(home).items() if int(given, 8) & 0o077]


def test_settings_of_an_older_version_are_narrowed_when_they_are_saved(umask):
    path = settings.settings_path()
    path.parent.mkdir(parents=True)
    path.write_bytes(b"{}")
    path.chmod(0o644)
    settings.save(settings.Settings(theme="x"))
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o755  # whoever made it


def test_two_crashes_of_one_second_are_two_reports():
    reports = {crash.write_report(ValueError("x"), settings.state_folder()) for _ in range(3)}
    assert len(reports) == 3
    assert None not in reports


# --- a desk of an older version


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


# --- links, pipes and devices

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
