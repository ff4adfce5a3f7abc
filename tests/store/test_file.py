"""The desk file: full disks, killed programs, other programs, and files that are no desk."""

from __future__ import annotations

import errno
import json
import os
import random
import re
import resource
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from tinydb import TinyDB

from store import Article, DeskError, FileError, NotSaved, Status, open_desk

ROOT = Path(__file__).resolve().parents[2]


def python(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a Python that runs `script`, with pipes to it."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def in_file(path):
    """The headlines that stock TinyDB finds in a desk file."""
    with TinyDB(path, access_mode="r", encoding="utf-8") as stock:
        return [document["headline"] for document in stock.table("articles")]


def headlines(desk):
    return [article.headline for article in desk.articles]


def beside(path):
    """What lies in the folder of a desk, but for the desk and its lock."""
    return sorted({p.name for p in path.parent.iterdir()} - {path.name, f"{path.name}.lock"})


def one_sentence(error: DeskError) -> str:
    text = str(error)
    assert "\n" not in text
    assert text.endswith(".")
    assert "Traceback" not in text
    assert not re.search("{[a-z]", text)
    return text


# --- when the disk says no


@contextmanager
def fault(name, nth, code):
    """Let the nth call of `os.name` fail, and all after it."""
    real, calls = getattr(os, name), 0

    def failing(*arguments, **options):
        nonlocal calls
        calls += 1
        if calls >= nth:
            raise OSError(code, os.strerror(code))
        return real(*arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, name, failing)
        yield
    assert calls >= nth, "the fault was never met"


@contextmanager
def files_of_at_most(size):
    """Let each write beyond `size` bytes fail, as on a full disk, by the system's own means."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


FAULTS = [
    pytest.param(lambda: fault("fsync", 1, errno.ENOSPC), "No space left", id="sync of the file"),
    pytest.param(lambda: fault("fsync", 2, errno.EIO), "Input/output", id="sync of the folder"),
    pytest.param(lambda: fault("replace", 1, errno.EIO), "Input/output", id="rename"),
    pytest.param(lambda: fault("open", 1, errno.EMFILE), "Too many open", id="opening the folder"),
    pytest.param(lambda: files_of_at_most(3000), "File too large", id="write"),
    pytest.param(lambda: files_of_at_most(0), "File too large", id="first write"),
]


@pytest.mark.parametrize(("broken", "reason"), FAULTS)
def test_a_save_that_fails_changes_nothing_and_the_desk_goes_on(desk, desk_path, broken, reason):
    for number in range(3):
        desk.add(Article(headline=str(number), body="Một câu dài vừa phải. " * 100))
    told = []
    desk.listen(told.append)
    before, bytes_before = list(desk.articles), desk_path.read_bytes()
    for _ in range(3):  # it may fail as often as it likes
        with broken(), pytest.raises(NotSaved) as refusal:
            desk.change(before[0], headline="mới", label="sửa")
        sentence = one_sentence(refusal.value)
        assert f"The desk {desk_path} could not be written: {reason}" in sentence
        assert list(desk.articles) == before
        assert desk_path.read_bytes() == bytes_before
        assert beside(desk_path) == []
    assert told == []
    assert desk.undo() is None

    desk.change(before[0], headline="mới", label="sửa")
    assert in_file(desk_path) == headlines(desk) == ["mới", "1", "2"]
    assert desk.set_aside is None  # its own file is not taken for another program's
    assert len(told) == 1
    with broken(), pytest.raises(NotSaved):
        desk.undo()
    assert headlines(desk) == ["mới", "1", "2"]
    assert desk.undo() == "sửa"
    assert in_file(desk_path) == headlines(desk) == ["0", "1", "2"]
    assert beside(desk_path) == []


@pytest.mark.parametrize(("broken", "reason"), FAULTS)
def test_the_first_save_that_fails_leaves_no_file(desk, desk_path, broken, reason):
    with broken(), pytest.raises(NotSaved, match=reason):
        desk.add(Article(headline="một", body="x" * 5000))
    assert desk.is_empty
    assert not desk_path.exists()
    assert beside(desk_path) == []
    desk.add(Article(headline="hai"))
    assert in_file(desk_path) == ["hai"]


def test_a_failing_disk_keeps_no_save_from_being_whole(desk, desk_path):
    """Whichever call of the system fails in a row of saves, file and memory agree."""
    desk.add(Article(headline="một"))
    for nth in range(1, 13):
        for name in ("fsync", "replace", "open", "link", "chmod"):
            saved = headlines(desk)
            with pytest.MonkeyPatch.context() as patch:
                real, calls = getattr(os, name), iter(range(1, 1000))

                def failing(*arguments, real=real, calls=calls, nth=nth, **options):
                    if next(calls) == nth:
                        raise OSError(errno.EIO, os.strerror(errno.EIO))
                    return real(*arguments, **options)

                patch.setattr(os, name, failing)
                for turn in range(6):
                    headline = f"{name} {nth} {turn}"
                    try:
                        desk.add(Article(headline=headline))
                    except NotSaved:
                        pass
                    else:
                        saved.append(headline)
                    assert headlines(desk) == saved
                    assert in_file(desk_path) == saved
            assert desk.set_aside is None
            assert beside(desk_path) == []


def test_a_file_system_without_hard_links_will_do(desk, desk_path, tmp_path, monkeypatch):
    def link(*arguments, **options):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    one = desk.add(Article(headline="một", body="Câu."))
    two = desk.change(one, headline="hai")
    with fault("fsync", 2, errno.EIO), pytest.raises(NotSaved):
        desk.change(one, headline="ba")
    assert in_file(desk_path) == headlines(desk) == ["hai"]
    assert beside(desk_path) == []

    path = desk.export(two, tmp_path / "ra")
    assert path.read_bytes() == desk.page_bytes(two)
    path.write_bytes(b"x")
    with pytest.raises(FileError, match="is there already"):
        desk.export(two, tmp_path / "ra")
    assert path.read_bytes() == b"x"

    desk_path.write_bytes(desk_path.read_bytes() + b"\n")
    desk.change(two, headline="bốn")
    assert desk.set_aside.read_bytes().endswith(b"\n")


def test_a_file_system_that_cannot_sync_folders_will_do(desk, desk_path):
    desk.add(Article(headline="một"))
    with fault("fsync", 2, errno.EINVAL):
        desk.add(Article(headline="hai"))
    assert in_file(desk_path) == headlines(desk) == ["một", "hai"]


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize(("broken", "reason"), [FAULTS[0], FAULTS[1], FAULTS[4]])
def test_an_export_that_fails_leaves_no_file(desk, tmp_path, broken, reason, links, monkeypatch):
    if not links:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(PermissionError(1, "no")))
    one = desk.add(Article(headline="một", body="Câu. " * 1000, status=Status.APPROVED))
    with broken(), pytest.raises(FileError) as refusal:
        desk.export(one, tmp_path / "ra")
    assert f"cannot be written: {reason}" in one_sentence(refusal.value)
    assert list((tmp_path / "ra").iterdir()) == []
    assert desk.articles[one.id].status == Status.APPROVED


def test_an_export_that_fails_to_replace_leaves_the_old_file(desk, tmp_path):
    one = desk.add(Article(headline="một", body="Câu."))
    path = desk.export(one, tmp_path / "ra")
    path.write_bytes(b"old")
    for broken in (fault("replace", 1, errno.EIO), fault("fsync", 2, errno.EIO)):
        with broken, pytest.raises(FileError):
            desk.export(one, tmp_path / "ra", replace=True)
        assert path.read_bytes() == b"old"
        assert list(path.parent.iterdir()) == [path]


def test_a_desk_opens_on_a_full_disk(desk, desk_path):
    desk.add(Article(headline="một"))
    desk.close()
    with fault("pwrite", 1, errno.ENOSPC), open_desk(desk_path) as again:
        assert headlines(again) == ["một"]


# --- when the program is killed

WRITER = """
import sys
from store import Article, open_desk
with open_desk(sys.argv[1]) as desk:
    print("open", flush=True)
    start = len(desk.articles)
    for number in range(start, start + 10_000):
        desk.add(Article(headline=str(number), body="Một câu văn. " * 400))
        print(number, flush=True)
"""


def kill_while_saving(path, times, chance):
    """Kill a program that saves, again and again; see that what it had said was saved is there."""
    acknowledged = -1
    for _ in range(times):
        with python(WRITER, path) as writer:
            assert writer.stdout.readline() == "open\n"  # so the lock of the killed one is free
            for _ in range(chance.randrange(1, 8)):
                acknowledged = int(writer.stdout.readline())
            time.sleep(chance.uniform(0, 0.006))
            writer.kill()
            for line in writer.stdout:
                if line.endswith("\n"):
                    acknowledged = int(line)
        found = in_file(path)
        assert found[: acknowledged + 1] == [str(number) for number in range(acknowledged + 1)]
        assert len(found) <= acknowledged + 2  # at most one that could not say so any more
        acknowledged = len(found) - 1
    with open_desk(path) as desk:
        assert headlines(desk) == found
        assert desk.set_aside is None
    assert beside(path) == []  # what was left half written has been cleared away


def test_what_was_saved_outlives_a_kill(desk_path):
    kill_while_saving(desk_path, 30, random.Random(2027))


@pytest.mark.slow
def test_what_was_saved_outlives_many_kills(desk_path):
    for seed in range(10):
        desk_path.unlink(missing_ok=True)
        kill_while_saving(desk_path, 20, random.Random(seed))


@pytest.mark.parametrize("name", ["desk.json", "bàn [1]*?.json", "d" * 230])
def test_only_the_desks_own_leftovers_are_cleared(tmp_path, name):
    path = tmp_path / name
    prefix = f".{name[:100]}."
    left = [tmp_path / f"{prefix}0123abcd.{kind}" for kind in ("tmp", "old")]
    others = [".desk2.json.0123abcd.tmp", "notes.tmp", f"{prefix}mine.tmp", f"{prefix}0123abcd.txt"]
    for file in [*left, *(tmp_path / other for other in others)]:
        file.write_bytes(b"x")
    with open_desk(path, read_only=True):
        assert all(file.exists() for file in left)  # a writer may be at work
    with open_desk(path):
        assert beside(path) == sorted(others)


# --- two programs

HOLDER = """
import sys
from store import Article, open_desk
desk = open_desk(sys.argv[1])
desk.add(Article(headline="một"))
print("open", flush=True)
for line in sys.stdin:
    desk.add(Article(headline=line.strip()))
    print("saved", flush=True)
desk.close()
print("closed", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(desk_path):
    """Another process that has the desk open for writing."""
    with python(HOLDER, desk_path) as process:
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_a_second_writer_is_refused_and_told_who_has_the_desk(desk_path, holder):
    bytes_before = desk_path.read_bytes()
    for _ in range(2):
        with pytest.raises(FileError) as refusal:
            open_desk(desk_path)
        sentence = one_sentence(refusal.value)
        assert sentence.startswith(f"The desk {desk_path} is open in another toasoan (process ")
        assert f"(process {holder.pid} on " in sentence
        assert re.search(r"since [0-9]{2}:[0-9]{2}\); close it first\.$", sentence)
    assert desk_path.read_bytes() == bytes_before


def test_a_reader_works_beside_the_writer(desk_path, holder):
    with open_desk(desk_path, read_only=True) as reader:
        assert headlines(reader) == ["một"]
        print("hai", file=holder.stdin, flush=True)
        assert holder.stdout.readline() == "saved\n"
        assert headlines(reader) == ["một"]
    with open_desk(desk_path, read_only=True) as reader:
        assert headlines(reader) == ["một", "hai"]


def test_the_lock_is_free_when_the_writer_closes_or_dies(desk_path, holder):
    holder.stdin.close()
    assert holder.stdout.readline() == "closed\n"
    with open_desk(desk_path) as desk:
        assert headlines(desk) == ["một"]
    with python(HOLDER, desk_path) as second:
        assert second.stdout.readline() == "open\n"
        second.kill()
        second.wait()
        with open_desk(desk_path) as desk:
            assert headlines(desk) == ["một", "một"]


def test_a_desk_is_opened_once_in_a_process_too(desk, desk_path):
    with pytest.raises(FileError, match=f"process {os.getpid()} "):
        open_desk(desk_path)
    desk.close()
    with open_desk(desk_path):
        pass


def test_a_lock_file_that_nobody_can_read_still_locks(desk, desk_path):
    lock = desk_path.with_name(desk_path.name + ".lock")
    for content in (b"", b"\xff\xfe", b'{"host": "\xff", "process": 1}', b"[1]"):
        lock.write_bytes(content)
        with pytest.raises(FileError, match="open in another toasoan; close it first"):
            open_desk(desk_path)


def test_a_link_to_a_desk_is_that_desk(desk, desk_path, tmp_path):
    link = tmp_path / "nơi khác" / "link.json"
    link.parent.mkdir()
    link.symlink_to(desk_path)
    desk.add(Article(headline="một"))
    with pytest.raises(FileError, match="open in another toasoan"):  # not two writers of one file
        open_desk(link)
    desk.close()
    with open_desk(link) as linked:
        linked.add(Article(headline="hai"))
        other = desk_path.read_bytes() + b"\n"
        desk_path.write_bytes(other)
        linked.add(Article(headline="ba"))
        assert linked.set_aside.read_bytes() == other
        assert not linked.set_aside.is_symlink()
    assert link.is_symlink()
    assert not desk_path.is_symlink()
    assert in_file(desk_path) == ["một", "hai", "ba"]
    assert list(link.parent.iterdir()) == [link]


def test_a_linked_folder_has_one_lock_too(desk, desk_path, tmp_path):
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(FileError, match="open in another toasoan"):
        open_desk(tmp_path / "link" / desk_path.name)


def test_a_desk_is_found_again_when_the_program_goes_to_another_folder(tmp_path, monkeypatch):
    (tmp_path / "đây").mkdir()
    monkeypatch.chdir(tmp_path)
    with open_desk("desk.json") as desk:
        monkeypatch.chdir(tmp_path / "đây")
        desk.add(Article(headline="một"))
    assert in_file(tmp_path / "desk.json") == ["một"]
    assert list((tmp_path / "đây").iterdir()) == []


# --- the file in other hands


def test_what_another_program_wrote_is_kept_aside(desk, desk_path):
    desk.add(Article(headline="một"))
    with TinyDB(desk_path, encoding="utf-8") as stock:
        stock.table("articles").insert({"id": "f" * 32, "headline": "của người khác"})
    theirs = desk_path.read_bytes()
    assert desk.set_aside is None
    desk.add(Article(headline="hai"))
    aside = desk.set_aside
    assert aside.parent == desk_path.parent
    assert aside.read_bytes() == theirs
    assert in_file(desk_path) == headlines(desk) == ["một", "hai"]

    desk.forget_set_aside()
    desk.add(Article(headline="ba"))
    assert desk.set_aside is None  # our own save is not theirs
    desk_path.write_bytes(b"not even a desk")
    desk.add(Article(headline="bốn"))
    assert desk.set_aside != aside
    assert desk.set_aside.read_bytes() == b"not even a desk"
    assert aside.read_bytes() == theirs
    assert in_file(desk_path) == ["một", "hai", "ba", "bốn"]


def test_records_that_a_script_put_in_with_tinydb_are_the_desks_own(desk, desk_path):
    desk.add(Article(headline="một"))
    desk.close()
    with TinyDB(desk_path, encoding="utf-8") as stock:
        for number, letter in enumerate("bc"):
            stock.table("articles").insert({"id": letter * 32, "headline": f"gửi {number}"})
    with open_desk(desk_path) as again:
        first, second = again.articles["b" * 32], again.articles["c" * 32]
        again.change(first, headline="sửa")
        again.change(first, headline="sửa nữa")
        again.remove_article(second)
        assert sorted(headlines(again)) == sorted(in_file(desk_path)) == ["một", "sửa nữa"]
    with open_desk(desk_path, read_only=True) as reader:
        assert sorted(headlines(reader)) == ["một", "sửa nữa"]


def test_what_another_program_wrote_is_kept_though_the_save_fails(desk, desk_path):
    desk.add(Article(headline="một"))
    desk_path.write_bytes(b"theirs")
    with fault("replace", 1, errno.EIO), pytest.raises(NotSaved):
        desk.add(Article(headline="hai"))
    assert desk_path.read_bytes() == b"theirs"
    desk.add(Article(headline="ba"))
    assert desk.set_aside.read_bytes() == b"theirs"
    assert in_file(desk_path) == ["một", "ba"]


def test_a_file_that_was_deleted_is_written_again(desk, desk_path):
    desk.add(Article(headline="một"))
    desk_path.unlink()
    desk.add(Article(headline="hai"))
    assert in_file(desk_path) == ["một", "hai"]
    assert desk.set_aside is None


def test_a_folder_that_went_away_is_a_refusal(tmp_path):
    path = tmp_path / "thẻ nhớ" / "desk.json"
    with open_desk(path) as desk:
        desk.add(Article(headline="một"))
        path.parent.rename(tmp_path / "rút")
        with pytest.raises(NotSaved, match="No such file"):
            desk.add(Article(headline="hai"))
        (tmp_path / "rút").rename(path.parent)
        desk.add(Article(headline="ba"))
    assert in_file(path) == ["một", "ba"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_mode_of_the_file_stays(desk, desk_path, mode):
    desk.add(Article(headline="một"))
    desk_path.chmod(mode)
    desk.add(Article(headline="hai"))
    desk.close()
    with open_desk(desk_path) as again:
        again.add(Article(headline="ba"))
    assert desk_path.stat().st_mode & 0o7777 == mode


def test_a_new_file_follows_the_umask(desk, desk_path):
    old = os.umask(0o027)
    try:
        desk.add(Article(headline="một"))
    finally:
        os.umask(old)
    assert desk_path.stat().st_mode & 0o7777 == 0o640


# --- what is no desk

GOOD = {"id": "a" * 32, "headline": "một"}


def desk_of(**tables):
    return json.dumps({"_desk": {"1": {"schema": 1}}, **tables}).encode()


def article_of(**fields):
    return desk_of(articles={"1": GOOD | fields})


NO_DESKS = {
    "array": b"[1, 2]",
    "string": b'"desk"',
    "null": b"null",
    "number": b"12",
    "other JSON": b'{"name": "toasoan", "version": 3}',
    "nested JSON": b'{"a": {"b": [1]}}',
    "HTML": b"<!doctype html><title>Tin</title>",
    "a page": "Tít\n\nAn |\n\nMột đoạn.".encode(),
    "binary": bytes(range(256)) * 20,
    "zeros": bytes(5000),
    "UTF-16": desk_of().decode().encode("utf-16"),
    "not UTF-8": article_of(headline="X").replace(b"X", b"\xff"),
    "torn": article_of()[:-9],
    "tail of another": article_of() + b'"}}}',
    "deep": b'{"a":{"1":{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}}}",
    "other TinyDB": b'{"_default": {"1": {"name": "John"}}}',
    "TinyDB with our names": b'{"articles": {"1": {"headline": "x"}}}',
    "newer": b'{"_desk": {"1": {"schema": 2}}}',
    "odd version": b'{"_desk": {"1": {"schema": "new"}}}',
    "no id": desk_of(articles={"1": {"headline": "x"}}),
    "odd id": article_of(id="../../etc/passwd"),
    "no name": desk_of(campaigns={"1": {"id": "a" * 32}}),
    "number for text": article_of(headline=5),
    "no such status": article_of(status="lost"),
    "no such day": article_of(due="2027-02-30"),
    "odd link": article_of(links=[{"kind": "web", "target": "x", "headline": "y"}]),
    "odd key": desk_of(articles={"x": GOOD}),
}


@pytest.mark.parametrize("read_only", [False, True], ids=["writer", "reader"])
@pytest.mark.parametrize("data", NO_DESKS.values(), ids=NO_DESKS)
def test_what_is_no_desk_is_refused_and_left_as_it_is(desk_path, data, read_only):
    desk_path.write_bytes(data)
    status = desk_path.stat()
    for _ in range(2):  # the second time: the lock was given back
        with pytest.raises(FileError) as refusal:
            open_desk(desk_path, read_only=read_only)
        assert str(desk_path) in one_sentence(refusal.value)
        assert "open in another" not in str(refusal.value)
    assert desk_path.read_bytes() == data
    assert desk_path.stat() == status
    assert beside(desk_path) == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (NO_DESKS["newer"], "written by a newer toasoan (format 2, this one reads up to 1)"),
        (NO_DESKS["other TinyDB"], "is a TinyDB file, but not a desk of toasoan"),
        (NO_DESKS["array"], "is not a desk file"),
        (NO_DESKS["no such status"], "(table articles, entry 1: "),
    ],
)
def test_a_refusal_says_what_the_file_is(desk_path, data, words):
    desk_path.write_bytes(data)
    with pytest.raises(FileError) as refusal:
        open_desk(desk_path)
    assert words in str(refusal.value)


@pytest.mark.parametrize("data", [b"", b"{}", b'{"_default": {}}', desk_of()])
def test_a_file_that_holds_nothing_is_a_new_desk(desk_path, data):
    desk_path.write_bytes(data)
    with open_desk(desk_path) as desk:
        assert desk.is_empty
        assert desk_path.read_bytes() == data  # until the first change
        desk.add(Article(headline="một"))
    assert in_file(desk_path) == ["một"]


def test_a_folder_is_no_desk(tmp_path):
    for read_only in (False, True):
        with pytest.raises(FileError) as refusal:
            open_desk(tmp_path, read_only=read_only)
        assert one_sentence(refusal.value) == (
            f"{tmp_path} is a folder; name a file in it, such as {tmp_path / 'desk.json'}."
        )
    assert list(tmp_path.iterdir()) == []


PLACES = {
    "below a file": "tệp/desk.json",
    "deep below a file": "tệp/a/b/desk.json",
    "proc": "/proc/desk.json",
    "a folder in proc": "/proc/nơi/desk.json",
    "too long": "x" * 300,
    "nobody's home": "~nobody-of-that-name/desk.json",
    "a link to itself": "vòng",
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_place_that_cannot_hold_a_desk_is_refused(tmp_path, place, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tệp").write_bytes(b"x")
    (tmp_path / "vòng").symlink_to("vòng")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(DeskError) as refusal, open_desk(place) as desk:
        desk.add(Article(headline="một"))
    one_sentence(refusal.value)
    left = [p for p in sorted(tmp_path.iterdir()) if not p.name.endswith(".lock")]
    assert left == before
    assert (tmp_path / "tệp").read_bytes() == b"x"


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_may_not_be_written_is_refused_but_can_be_read(desk, desk_path):
    desk.add(Article(headline="một"))
    desk.close()
    desk_path.with_name("desk.json.lock").unlink()
    desk_path.parent.chmod(0o500)
    try:
        with pytest.raises(FileError, match="cannot be written"):
            open_desk(desk_path)
        with open_desk(desk_path, read_only=True) as reader:
            assert headlines(reader) == ["một"]
    finally:
        desk_path.parent.chmod(0o700)


def test_the_folder_of_a_desk_is_made(tmp_path):
    path = tmp_path / "a" / "b" / "desk.json"
    with open_desk(path) as desk:
        desk.add(Article(headline="một"))
    assert in_file(path) == ["một"]


def test_the_home_folder_is_written_as_a_tilde(home):
    with open_desk("~/desk.json") as desk:
        desk.add(Article(headline="một"))
    assert in_file(home / "desk.json") == ["một"]
