"""The command line: one sentence for whatever is wrong, and nothing that a terminal obeys."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
from pathlib import Path

import pytest

from store import Campaign, NewsItem, Task, open_desk
from tests.conftest import PAGE

from .cli import (
    HEADLINE,
    SHORT,
    Result,
    articles,
    command,
    harmless,
    put,
    refused,
    running,
    toasoan,
)

# --- whatever is wrong

# “công đoàn thành phố và các cấp công đoàn đã tặng quà …”, as old word processors wrote it.
TCVN3 = (
    b"c\xabng \xaeo\xb5n th\xb5nh ph\xe8 v\xb5 c\xb8c c\xcap c\xabng \xaeo\xb5n \xae\xb7 "
    b"t\xc6ng qu\xb5 cho c\xabng nh\xa9n xa qu\xaa h\xe9i ngh\xde c\xe3 nhi\xd2u \xae\xb9i bi\xd3u"
)
VNI = (
    b"co\xe2ng \xf1oa\xf8n tha\xf8nh pho\xe1 va\xf8 ca\xf9c ca\xe1p co\xe2ng \xf1oa\xf8n \xf1a\xf5 "
    b"ta\xebng qua\xf8 cho co\xe2ng nha\xe2n xa que\xe2 ho\xe4i ngh\xf2 co\xf9 nhie\xe0u"
)
CP1258 = (
    b"c\xf4ng \xf0oa\xccn tha\xccnh ph\xf4\xec va\xcc ca\xecc c\xe2\xecp c\xf4ng \xf0oa\xccn "
    b"\xf0a\xde t\xe3\xf2ng qua\xcc cho c\xf4ng nh\xe2n xa qu\xea h\xf4\xf2i nghi\xf2 co\xec"
)

BAD_PAGES = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\n\t\xc2\xa0\n", "is empty"),
    "only a BOM": (b"\xef\xbb\xbf", "is empty"),
    "binary": (bytes(range(256)) * 8, "is not plain text"),
    "zeros": (bytes(4000), "is not plain text"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01", "is not plain text"),
    "Word": (b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xdf", "is not plain text"),
    "TCVN3": (TCVN3, "looks like TCVN3 (ABC)"),
    "VNI": (VNI, "looks like VNI"),
    "Windows-1258": (CP1258, "looks like Windows-1258"),
    "UTF-16": (PAGE.encode("utf-16"), "looks like UTF-16"),
    "UTF-16 without a BOM": (PAGE.encode("utf-16-be"), "looks like UTF-16"),
    "a torn letter": (PAGE.encode()[:-1] + b"\xe1\xbb", "is not UTF-8: line"),
}


@pytest.mark.parametrize(("data", "words"), BAD_PAGES.values(), ids=BAD_PAGES)
def test_a_bad_page_is_refused_in_one_sentence(cli, page, data, words, desk_path):
    path = page(data)
    result = cli("import", path)
    refused(result, str(path), words)
    assert result.out == b""
    assert articles(desk_path) == []
    assert path.read_bytes() == data
    refused(cli("import", "-", stdin=data), "standard input", words)
    assert not desk_path.exists()


def test_a_page_of_fifty_megabytes_is_refused(cli, tmp_path, desk_path):
    path = tmp_path / "lớn.txt"
    with path.open("wb") as file:
        file.write("chữ ".encode() * 10)
        file.truncate(50_000_000)
    refused(cli("import", path), "lớn.txt", "more than the 1 MB that a page may have")
    with path.open("wb") as file:
        file.write("chữ\n".encode() * 2_000_000)
    refused(cli("import", path), "more than the 1 MB")
    assert not desk_path.exists()


def test_what_is_no_file_is_refused(cli, tmp_path, page, desk_path):
    refused(cli("import", tmp_path / "không.txt"), f"There is no file {tmp_path}/không.txt.")
    refused(cli("import", tmp_path), f"{tmp_path} is a folder")
    refused(cli("import", page() / "dưới"), "cannot be read: Not a directory")
    refused(cli("import", "x" * 300), "cannot be read: File name too long")
    refused(cli("import", tmp_path / "\x1b]0;x\x07.txt"), "␛]0;x␇.txt")
    refused(cli("import", tmp_path / "hai\ndòng.txt"), "hai dòng.txt")
    refused(cli("import", tmp_path / "\udcff.txt"), "There is no file")
    (tmp_path / "vòng").symlink_to("vòng")
    refused(cli("import", tmp_path / "vòng"), "cannot be read")
    assert not desk_path.exists()


BAD_ARGUMENTS = {
    "no such command": ("biên-tập",),
    "no such option": ("--font", "list", "articles"),
    "nothing to import": ("import",),
    "nothing to list": ("list",),
    "no such list": ("list", "pages"),
    "nothing to show": ("show",),
    "two to show": ("show", "a", "b"),
    "no folder": ("export",),
    "half an option": ("export", "--to"),
    "no desk named": ("list", "articles", "--desk"),
    "no language": ("--lang",),
    "no such language": ("--lang", "fr", "list", "articles"),
    "campaign alone": ("campaign",),
    "campaign old": ("campaign", "old"),
    "no template": ("campaign", "new", "--year", "2027"),
    "no year": ("campaign", "new", "--template", "thang-cong-nhan"),
    "an escape": ("\x1b[2J\u202e",),
    "lines": ("list", "a\nb"),
}


@pytest.mark.parametrize("arguments", BAD_ARGUMENTS.values(), ids=BAD_ARGUMENTS)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_bad_arguments_are_refused_in_one_sentence(cli, arguments, language, desk_path):
    before = () if "--lang" in arguments else ("--lang", language)
    result = cli(*before, *arguments)
    refused(result)
    assert result.out == b""
    assert len(result.err.split(": ", 1)[1].strip()) > 10
    assert not result.err.rstrip().endswith(":")  # what is missing is named
    assert not desk_path.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--template", "không-có", "--year", "2027"), "There is no template “không-có”"),
        (("--template", "không-có.toml", "--year", "2027"), "no template file không-có.toml"),
        (("--template", "/", "--year", "2027"), "There is no template “/”"),
        (("--template", "thang-cong-nhan", "--year", "mười"), "mười"),
        (("--template", "thang-cong-nhan", "--year", "2027.5"), "2027.5"),
        (("--template", "thang-cong-nhan", "--year", "0"), "cannot be in the year 0"),
        (("--template", "thang-cong-nhan", "--year", "-1"), "cannot be in the year -1"),
        (("--template", "thang-cong-nhan", "--year", "9" * 30), "cannot be in the year 9"),
        (("--template", "thang-cong-nhan", "--year", "9" * 5000), "invalid int value"),
        (("--template", "thang-cong-nhan", "--year", "2027", "--name", " "), "needs a name"),
    ],
)
def test_a_campaign_that_cannot_be_is_refused(cli, arguments, words, desk_path):
    refused(cli("campaign", "new", *arguments), words)
    assert not desk_path.exists()


EVERY_COMMAND = {
    "import": ("import", "-"),
    "list": ("list", "articles"),
    "list --json": ("list", "news", "--json"),
    "show": ("show", "a"),
    "export": ("export", "--to", "ra"),
    "campaign": ("campaign", "new", "--template", "thang-cong-nhan", "--year", "2027"),
}

NO_DESKS = {
    "JSON": b'{"name": "toasoan"}',
    "array": b"[]",
    "HTML": b"<!doctype html>",
    "binary": bytes(range(256)),
    "a page": PAGE.encode(),
    "other TinyDB": b'{"_default": {"1": {"x": 1}}}',
    "a wrong record": b'{"_desk": {"1": {"schema": 1}}, "articles": {"1": {"id": "\x1b[2J"}}}',
    "escapes": b'{"_desk": {"1": {"schema": "\\u001b[2J\\u202e"}}}',
}


@pytest.mark.parametrize("arguments", EVERY_COMMAND.values(), ids=EVERY_COMMAND)
@pytest.mark.parametrize("data", NO_DESKS.values(), ids=NO_DESKS)
def test_a_desk_that_is_no_desk_is_refused_by_every_command(cli, arguments, data, desk_path):
    desk_path.write_bytes(data)
    refused(cli(*arguments, stdin=PAGE.encode()), str(desk_path))
    assert desk_path.read_bytes() == data


@pytest.mark.parametrize("arguments", EVERY_COMMAND.values(), ids=EVERY_COMMAND)
def test_a_desk_of_a_newer_version_can_only_be_read(cli, arguments, desk_path):
    data = b'{"_desk": {"1": {"app": "7.5", "tables": {"articles": 99}}}}'
    desk_path.write_bytes(data)
    done = cli(*arguments, stdin=PAGE.encode())
    assert "was written by toasoan 7.5" in done.err
    assert "Please update toasoan." in done.err
    assert (done.code == 0) == (arguments[0] == "list")
    assert desk_path.read_bytes() == data


@pytest.mark.parametrize("arguments", EVERY_COMMAND.values(), ids=EVERY_COMMAND)
def test_a_place_that_is_no_place_for_a_desk_is_refused(cli, arguments, tmp_path, page):
    file = page()
    before = sorted(tmp_path.iterdir())
    for place in (tmp_path, file / "desk.json", tmp_path / ("x" * 300), "~nobody-of-that-name/d"):
        refused(cli("--desk", place, *arguments, stdin=PAGE.encode()))
    assert sorted(tmp_path.iterdir()) == before
    assert file.read_bytes() == PAGE.encode()


def test_a_folder_that_cannot_be_written_is_refused(cli):
    for arguments in (EVERY_COMMAND["import"], EVERY_COMMAND["campaign"]):
        refused(cli("--desk", "/proc/d.json", *arguments, stdin=PAGE.encode()), "/proc")


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "không-có.txt"),
        ("list", "pages"),
        ("show", "zz"),
        ("--desk", "/", "list", "news"),
    ],
    ids=" ".join,
)
def test_the_program_itself_refuses_in_one_sentence(arguments):
    result = toasoan(*arguments)
    refused(result)
    assert result.out == b""


# --- what reaches the terminal

NASTY = "\x1b[31mTít\x07\u202e\u2066 ng\xadược\u200b\u2028\x85\x9b2J\U000e0041\ufff9\t\r|x"


@pytest.fixture
def nasty_desk(desk_path):
    """A desk whose every text holds what a terminal would obey."""
    with open_desk(desk_path) as desk:
        made = desk.records.add(Campaign(name=NASTY, phases=(NASTY,)))
        desk.tasks.add(Task(campaign=made.id, title=NASTY, phase=NASTY))
        desk.records.add(NewsItem(headline=NASTY, author=NASTY, summary=NASTY))
        page = f"{NASTY}\n\n{NASTY} |\n\nMột đoạn {NASTY}."
        return page, desk.articles.import_page(page.encode(), "x", made).id


@pytest.mark.parametrize("what", ["articles", "tasks", "news", "campaigns"])
def test_lists_hold_nothing_that_a_terminal_would_obey(cli, nasty_desk, what):
    listed = cli("list", what)
    assert listed.code == 0
    assert harmless(listed.out.decode())
    assert len(listed.lines) == 1
    assert "␛[31mTít␇" in listed.lines[0]
    as_json = cli("list", what, "--json")
    assert harmless(as_json.out.decode())
    (row,) = as_json.json
    assert NASTY in row.values()  # escaped, and the same when it is read


def test_import_and_export_say_nothing_that_a_terminal_would_obey(cli, nasty_desk, tmp_path):
    page, article = nasty_desk
    imported = cli("import", "-", stdin=page.encode())
    assert imported.code == 0
    assert harmless(imported.out.decode() + imported.err)
    assert len(imported.lines) == 1
    out = tmp_path / "ra\x1b[2J\u202e\n"
    exported = cli("export", article, "--to", out)
    assert exported.code == 0
    assert harmless(exported.out.decode() + exported.err)
    assert len(exported.lines) == 1
    (path,) = out.iterdir()
    assert path.read_bytes() == page.encode()
    refused(cli("import", "-", "--campaign", NASTY + "x", stdin=page.encode()))
    assert harmless(cli("campaign", "new", "--template", NASTY, "--year", "2027").err)


def test_show_gives_the_exact_bytes_to_a_pipe_and_symbols_to_a_terminal(nasty_desk, desk_path):
    page, article = nasty_desk
    arguments = ("--desk", desk_path, "show", article)
    assert toasoan(*arguments).out == page.encode()
    leader, follower = pty.openpty()
    with running(*arguments, stdout=follower, stdin=follower) as shown:
        os.close(follower)
        text = b""
        try:
            while piece := os.read(leader, 10_000):
                text += piece
        except OSError:  # how a pty says that nobody is there any more
            pass
        assert shown.wait(120) == 0
    os.close(leader)
    seen = text.decode().replace("\r\n", "\n")
    assert harmless(seen)
    assert "␛[31mTít␇" in seen


# --- pipes


@pytest.fixture
def no_waiting():
    """End a test that would wait for ever."""

    def late(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(120)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("no_waiting")
def test_a_line_says_that_its_page_is_in_the_file_already(page, tmp_path, desk_path):
    read, write = os.pipe()  # as a shell hands over `<(…)`
    with running(
        "--desk",
        desk_path,
        "import",
        page(),
        f"/dev/fd/{read}",
        "-",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        pass_fds=(read,),
    ) as importing:

        def send_second():
            os.write(write, SHORT.encode())
            os.close(write)

        def send_third():
            importing.stdin.write(b"Ba\n\n|\n\nxong.")
            importing.stdin.close()

        for text, send in ((HEADLINE, send_second), ("Tít hai", send_third), ("Ba", None)):
            line = importing.stdout.readline().decode()
            in_file = articles(desk_path)
            assert line == f"{in_file[-1].id}\t{text}\n"
            assert in_file[-1].headline == text
            if send:
                send()
        assert importing.wait(120) == 0


@pytest.mark.usefixtures("no_waiting")
def test_an_interrupt_leaves_what_was_imported_and_no_traceback(page, tmp_path, desk_path):
    with running(
        "--desk",
        desk_path,
        "import",
        page(),
        "-",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as importing:
        importing.stdout.readline()
        importing.send_signal(signal.SIGINT)
        assert importing.wait(120) == 130
        assert importing.stderr.read() == b""
    assert len(articles(desk_path)) == 1


def test_a_reader_that_has_had_enough_is_no_error(desk_path):
    put(desk_path, *(NewsItem(headline="x" * 200) for _ in range(30)))
    put(desk_path, *(NewsItem(headline="x" * 50_000) for _ in range(5)))
    for arguments in (("list", "news"), ("list", "news", "--json")):
        with running(
            "--desk",
            desk_path,
            *arguments,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as listing:
            listing.stdout.close()
            assert listing.wait(120) == 1
            assert listing.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("what", ["list", "show", "import"])
def test_an_output_that_is_full_is_one_sentence(full_desk, desk_path, what):
    arguments = {
        "list": ("list", "articles"),
        "show": ("show", full_desk[3].id),
        "import": ("import", "-"),
    }[what]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("--desk", desk_path, *arguments),
            input=SHORT.encode(),
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=120,
        )
    refused(Result(done.returncode, b"", done.stderr.decode()), "No space left on device")
    assert len(articles(desk_path)) == (3 if what == "import" else 2)


def without(number: int):
    """Start a program without one of its standard streams."""
    return lambda: os.close(number)


def test_closed_streams_are_no_traceback(full_desk, desk_path):
    desk = ("--desk", desk_path)
    for arguments, words in ((("import", "-"), "no standard input"), ((), "needs a terminal")):
        done = subprocess.run(
            command(*desk, *arguments), capture_output=True, preexec_fn=without(0), timeout=120
        )
        refused(Result(done.returncode, done.stdout, done.stderr.decode()), words)
    for arguments in (("list", "articles"), ("show", full_desk[3].id), ("import", "-")):
        done = subprocess.run(
            command(*desk, *arguments),
            input=SHORT.encode(),
            stderr=subprocess.PIPE,
            preexec_fn=without(1),
            timeout=120,
        )
        assert done.returncode == 0
        assert done.stderr == b""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_without_vietnamese_letters_is_no_traceback(full_desk, desk_path, encoding):
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    for arguments in (
        ("list", "articles"),
        ("list", "articles", "--json"),
        ("import", "-"),
        ("--lang", "vi", "--help"),
        ("--lang", "vi", "show", "zz"),
        ("show", full_desk[3].id),
    ):
        result = toasoan(
            "--desk", desk_path, *arguments, env=environment, stdin=SHORT.encode("utf-8")
        )
        assert result.code == (2 if "zz" in arguments else 0)
        assert "Traceback" not in result.err
        if "show" in arguments and result.code == 0:
            assert result.out == PAGE.encode()
