"""The command line: its words and its formats."""

from __future__ import annotations

import os
import re
from datetime import date, datetime
from pathlib import Path
from unicodedata import normalize

import pytest

from store import Article, NewsItem, Status, __version__, open_desk
from tests.clock import TODAY
from tests.conftest import PAGE

from .cli import (
    HEADLINE,
    SHORT,
    articles,
    names,
    put,
    refused,
    toasoan,
)

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
    imported = cli("import", "--whole", page(text))
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
    result = cli("import", "--whole", page("Chỉ một dòng"))
    assert result.code == 0
    assert result.lines == [f"{result.id}\tChỉ một dòng"]
    assert "trang.txt does not fit the page layout; it is kept whole." in result.err
    assert cli("list", "articles", "--json").json[0]["needs_review"] is True


PLAIN = "Phòng đọc mở cửa\nKiều Vũ\nSáng nay, phòng đọc mở cửa.\nAi cũng mượn được."


def test_a_plain_text_is_divided_and_what_was_read_is_told(cli, desk_path):
    result = cli("import", "-", stdin=PLAIN.encode())
    assert (result.code, result.lines) == (0, [f"{result.id}\tPhòng đọc mở cửa"])
    assert result.err.splitlines() == [
        "toasoan: standard input does not fit the page layout; it was read as plain text:",
        "toasoan:   headline: Phòng đọc mở cửa",
        "toasoan:   byline: Kiều Vũ",
        "toasoan:   paragraph: Sáng nay, phòng đọc mở cửa.",
        "toasoan:   paragraph: Ai cũng mượn được.",
    ]
    (article,) = articles(desk_path)
    assert not article.needs_review
    assert article.body == "Sáng nay, phòng đọc mở cửa.\n\nAi cũng mượn được."


def test_one_who_knows_it_is_plain_text_is_told_nothing(cli):
    assert cli("import", "--plain", "-", stdin=PLAIN.encode()).err == ""


def test_a_mail_is_divided(cli, desk_path):
    cli("import", "-", stdin=f"From: a@b.vn\nSubject: Phòng đọc\n\n{PLAIN[25:]}".encode())
    (article,) = articles(desk_path)
    assert (article.headline, "From" in article.body) == ("Phòng đọc", False)


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
        done = desk.articles.import_page(SHORT.encode(), "x")
        there = desk.articles.import_page(
            SHORT.replace("hai", "ba").encode(), "x", desk.campaigns[made]
        )
        for article in (done, there):
            desk.articles.set_status(article, Status.APPROVED)
    return draft, done.id, there.id


def test_export_writes_pages_to_a_new_folder_and_marks_drafts(cli, three, tmp_path, desk_path):
    out = tmp_path / "ra" / "đây"
    result = cli("export", "--to", out)
    assert result.code == 0
    today = TODAY.isoformat()
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
    read = desk.articles.import_page(PAGE.encode(), "a.txt")
    before = desk.file.path.read_bytes()
    assert len(cli("list", "articles", "--json").json) == 1
    assert cli("show", read.id).out == PAGE.encode()
    for arguments in (
        ("import", page()),
        ("export", "--to", "x"),
        ("campaign", "new", "--template", "thang-cong-nhan", "--year", "2027"),
    ):
        refused(cli(*arguments), "is open in another toasoan", f"process {os.getpid()} ")
    assert desk.file.path.read_bytes() == before


def test_the_app_needs_a_terminal():
    refused(toasoan(), "The app needs a terminal")
