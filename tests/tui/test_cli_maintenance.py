"""The command line that looks after a desk: doctor, backup, restore, compact, paths."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import threading
from pathlib import Path

import pytest
from tinydb import TinyDB

from store import Article, NewsItem, open_desk
from store.file import backups
from store.file.backups import Keep
from tests.store.disk import failing, lies_there, status
from tests.store.test_migrations import FIRST
from tui import settings
from tui.locale.catalogues import compile_stale
from tui.locale.update import LOCALE

from .cli import HEADLINE, SHORT, articles, harmless, names, put, refused, running, toasoan

NONE = Keep(0, 0, 0)


def headlines(path):
    return [article.headline for article in articles(path)]


def dated(path):
    return [backup.path for backup in backups.found(path)]


def spoil(path, change):
    """Let a desk file hold what `change` makes of it, and nothing lie beside it."""
    data = json.loads(path.read_bytes())
    change(data)
    for file in path.parent.glob(f"{path.name}*"):
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    path.write_text(json.dumps(data), encoding="utf-8")


def copy_of(path, copy, *records):
    """Another desk file with the same and some more."""
    with open_desk(path, read_only=True) as desk:
        desk.file.copies.save(copy)
    with open_desk(copy, keep=NONE) as desk:
        for record in records:
            desk.records.add(record)
    return copy


# --- doctor


def test_the_doctor_finds_a_sound_desk_sound(cli, full_desk, desk_path):
    before = lies_there(desk_path.parent)
    code, out, err = cli("doctor")
    assert (code, err) == (0, "")
    for line in out.decode().splitlines():
        assert re.match(r"ok  \S.*\S$", line)
    assert "articles 2" in out.decode()
    assert "1 dated backups, the newest of 2027-04-20 " in out.decode()
    assert lies_there(desk_path.parent) == before
    program = toasoan("--desk", desk_path, "doctor")
    assert program == (0, out, "")


def test_the_doctor_says_what_is_wrong_and_how_to_mend_it(cli, full_desk, desk_path):
    spoil(desk_path, lambda data: data["articles"].update({"5": {"headline": "x\x1b[2J"}}))
    before = lies_there(desk_path.parent)
    result = cli("doctor")
    assert result.code == 1
    (bad,) = [line for line in result.lines if line.startswith("!!  ")]
    assert "Entry 5 of the table articles is not a valid record" in bad
    assert "toasoan doctor --repair mends what can be mended" in result.err
    assert result.err.count("\n") == 1
    assert lies_there(desk_path.parent) == before
    refused(cli("list", "articles"), "doctor --repair")
    repair = cli("doctor", "--repair")
    assert (repair.code, repair.err) == (0, "")
    assert bad in repair.lines
    assert f"ok  Mended. The desk as it was is kept as {dated(desk_path)[0]}." in repair.lines
    assert len(cli("list", "articles").lines) == 2
    again = cli("doctor", "--repair")
    assert again.code == 0
    assert again.lines[0] == "ok  There was nothing to mend."
    assert not [line for line in again.lines if line.startswith("!!")]
    assert cli("doctor").code == 0


def test_what_was_put_aside_is_in_the_file_for_who_can_read_it(cli, full_desk, desk_path):
    spoil(desk_path, lambda data: data["articles"].update({"5": {"body": "Một câu quý."}}))
    cli("doctor", "--repair")
    with TinyDB(desk_path, access_mode="r", encoding="utf-8") as stock:
        (kept,) = stock.table("_unreadable").all()
    assert json.loads(kept["document"]) == {"body": "Một câu quý."}


def test_a_mended_desk_opens_with_all_that_is_left(cli, full_desk, desk_path):
    spoil(desk_path, lambda data: data["tasks"].update({"5": 5}) or data["campaigns"].clear())
    assert cli("doctor").code == 1
    assert cli("list", "tasks").code == 2
    assert cli("doctor", "--repair").code == 0
    made = cli("list", "campaigns", "--json").json
    assert [campaign["name"] for campaign in made] == [f"? {full_desk[0].id[:6]}"]
    assert len(cli("list", "tasks").lines) == 2


def test_the_doctor_beside_an_open_desk(cli, desk, desk_path):
    desk.records.add(Article(headline="một"))
    before = lies_there(desk_path.parent)
    result = cli("doctor")
    assert (result.code, result.err) == (0, "")
    assert "articles 1" in result.out.decode()
    refused(cli("doctor", "--repair"), "is open in another toasoan", f"process {os.getpid()} ")
    assert lies_there(desk_path.parent) == before


def test_the_doctor_beside_a_program_that_saves_all_the_time(desk_path, tmp_path):
    desk = open_desk(desk_path, keep=NONE)
    article = desk.records.add(Article(headline="một"))
    stop = threading.Event()

    def save():
        number = 0
        while not stop.is_set():
            number += 1
            desk.records.change(article, body=f"{number} " * 5_000)
            if number % 20 == 0:
                desk.file.checkpoint()

    saving = threading.Thread(target=save)
    saving.start()
    try:
        for _ in range(4):
            result = toasoan("--desk", desk_path, "doctor")
            assert (result.code, result.err) == (0, ""), result.out.decode()
            assert b"!!" not in result.out
    finally:
        stop.set()
        saving.join()
        desk.close()


def test_a_torn_journal_is_found_and_mended(cli, desk, desk_path, tmp_path):
    desk.records.add(Article(headline="một"))
    killed = tmp_path / "killed" / "desk.json"
    shutil.copytree(tmp_path, killed.parent, ignore=shutil.ignore_patterns("killed", "*.lock"))
    (log,) = killed.parent.glob("*.j-*")
    log.write_bytes(log.read_bytes().rstrip(b"\0")[:-9])
    result = cli("--desk", killed, "doctor")
    assert result.code == 1
    assert any(line.startswith("!!  The last entry of the journal") for line in result.lines)
    assert cli("--desk", killed, "doctor", "--repair").code == 0
    assert cli("--desk", killed, "doctor").code == 0


def test_where_there_is_no_desk_every_one_says_so_and_makes_none(cli, desk_path, tmp_path):
    for command in (("doctor",), ("doctor", "--repair"), ("backup",), ("backup", "--to", "x.json")):
        refused(cli(*command), f"There is no desk {desk_path} yet.")
    assert list(tmp_path.iterdir()) == []
    refused(cli("compact"), f"There is no desk {desk_path} yet.")
    assert not desk_path.exists()


def test_a_desk_of_no_bytes_is_a_new_desk(cli, desk_path):
    desk_path.write_bytes(b"")
    assert cli("doctor").code == 0
    assert cli("doctor", "--repair").code == 0
    assert cli("compact").code == 0
    assert desk_path.exists()


CARE = {
    "doctor": ("doctor",),
    "repair": ("doctor", "--repair"),
    "backup": ("backup",),
    "backup --to": ("backup", "--to", "copy.json"),
    "restore": ("restore", str(FIRST), "--yes"),
    "compact": ("compact",),
}


@pytest.mark.parametrize("arguments", CARE.values(), ids=CARE)
@pytest.mark.parametrize(
    "data", [b"[]", bytes(range(256)), b'{"_default": {"1": {"x": 1}}}'], ids=["a", "b", "c"]
)
def test_what_is_no_desk_is_refused_by_every_command(
    cli, arguments, data, desk_path, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    desk_path.write_bytes(data)
    result = cli(*arguments)
    refused(result, str(desk_path))
    assert result.out == b""
    assert desk_path.read_bytes() == data
    assert {path.name for path in tmp_path.iterdir()} <= {"desk.json", "desk.json.lock"}
    refused(cli("--desk", tmp_path, *arguments), "is a folder")


@pytest.mark.parametrize("arguments", [*CARE.values()][2:4], ids=[*CARE][2:4])
def test_a_newer_desk_can_be_backed_up_as_it_is(cli, arguments, desk_path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = b'{"_desk":{"1":{"app":"7.5","tables":{"articles":99}}},"new":{"1":{"x":1}}}'
    desk_path.write_bytes(data)
    result = cli(*arguments)
    assert result.code == 0
    assert "Please update toasoan" in result.err
    assert Path(result.lines[0]).read_bytes() == data


@pytest.mark.parametrize("command", ["doctor", "repair", "restore", "compact"])
def test_a_newer_desk_is_left_alone(cli, command, desk_path):
    data = b'{"_desk":{"1":{"app":"7.5","tables":{"articles":99}}},"new":{"1":{"x":1}}}'
    desk_path.write_bytes(data)
    refused(cli(*CARE[command]), "toasoan", "7.5", "lease update")
    assert desk_path.read_bytes() == data


# --- backup


def test_a_backup_says_where_it_is(cli, full_desk, desk_path, tmp_path):
    settings_path = settings.settings_path()
    settings_path.parent.mkdir(parents=True)
    settings_path.write_text('{"backups": {"hourly": 0, "daily": 0, "monthly": 0}}')
    shutil.rmtree(f"{desk_path}.backups")
    result = cli("backup")
    assert (result.code, result.err) == (0, "")
    (path,) = dated(desk_path)
    assert result.lines == [str(path)]
    assert path.parent == desk_path.with_name("desk.json.backups")
    assert headlines(path) == headlines(desk_path)


@pytest.mark.parametrize("named", ["relative", "home", "absolute"])
def test_a_backup_goes_where_it_is_told(
    cli, full_desk, desk_path, tmp_path, monkeypatch, home, named
):
    monkeypatch.chdir(tmp_path)
    given, path = {
        "relative": ("copy.json", tmp_path / "copy.json"),
        "home": ("~/copy.json", home / "copy.json"),
        "absolute": (tmp_path / "copy.json", tmp_path / "copy.json"),
    }[named]
    result = cli("backup", "--to", given)
    assert (result.code, result.err) == (0, "")
    assert (tmp_path / result.lines[0]).samefile(path)
    assert headlines(path) == headlines(desk_path)
    before = status(path)
    put(desk_path, Article(headline="mới"))
    refused(cli("backup", "--to", given), "is there already")
    assert status(path) == before


def test_a_backup_is_never_put_where_something_is(cli, full_desk, desk_path, tmp_path):
    pipe = tmp_path / "ống"
    os.mkfifo(pipe)
    before = lies_there(tmp_path)
    for place, words in (
        (tmp_path, f"such as {tmp_path / 'desk.json'}."),
        (".", "is a folder"),
        ("", "is a folder"),
        (pipe, "is there already"),
        ("/dev/null", "is there already"),
        (desk_path, "is the desk itself"),
        (f"{desk_path}.prev", "is there already"),
        (f"{desk_path}.lock", "is there already"),
        (desk_path / "x", "There is no folder"),
        (tmp_path / "a" / "x.json", "There is no folder"),
        ("/proc/copy.json", "cannot be written"),
        ("~nobody-of-that-name/x", "no home folder"),
    ):
        result = cli("backup", "--to", place)
        refused(result, words)
        assert result.out == b""
    assert lies_there(tmp_path) == before


def test_a_backup_beside_an_open_desk(cli, desk, desk_path, tmp_path):
    desk.records.add(Article(headline="một"))
    desk.file.checkpoint()
    desk.records.add(Article(headline="hai"))
    for arguments in ((), ("--to", tmp_path / "copy.json")):
        result = cli("backup", *arguments)
        assert (result.code, result.err) == (0, "")
        assert headlines(Path(result.lines[0])) == ["một", "hai"]


def test_a_backup_on_a_full_disk(cli, full_desk, desk_path, tmp_path):
    before = lies_there(tmp_path)
    for arguments in (("backup",), ("backup", "--to", tmp_path / "copy.json")):
        with failing("write", code=28):
            result = cli(*arguments)
        assert result.code == 2
        assert "No space left on device" in result.err
    assert lies_there(tmp_path) == before


def test_backups_by_themselves_also_of_the_command_line(cli, page, desk_path):
    cli("import", page())
    cli("import", page(SHORT))
    assert [headlines(path) for path in dated(desk_path)] == [[HEADLINE]]


@pytest.mark.parametrize("chosen", [{}, {"hourly": 0, "daily": 0, "monthly": 0}])
def test_the_settings_say_whether_the_command_line_makes_backups(
    cli, page, desk_path, chosen, tmp_path
):
    path = settings.settings_path()
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"backups": chosen}))
    cli("import", page())
    cli("campaign", "new", "--template", "thang-cong-nhan", "--year", "2027")
    cli("export", "--to", tmp_path / "ra")
    cli("compact")
    assert len(dated(desk_path)) == (0 if chosen else 1)


def test_what_the_app_is_told_in_its_settings_is_what_the_command_line_reads(cli, page, desk_path):
    settings.save(settings.Settings(backups=NONE))
    cli("import", page())
    assert dated(desk_path) == []
    settings.save(settings.Settings())
    cli("import", page(SHORT))
    assert len(dated(desk_path)) == 1


# --- restore


@pytest.fixture
def changed(full_desk, desk_path, tmp_path):
    """A copy of the desk; since then one record is new here, one has changed, one has gone."""
    copy = copy_of(desk_path, tmp_path / "copy.json")
    with open_desk(desk_path, keep=NONE) as desk:
        desk.records.add(NewsItem(headline="Tin mới"))
        desk.records.change(desk.articles[full_desk[3].id], headline="Tít sửa\x1b[2J")
        desk.tasks.remove(full_desk[1])
    return copy


def test_a_restore_shows_what_would_change_and_without_a_terminal_changes_nothing(
    cli, changed, desk_path, full_desk
):
    with open_desk(desk_path, read_only=True) as desk:
        (item,) = [item for item in desk.news if item.headline == "Tin mới"]
    before = desk_path.read_bytes()
    for stdin in (b"", b"y\n"):
        result = cli("restore", changed, stdin=stdin)
        refused(result, "Nothing has been changed; with --yes it is taken without asking.")
        assert result.lines == [
            f"+ Task  {full_desk[1].id[:6]}  {full_desk[1].title}",
            f"~ Article  {full_desk[3].id[:6]}  {HEADLINE}",
            f"- News item  {item.id[:6]}  Tin mới",
            "New: 1, changed: 1, to the bin: 1.",
        ]
        assert desk_path.read_bytes() == before


def test_a_restore_takes_it_and_says_where_the_desk_of_before_is(cli, changed, desk_path):
    before = json.loads(desk_path.read_bytes())
    result = cli("restore", changed, "--yes")
    assert result.code == 0
    (backup,) = [path for path in dated(desk_path) if json.loads(path.read_bytes()) == before]
    assert result.err == f"toasoan: Taken. The desk as it was is kept as {backup}.\n"
    assert HEADLINE in headlines(desk_path)
    with open_desk(desk_path, read_only=True) as desk:
        assert [entry.title for entry in desk.trash][-1:] == ["Tin mới"]
    again = cli("restore", changed, "--yes")
    assert (again.code, again.out) == (0, b"")
    assert "Nothing would change." in again.err
    back = cli("restore", backup, "--yes")
    assert back.code == 0
    assert "Tít sửa\x1b[2J" in headlines(desk_path)
    assert harmless(back.out.decode())


def answered(desk_path, copy, answer):
    """Restore in a terminal, where somebody gives an answer."""
    leader, follower = pty.openpty()
    with running(
        "--desk",
        desk_path,
        "restore",
        copy,
        stdin=follower,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as asking:
        os.close(follower)
        question = b""
        while not question.endswith(b"[y/N] "):
            read = os.read(asking.stderr.fileno(), 1000)
            assert read, question
            question += read
        listed = os.read(asking.stdout.fileno(), 10_000)
        assert b"changed: 1" in listed, "the list stands before the question"
        if answer is None:
            asking.send_signal(signal.SIGINT)
        else:
            os.write(leader, answer)
        code = asking.wait(120)
        err = asking.stderr.read().decode()
    os.close(leader)
    return code, err


@pytest.mark.parametrize("answer", [b"y\n", b"YES\n", "có\n".encode(), b" c \n"])
def test_a_yes_on_a_terminal_restores(changed, desk_path, answer):
    code, err = answered(desk_path, changed, answer)
    assert code == 0
    assert "Taken." in err
    assert HEADLINE in headlines(desk_path)


@pytest.mark.parametrize("answer", [b"\n", b"n\n", b"yeah\n", b"\x04", "không\n".encode(), None])
def test_anything_else_on_a_terminal_does_not(changed, desk_path, answer):
    before = desk_path.read_bytes()
    code, err = answered(desk_path, changed, answer)
    assert code == (130 if answer is None else 2)
    assert "Traceback" not in err
    assert answer is None or "Nothing has been changed" in err
    assert desk_path.read_bytes() == before


def test_what_cannot_be_restored_is_refused(cli, full_desk, desk_path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.json").write_bytes(b"[1]")
    (tmp_path / "0.json").write_bytes(b"")
    newer = b'{"_desk":{"1":{"app":"7.5","tables":{"articles":99}}}}'
    (tmp_path / "newer.json").write_bytes(newer)
    os.mkfifo(tmp_path / "ống")
    before = headlines(desk_path)
    for file, words in (
        ("không.json", "There is no file"),
        ("", "is a folder"),
        (tmp_path, "is a folder"),
        ("x.json", "is not a desk file"),
        ("0.json", "holds nothing"),
        ("newer.json", "toasoan 7.5"),
        ("ống", "is not a regular file"),
        ("/dev/null", "is not a regular file"),
        (desk_path, "is the desk itself"),
        ("desk.json", "is the desk itself"),
        ("~nobody-of-that-name/x", "no home folder"),
        ("a\x1b[2J", "a␛[2J"),
    ):
        for more in ((), ("--yes",)):
            result = cli("restore", file, *more)
            refused(result, words)
            assert result.out == b""
    assert headlines(desk_path) == before


@pytest.mark.parametrize("named", ["copy.json", "~/copy.json"])
def test_a_file_to_restore_may_be_named_in_short(
    cli, changed, desk_path, tmp_path, monkeypatch, home, named
):
    monkeypatch.chdir(tmp_path)
    shutil.copy(changed, home / "copy.json")
    assert cli("restore", named, "--yes").code == 0
    assert HEADLINE in headlines(desk_path)


def test_a_backup_of_the_first_release_is_restored_onto_a_new_desk(cli, desk_path):
    result = cli("restore", FIRST, "--yes")
    assert (result.code, result.err) == (0, "toasoan: Taken.\n")
    assert len(headlines(desk_path)) == len(headlines(FIRST)) > 0
    assert cli("doctor").code == 0


def test_a_restore_waits_for_the_app(cli, desk, desk_path, tmp_path):
    desk.records.add(Article(headline="một"))
    copy = tmp_path / "copy.json"
    desk.file.copies.save(copy)
    for command in (("restore", copy), ("restore", copy, "--yes"), ("compact",)):
        refused(cli(*command), "is open in another toasoan")


def test_a_restore_on_a_full_disk(cli, changed, desk_path):
    before = headlines(desk_path)
    for fault in ("write", "fdatasync"):
        with failing(fault, code=28):
            result = cli("restore", changed, "--yes")
        assert result.code == 2
        assert "Traceback" not in result.err
        assert headlines(desk_path) == before
        assert "Taken" not in result.err


# --- compact and paths


def test_compacting_says_the_sizes(cli, full_desk, desk_path):
    before = cli("list", "articles", "--json").out
    result = cli("compact")
    assert (result.code, result.err) == (0, "")
    (line,) = result.lines
    found = re.fullmatch(r"([\d,]+) → ([\d,]+) bytes", line)
    assert found
    sizes = [int(number.replace(",", "")) for number in found.groups()]
    assert sizes[1] == desk_path.stat().st_size <= sizes[0]
    assert cli("list", "articles", "--json").out == before


def test_the_paths_name_the_backups_where_they_are(cli, full_desk, desk_path, tmp_path):
    assert f"backups\t{desk_path}.backups" in cli("paths").lines
    link = tmp_path / "nơi khác" / "liên-kết.json"
    link.parent.mkdir()
    link.symlink_to(desk_path)
    assert f"backups\t{desk_path}.backups" in cli("--desk", link, "paths").lines
    copy = Path(cli("--desk", link, "backup").lines[0])
    assert copy.parent == Path(f"{desk_path}.backups")
    assert names(link.parent) == [link.name]
    assert cli("--desk", link, "doctor").out == cli("doctor").out


# --- in Vietnamese


@pytest.mark.parametrize("words", [(name,) for name in ("doctor", "backup", "restore", "compact")])
def test_the_help_is_in_both_languages(cli, words):
    texts = {lang: cli(*words, "--help", "--lang", lang).out.decode() for lang in ("vi", "en")}
    assert texts["en"].isascii()
    assert not texts["vi"].isascii()


def test_every_line_is_in_the_language_asked_for(cli, changed, desk_path, tmp_path):
    compile_stale(LOCALE)
    broken = tmp_path / "hỏng" / "desk.json"
    broken.parent.mkdir()
    data = json.loads(desk_path.read_bytes())
    data["articles"].clear()
    data["campaigns"].clear()
    data["news"]["5"] = {"headline": "x"}
    broken.write_text(json.dumps(data), encoding="utf-8")
    for command in (
        ("doctor",),
        ("doctor", "--desk", broken),
        ("doctor", "--desk", tmp_path / "không.json"),
        ("restore", changed),
        ("restore", desk_path),
        ("compact",),
        ("paths",),
    ):
        english, vietnamese = (cli(*command, "--lang", lang) for lang in ("en", "vi"))
        assert english.code == vietnamese.code
        for text in (english.out.decode(), vietnamese.out.decode()):
            assert harmless(text)
        lines = [*english.lines, *english.err.splitlines()]
        theirs = [*vietnamese.lines, *vietnamese.err.splitlines()]
        assert len(lines) == len(theirs) > 0
        for line, other in zip(lines, theirs, strict=True):
            assert line != other
    assert cli("doctor", "--repair", "--desk", broken, "--lang", "vi").code == 0


# --- conflict copies of a sync service


CONFLICT = "desk.sync-conflict-20261128-230000-ABCDEFG.json"


@pytest.fixture
def conflict_copy(full_desk, desk_path):
    elsewhere = desk_path.parent / "máy khác"
    elsewhere.mkdir()
    copy = copy_of(desk_path, elsewhere / "desk.json", Article(headline="Tin máy khác"))
    return shutil.copy(copy, desk_path.with_name(CONFLICT))


def test_the_doctor_names_a_conflict_copy(cli, conflict_copy):
    result = cli("doctor")
    assert result.code == 1
    (bad,) = [line for line in result.lines if line.startswith("!!  ")]
    assert CONFLICT in bad
    assert "here: 1. " in bad


@pytest.mark.parametrize("is_named", [True, False])
def test_a_conflict_copy_is_taken_in(cli, conflict_copy, desk_path, is_named):
    result = cli("take-in", *([conflict_copy] if is_named else []))
    assert result.code == 0
    assert result.lines == [f"{CONFLICT}: entries taken: 1, to be decided (Ctrl+D): 0."]
    assert "is kept as" in result.err
    assert "Tin máy khác" in headlines(desk_path)
    assert not conflict_copy.exists()
    again = cli("take-in")
    assert (again.code, again.out) == (0, b"")
    assert cli("doctor").code == 0


@pytest.mark.parametrize("what", ["no such file", "no desk", "another desk", "the desk itself"])
def test_what_is_no_copy_is_refused(cli, full_desk, desk_path, tmp_path, what):
    file = tmp_path / "desk (1).json"
    if what == "no desk":
        file.write_bytes(b"x")
    elif what == "another desk":
        with open_desk(file, keep=NONE) as other:
            other.records.add(Article(headline="lạ"))
    elif what == "the desk itself":
        file = desk_path
    before = headlines(desk_path)
    refused(cli("take-in", file))
    assert headlines(desk_path) == before
