"""The command line: its words, its formats, and one sentence for whatever is wrong."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from unicodedata import category, normalize

import pytest

from store import Article, Campaign, NewsItem, Status, Task, __version__, open_desk
from tests.conftest import PAGE
from tui import i18n
from tui.cli import main

HEADLINE = "Tổ may số 7 tặng 1.250 suất quà cho công nhân xa quê"
SHORT = "Tít hai\n\nAn |\n\nMột đoạn văn.\n\nAn"


class Result(NamedTuple):
    code: int
    out: bytes
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.decode().split("\n")[:-1]

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def id(self) -> str:
        """The ID in the only line."""
        (line,) = self.lines
        return line.partition("\t")[0]


@pytest.fixture
def cli(capfdbinary, monkeypatch, desk_path):
    """Run a command in this process, on the desk at `desk_path`."""

    def run(*arguments: object, stdin: bytes | None = None) -> Result:
        monkeypatch.setenv("TOASOAN_DESK", str(desk_path))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin or b"")))
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capfdbinary.readouterr()
        return Result(code, out, err.decode())

    yield run
    i18n.use("en")


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "tui", *map(str, arguments)]


def toasoan(*arguments: object, stdin: bytes | None = None, **options) -> Result:
    """Run a command as a program of its own."""
    done = subprocess.run(
        command(*arguments), input=stdin or b"", capture_output=True, timeout=30, **options
    )
    return Result(done.returncode, done.stdout, done.stderr.decode(errors="replace"))


@contextmanager
def running(*arguments: object, **streams):
    """Start a command as a program of its own; it ends with the test, however that ends."""
    with subprocess.Popen(command(*arguments), **streams) as program:
        try:
            yield program
        finally:
            program.kill()


def refused(result: Result, *words: str) -> str:
    """See that a command was refused as all are: exit 2, one sentence on standard error."""
    assert result.code == 2
    assert result.err.startswith("toasoan: ")
    assert result.err.count("\n") == 1
    assert result.err.endswith("\n")
    assert "Traceback" not in result.err
    assert harmless(result.err)
    for word in words:
        assert word in result.err
    return result.err


def harmless(text: str) -> bool:
    """Tell whether a text has nothing that a terminal would obey or turn around."""
    return all(
        char in "\n\t" or category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in text
    )


@pytest.fixture
def page(tmp_path):
    """Write a page to a file."""

    def write(text: str | bytes = PAGE, name: str = "trang.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def put(desk_path, *records):
    with open_desk(desk_path) as desk:
        for record in records:
            desk.add(record)


def articles(desk_path):
    with open_desk(desk_path, read_only=True) as desk:
        return list(desk.articles)


# --- import and show


def test_import_says_id_and_headline_and_show_gives_the_page_back(cli, page, desk_path):
    result = cli("import", page())
    assert (result.code, result.err) == (0, "")
    (article,) = articles(desk_path)
    assert result.out.decode() == f"{article.id}\t{HEADLINE}\n"
    assert cli("show", article.id) == (0, PAGE.encode(), "")


def test_the_shared_page_goes_through_the_program_byte_for_byte(page, shared_page, tmp_path):
    desk = ("--desk", tmp_path / "d.json")
    imported = toasoan(*desk, "import", page(shared_page))
    assert imported.code == 0
    assert toasoan(*desk, "show", imported.id[:8]) == (0, shared_page, "")
    assert toasoan("show", imported.id, *desk) == (0, shared_page, "")
    assert len(toasoan(*desk, "list", "news", "--json").json) == 8


EXACT = {
    "LF": PAGE,
    "CRLF": PAGE.replace("\n", "\r\n"),
    "BOM": "\ufeff" + PAGE,
    "BOM, CRLF, last line ended": "\ufeff" + PAGE.replace("\n", "\r\n") + "\r\n",
    "last line ended": PAGE + "\n",
    "NFD": normalize("NFD", PAGE),
    "another heading": PAGE.replace("TIN LIÊN QUAN", "Các tin liên quan:"),
    "no cards": SHORT,
    "no author": SHORT.replace("An |", "|"),
    "control characters": SHORT.replace("đoạn", "\x1b[31m\x07đoạn\u202e\u2028\x85\x0c\r"),
    "no layout at all": "Một dòng\r\nhai dòng\n\n\nba\t",
    "lines ended both ways": PAGE.replace("\n", "\r\n", 3),
}


@pytest.mark.parametrize("text", EXACT.values(), ids=EXACT)
def test_show_gives_the_exact_bytes(cli, page, text):
    imported = cli("import", page(text))
    assert imported.code == 0
    assert cli("show", imported.id).out == text.encode()


@pytest.mark.parametrize("text", [EXACT["BOM, CRLF, last line ended"], EXACT["control characters"]])
def test_the_program_writes_the_exact_bytes_to_a_pipe(page, text, tmp_path):
    desk = ("--desk", tmp_path / "d.json")
    imported = toasoan(*desk, "import", "-", stdin=text.encode())
    assert toasoan(*desk, "show", imported.id).out == text.encode()


def test_several_pages_are_imported_past_a_bad_one(cli, page, desk_path):
    first, bad, last = page(), page(b"\xff\xfe\x00x", "hỏng.txt"), page(SHORT, "ba.txt")
    result = cli("import", first, bad, last, "không-có.txt")
    assert result.code == 2
    assert [line.partition("\t")[2] for line in result.lines] == [HEADLINE, "Tít hai"]
    assert [article.headline for article in articles(desk_path)] == [HEADLINE, "Tít hai"]
    complaints = result.err.splitlines()
    assert len(complaints) == 2
    assert "hỏng.txt" in complaints[0]
    assert "không-có.txt" in complaints[1]


def test_a_dash_is_standard_input(cli, desk_path):
    result = cli("import", "-", stdin=SHORT.encode())
    assert (result.code, result.lines) == (0, [f"{result.id}\tTít hai"])
    assert "standard input is empty" in refused(cli("import", "-"))
    assert "standard input is not UTF-8" in refused(cli("import", "-", stdin=b"\xff\xfea\0"))
    assert len(articles(desk_path)) == 1


def test_a_page_that_is_kept_whole_is_imported_and_named(cli, page, desk_path):
    result = cli("import", page("Chỉ một dòng"))
    assert result.code == 0
    assert result.lines == [f"{result.id}\tChỉ một dòng"]
    assert "trang.txt does not fit the page layout; it is kept whole." in result.err
    assert cli("list", "articles", "--json").json[0]["needs_review"] is True
    piped = cli("import", "-", stdin=b"mot dong")
    assert "standard input does not fit" in piped.err


def test_import_into_a_campaign(cli, page, desk_path):
    made = cli("campaign", "new", "--template", "thang-cong-nhan", "--year", "2027")
    for name in ("THÁNG CÔNG NHÂN 2027", made.id[:6]):
        named = made.lines[0].partition("\t")[2] if name.startswith("T") else name
        imported = cli("import", page(), "--campaign", normalize("NFD", named.lower()))
        assert imported.code == 0
        (article,) = [one for one in articles(desk_path) if one.id == imported.id]
        assert article.campaign == made.id
    refused(cli("import", page(), "--campaign", "Không có"), "no campaign “Không có”")
    assert len(articles(desk_path)) == 2


def test_an_id_may_be_cut(cli, desk_path):
    put(
        desk_path,
        Article(id="ab12" + "0" * 28, headline="một", body="Câu một."),
        Article(id="ab34" + "0" * 28, headline="hai", body="Câu hai."),
        NewsItem(id="ab5" + "0" * 29, headline="tin"),
    )
    assert cli("show", "ab1").out == "một\n\n|\n\nCâu một.".encode()
    assert cli("show", "AB34").out.startswith(b"hai")
    refused(cli("show", "ab"), "“ab” is the beginning of 2 IDs; type more of it.")
    refused(cli("show", "ab5"), "Nothing on the desk has an ID that begins with “ab5”")
    refused(cli("show", ""), "Nothing on the desk")
    refused(cli("show", "c\x1b[2J"), "begins with “c␛[2J”")


def test_an_article_that_cannot_be_a_page_is_refused(cli, desk_path):
    put(desk_path, Article(headline="Chưa có chữ"))
    (article,) = articles(desk_path)
    result = cli("show", article.id)
    refused(result, "The text is empty")
    assert result.out == b""


# --- lists


@pytest.fixture
def full_desk(desk_path, page_bytes, clock):
    """A desk with a campaign of two tasks, an article with cards and one without anything."""
    with open_desk(desk_path, clock=clock) as desk:
        made = desk.new_campaign("thang-cong-nhan", 2027, "Mùa quà")
        for task in list(desk.tasks)[2:]:
            desk.remove_task(task)
        first, second = desk.tasks
        read = desk.import_page(page_bytes, "a.txt", made)
        desk.attach(first, read)
        desk.tick(second)
        bare = desk.add(Article(id="0" * 32))
    return made, first, second, read, bare


def test_articles_as_json(cli, full_desk, clock):
    made, _first, _second, read, bare = full_desk
    full, empty = cli("list", "articles", "--json").json
    assert full["id"] == read.id
    assert full["headline"] == HEADLINE
    assert full["byline"] == "Trần An"
    assert full["status"] == "editing"
    assert full["campaign"] == "Mùa quà"
    assert full["campaign_id"] == made.id
    assert datetime.fromisoformat(full["updated"]) == clock()
    assert full["updated"] == "2027-04-20T09:00:00+07:00"
    assert full["related"] == [link.target for link in read.links]
    assert empty["id"] == bare.id
    assert (empty["headline"], empty["byline"], empty["campaign"]) == ("", "", None)


def test_tasks_as_json(cli, full_desk):
    made, first, second, read, _bare = full_desk
    one, two = cli("list", "tasks", "--json").json
    for found, task, status, attached in (
        (one, first, "doing", [read.id]),
        (two, second, "done", []),
    ):
        assert found["id"] == task.id
        assert found["title"] == task.title
        assert found["phase"] == task.phase
        assert found["due"] == task.due.isoformat()
        assert date.fromisoformat(found["due"]) == task.due
        assert found["status"] == status
        assert found["campaign"] == "Mùa quà"
        assert found["campaign_id"] == made.id
        assert found["articles"] == attached


def test_news_and_campaigns_as_json(cli, full_desk):
    made = full_desk[0]
    news = cli("list", "news", "--json").json
    assert news[0]["headline"] == "Xưởng may mở lớp học đêm"
    assert [item["author"] for item in news] == ["Lê Thu", "", "PV"]
    assert news[1]["summary"] == "Khám trong hai ngày, kính được tặng tại chỗ."
    assert all(re.fullmatch("[0-9a-f]{32}", item["id"]) for item in news)
    (found,) = cli("list", "campaigns", "--json").json
    assert found["id"] == made.id
    assert found["name"] == "Mùa quà"
    assert found["start"] == made.start.isoformat()
    assert found["end"] == made.end.isoformat()


@pytest.mark.parametrize("what", ["articles", "tasks", "news", "campaigns"])
def test_an_empty_desk_lists_nothing_and_makes_nothing(cli, what, desk_path):
    code, out, err = cli("list", what)
    assert (code, out) == (0, b"")
    assert "There is no desk" in err
    assert cli("list", what, "--json").json == []
    assert list(desk_path.parent.iterdir()) == []


@pytest.mark.parametrize("what", ["articles", "tasks", "news", "campaigns"])
def test_a_list_for_people_is_a_line_each_and_begins_with_an_id(cli, full_desk, what):
    lines = cli("list", what).lines
    ids = [row["id"] for row in cli("list", what, "--json").json]
    assert len(lines) == len(ids)
    for line, record_id in zip(lines, ids, strict=True):
        beginning, _, rest = line.partition("  ")
        assert len(beginning) >= 6
        assert record_id.startswith(beginning)
        assert rest.strip()
    assert "Mùa quà" in lines[0] or what != "campaigns"
    assert HEADLINE in lines[0] or what != "articles"


def test_the_ids_of_a_list_are_long_enough_to_tell_them_apart(cli, desk_path):
    put(desk_path, *(Article(id=f"{0:09}{n}" + "0" * 22, headline=f"Tít {n}") for n in range(3)))
    for line in cli("list", "articles").lines:
        shown = line.split()[0]
        assert len(shown) == 10
        assert cli("show", shown).code == 2  # no text in it, but found
        refused(cli("show", shown), "The text is empty")


# --- export


@pytest.fixture
def three(cli, desk_path, page):
    """Three articles: a draft with cards, a finished one, a finished one of a campaign."""
    made = cli("campaign", "new", "--template", "thang-cong-nhan", "--year", "2027").id
    draft = cli("import", page()).id
    with open_desk(desk_path) as desk:
        done = desk.import_page(SHORT.encode(), "x")
        there = desk.import_page(SHORT.replace("hai", "ba").encode(), "x", desk.campaigns[made])
        for article in (done, there):
            desk.set_status(article, Status.APPROVED)
    return draft, done.id, there.id


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_export_writes_pages_to_a_new_folder_and_marks_drafts(cli, three, tmp_path, desk_path):
    out = tmp_path / "ra" / "đây"
    result = cli("export", "--to", out)
    assert result.code == 0
    today = date.today().isoformat()
    draft = f"{today}-to-may-so-7-tang-1250-suat-qua-cho-cong-nhan-xa-que-ban-nhap.txt"
    assert names(out) == sorted([draft, f"{today}-tit-hai.txt", f"{today}-tit-ba.txt"])
    assert (out / draft).read_bytes() == PAGE.encode()
    assert (out / f"{today}-tit-hai.txt").read_bytes() == SHORT.encode()
    assert result.lines == [
        f"{three[0]}\t{out / draft}",
        f"{three[1]}\t{out / f'{today}-tit-hai.txt'}",
        f"{three[2]}\t{out / f'{today}-tit-ba.txt'}",
    ]
    assert result.err == f"toasoan: {draft} went out as a draft: it is not approved.\n"
    assert [article.status for article in articles(desk_path)] == ["editing", *["exported"] * 2]


def test_export_chooses(cli, three, tmp_path):
    draft, done, there = three

    def exported(*arguments):
        out = tmp_path / f"ra{len(list(tmp_path.iterdir()))}"
        result = cli("export", *arguments, "--to", out)
        assert result.code == 0
        assert len(result.lines) == (len(names(out)) if out.exists() else 0)
        return {line.partition("\t")[0] for line in result.lines}

    assert exported("--finished") == {done, there}
    assert exported("--campaign", "tháng công nhân 2027") == {there}
    assert exported(draft[:8]) == {draft}
    assert exported(draft, done) == {draft, done}
    assert exported(draft, draft[:10]) == {draft}  # named twice, written once
    assert exported(draft, "--finished") == set()


def test_an_unknown_id_or_campaign_exports_nothing(cli, three, tmp_path):
    out = tmp_path / "ra"
    refused(cli("export", three[0], "zz", "--to", out), "begins with “zz”")
    refused(cli("export", "--campaign", "Không", "--to", out), "no campaign “Không”")
    assert not out.exists()


def test_export_never_writes_over_another_file_unasked(cli, three, tmp_path):
    out = tmp_path / "ra"
    cli("export", three[1], "--to", out)
    (path,) = out.iterdir()
    assert cli("export", three[1], "--to", out).code == 0  # the same bytes
    path.write_bytes(b"another")
    result = cli("export", *three, "--to", out)
    assert result.code == 2
    assert path.read_bytes() == b"another"
    assert [line.partition("\t")[0] for line in result.lines] == [three[0], three[2]]
    (complaint,) = [line for line in result.err.splitlines() if "draft" not in line]
    assert str(path) in complaint
    assert "is there already" in complaint
    assert cli("export", three[1], "--to", out, "--replace").code == 0
    assert path.read_bytes() == SHORT.encode()


def test_the_same_headline_twice_is_two_files(cli, tmp_path, desk_path):
    pages = [SHORT, SHORT.replace("Một", "Hai"), SHORT.replace("Một", "Ba")]
    ids = [cli("import", "-", stdin=text.encode()).id for text in pages]
    out = tmp_path / "ra"
    for _ in range(2):  # and the second time too
        result = cli("export", "--to", out)
        assert result.code == 0
        assert len(names(out)) == 3
        paths = [Path(line.partition("\t")[2]) for line in result.lines]
        assert [path.read_bytes().decode() for path in paths] == pages
        assert [line.partition("\t")[0] for line in result.lines] == ids


def test_export_needs_a_folder_that_can_be_one(cli, three, tmp_path, page):
    refused(cli("export"), "--to")
    refused(cli("export", three[0], "--to", page()), "is a file, not a folder")
    refused(cli("export", three[0], "--to", page() / "dưới"), "cannot be written")
    refused(cli("export", three[0], "--to", "/proc/nơi"), "cannot be written")
    refused(cli("export", three[0], "--to", tmp_path / ("x" * 300)), "cannot be written")
    refused(cli("export", three[0], "--to", "~nobody-of-that-name"), "no home folder")


def test_the_home_folder_is_written_as_a_tilde(cli, three, home):
    result = cli("export", three[1], three[1], "--to", "~/ra")
    assert result.lines[0].startswith(f"{three[1]}\t{home}/ra/")
    assert len(names(home / "ra")) == 1


def test_an_article_without_text_is_not_exported_and_the_others_are(
    cli, three, tmp_path, desk_path
):
    put(desk_path, Article(headline="Chưa có chữ"))
    result = cli("export", "--to", tmp_path / "ra")
    assert result.code == 2
    assert len(result.lines) == len(names(tmp_path / "ra")) == 3
    assert "The text is empty" in result.err


# --- campaigns


def test_a_campaign_is_begun_once(cli):
    made = cli("campaign", "new", "--template", "thang-cong-nhan", "--year", "2027")
    assert (made.code, made.err) == (0, "")
    (found,) = cli("list", "campaigns", "--json").json
    assert made.lines == [f"{found['id']}\t{found['name']}"]
    assert "2027" in found["name"]
    tasks = cli("list", "tasks", "--json").json
    assert tasks
    refused(
        cli("campaign", "new", "--template", "thang-cong-nhan", "--year", "2027"),
        f"There is a campaign “{found['name']}” already",
    )
    assert cli("list", "tasks", "--json").json == tasks
    named = cli(
        "campaign", "new", "--template", "thang-cong-nhan", "--year", "2027", "--name", "Lần hai"
    )
    assert named.lines == [f"{named.id}\tLần hai"]
    assert len(cli("list", "campaigns", "--json").json) == 2
    assert len(cli("list", "tasks", "--json").json) == 2 * len(tasks)


def test_a_campaign_from_a_file(cli, tmp_path):
    template = tmp_path / "mẫu.toml"
    template.write_text('version = 1\nname = "Quà {year}"\nphases = ["a"]\n', encoding="utf-8")
    made = cli("campaign", "new", "--template", template, "--year", "2028")
    assert made.lines == [f"{made.id}\tQuà 2028"]
    template.write_text("version = ", encoding="utf-8")
    refused(cli("campaign", "new", "--template", template, "--year", "2029"), "is not TOML")


# --- help and language


def test_the_version(cli):
    assert cli("--version") == (0, f"toasoan {__version__}\n".encode(), "")
    assert toasoan("--version").out == f"toasoan {__version__}\n".encode()


COMMANDS = [(), ("import",), ("list",), ("show",), ("export",), ("campaign",), ("campaign", "new")]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_is_in_the_language_asked_for(cli, words):
    texts = {lang: cli(*words, "--help", "--lang", lang) for lang in ("vi", "en")}
    for result in texts.values():
        assert (result.code, result.err) == (0, "")
        assert " ".join(("toasoan", *words)) in result.out.decode()
    assert texts["vi"].out != texts["en"].out
    assert texts["en"].out.isascii()
    assert not texts["vi"].out.isascii()
    assert "show this help" not in texts["vi"].out.decode()


def test_the_help_names_the_words_that_scripts_use(cli):
    general = cli("--help").out.decode()
    for word in ("--desk", "--lang", "--version", "import", "list", "show", "export", "campaign"):
        assert word in general
    export = cli("export", "--help").out.decode()
    for word in ("ID", "--finished", "--campaign", "--to", "--replace"):
        assert word in export


def test_a_refusal_is_in_the_language_asked_for(cli):
    english, vietnamese = (cli("--lang", lang, "show", "zz") for lang in ("en", "vi"))
    refused(english, "Nothing on the desk")
    refused(vietnamese, "“zz”")
    assert english.err != vietnamese.err
    refused(cli("--lang", "vi", "list", "zz"))


def test_the_language_is_the_locales_unless_asked_for(page, desk_path):
    texts = {
        locale: toasoan("--help", env={**os.environ, "LC_ALL": locale}).out
        for locale in ("vi_VN.UTF-8", "en_GB.UTF-8", "C")
    }
    assert not texts["vi_VN.UTF-8"].isascii()
    assert texts["en_GB.UTF-8"] == texts["C"]
    assert texts["C"].isascii()


# --- the desk it works on


def test_the_desk_is_named_before_or_after_the_command_or_by_the_environment(cli, tmp_path, page):
    first, second = tmp_path / "một.json", tmp_path / "hai.json"
    cli("--desk", first, "import", page())
    cli("import", page(SHORT), "--desk", second)
    cli("import", page(SHORT))
    assert [one.headline for one in articles(first)] == [HEADLINE]
    assert [one.headline for one in articles(second)] == ["Tít hai"]
    assert [one.headline for one in articles(tmp_path / "desk.json")] == ["Tít hai"]
    assert len(cli("list", "articles", "--desk", first).lines) == 1


def test_without_a_name_the_desk_is_in_the_data_folder(home, page):
    environment = {name: value for name, value in os.environ.items() if name != "TOASOAN_DESK"}
    assert toasoan("import", page(), env=environment).code == 0
    (found,) = home.rglob("desk.json")
    assert found.parent == home / "data" / "toasoan"
    assert str(found) in toasoan("paths", env=environment).out.decode()


def test_beside_an_open_desk_lists_and_show_work_and_changes_are_refused(cli, desk, page):
    read = desk.import_page(PAGE.encode(), "a.txt")
    before = desk.path.read_bytes()
    assert len(cli("list", "articles", "--json").json) == 1
    assert cli("show", read.id).out == PAGE.encode()
    for arguments in (
        ("import", page()),
        ("export", "--to", "x"),
        ("campaign", "new", "--template", "thang-cong-nhan", "--year", "2027"),
    ):
        refused(cli(*arguments), "is open in another toasoan", f"process {os.getpid()} ")
    assert desk.path.read_bytes() == before


def test_the_app_needs_a_terminal():
    refused(toasoan(), "The app needs a terminal")


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
        (("--template", "thang-cong-nhan", "--year", "0"), "cannot stand in the year 0"),
        (("--template", "thang-cong-nhan", "--year", "-1"), "cannot stand in the year -1"),
        (("--template", "thang-cong-nhan", "--year", "9" * 30), "cannot stand in the year 9"),
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
        made = desk.add(Campaign(name=NASTY, phases=(NASTY,)))
        desk.add_task(Task(campaign=made.id, title=NASTY, phase=NASTY))
        desk.add(NewsItem(headline=NASTY, author=NASTY, summary=NASTY))
        page = f"{NASTY}\n\n{NASTY} |\n\nMột đoạn {NASTY}."
        return page, desk.import_page(page.encode(), "x", made).id


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
        assert shown.wait(30) == 0
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
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("no_waiting")
def test_a_line_says_that_its_page_is_in_the_file_already(page, tmp_path, desk_path):
    fifo = tmp_path / "sắp-tới"
    os.mkfifo(fifo)
    with running(
        "--desk",
        desk_path,
        "import",
        page(),
        fifo,
        "-",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as importing:
        for text, send in (
            (HEADLINE, lambda: fifo.write_bytes(SHORT.encode())),
            (
                "Tít hai",
                lambda: importing.stdin.write(b"Ba\n\n|\n\nxong.") and importing.stdin.close(),
            ),
            ("Ba", lambda: None),
        ):
            line = importing.stdout.readline().decode()
            in_file = articles(desk_path)
            assert line == f"{in_file[-1].id}\t{text}\n"
            assert in_file[-1].headline == text
            send()
        assert importing.wait(30) == 0


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
        assert importing.wait(30) == 130
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
            assert listing.wait(30) == 1
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
            timeout=30,
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
            command(*desk, *arguments), capture_output=True, preexec_fn=without(0), timeout=30
        )
        refused(Result(done.returncode, done.stdout, done.stderr.decode()), words)
    for arguments in (("list", "articles"), ("show", full_desk[3].id), ("import", "-")):
        done = subprocess.run(
            command(*desk, *arguments),
            input=SHORT.encode(),
            stderr=subprocess.PIPE,
            preexec_fn=without(1),
            timeout=30,
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
