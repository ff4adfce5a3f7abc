"""toasoan news import: what is printed, what is complained of, the exit code."""

from __future__ import annotations

import pytest

from store import open_desk
from tests.store.news.samples import BOMB, HEADLINES, SUMMARIES, json_lines, row, rss, rss_item
from tests.tui.cli import harmless, refused


@pytest.fixture
def put(tmp_path):
    def write(name, data):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


def news(desk_path):
    with open_desk(desk_path, read_only=True) as desk:
        return list(desk.news)


def past(number, **fields):
    """A row of a day that has passed, whenever the tests are run."""
    return row(number, **{"published": f"2025-04-1{number}", **fields})


def test_the_counts_on_standard_output_the_reasons_on_standard_error(cli, put, desk_path):
    good = put("tin.jsonl", json_lines(past(0), "{", past(1), past(2)))
    feed = put("tin.rss", rss(rss_item(0, "Fri, 11 Apr 2025 07:00:00 +0700")))
    result = cli("news", "import", good, feed)
    assert result.lines == ["Taken: 3, folded: 1 (new in it: 1), refused: 1."]
    assert result.code == 0
    said = result.err.splitlines()
    assert said[0] == "toasoan: tin.jsonl:2: The line is not a JSON object."
    assert said[1].startswith(f"toasoan: tin.rss#1 folded into “{HEADLINES[0]}”: the same story")
    assert [item.headline for item in news(desk_path)] == list(HEADLINES[:3])


def test_a_file_that_is_refused_as_a_whole_gives_2_and_the_others_are_taken(cli, put, desk_path):
    bomb, good = put("bom.xml", BOMB), put("tin.jsonl", json_lines(past(0)))
    result = cli("news", "import", bomb, good, "khong-co.csv")
    assert result.code == 2
    assert result.err.count("\n") == 2
    assert "bom.xml declares entities" in result.err
    assert "There is no file khong-co.csv." in result.err
    assert len(news(desk_path)) == 1


def test_all_is_told_when_asked_also_what_was_just_the_same(cli, put):
    good = put("tin.jsonl", json_lines(past(0)))
    assert cli("news", "import", good, good).err == ""
    said = cli("news", "import", good, "--verbose").err
    assert said.startswith(f"toasoan: tin.jsonl:1 folded into “{HEADLINES[0]}”")


def test_a_piece_is_not_folded_where_that_is_asked(cli, put, desk_path):
    file = put("tin.jsonl", json_lines(past(0), past(0, sapo=f"{SUMMARIES[0]} Thêm.", url="")))
    said = cli("news", "import", file, "--dry-run").err
    assert "tin.jsonl:2 folded into" in said
    assert "Imported with --apart and its place, such a piece is an item of its own." in said
    result = cli("news", "import", file, "--apart", "tin.jsonl:2")
    assert result.lines == ["Taken: 2, folded: 0 (new in it: 0), refused: 0."]
    before = news(desk_path)
    assert cli("news", "import", file).lines == ["Taken: 0, folded: 2 (new in it: 0), refused: 0."]
    assert news(desk_path) == before


def test_an_empty_folder(cli, tmp_path):
    (tmp_path / "trong").mkdir()
    refused = cli("news", "import", tmp_path / "trong")
    assert refused.code == 2
    assert "There is no file to read in the folder" in refused.err
    assert refused.err.count("\n") == 1


def test_columns_are_mapped(cli, put, desk_path):
    table = put("tin.csv", f"a;b;c\n{SUMMARIES[0]};{HEADLINES[0]};12/4/2025\n")
    assert cli("news", "import", table, "--map", "headline=b,summary=a").code == 0
    (item,) = news(desk_path)
    assert (item.headline, item.summary) == (HEADLINES[0], SUMMARIES[0])


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ("colour=a", ("“colour”", "headline, summary, text, author, published, source, link")),
        ("headline", ("headline=title",)),
        ("headline=z", ("“z”", "a, b")),
        ("", ("maps no column",)),
    ],
)
def test_a_mapping_that_fits_nothing_is_refused_in_one_sentence(cli, put, mapping, words):
    refused(cli("news", "import", put("tin.csv", "a,b\n1,2\n"), "--map", mapping), *words)


def test_the_source_and_a_dry_run(cli, put, desk_path):
    file = put("tin.jsonl", json_lines(past(0, source="")))
    result = cli("news", "import", file, "--dry-run")
    assert result.lines == ["Taken: 1, folded: 0 (new in it: 0), refused: 0."]
    assert not desk_path.exists()
    cli("news", "import", file, "--source", "Tin Vịnh")
    assert news(desk_path)[0].source == "Tin Vịnh"


def test_a_folder_and_the_report_as_json(cli, put, tmp_path, desk_path):
    (tmp_path / "tin").mkdir()
    put("tin/a.jsonl", json_lines(past(0), past(1, published="")))
    put("tin/b.xml", BOMB)
    result = cli("news", "import", tmp_path / "tin", "--json")
    report = result.json
    assert [item.id for item in news(desk_path)] == report["taken"]
    assert [entry["where"] for entry in report["refused"]] == ["b.xml"]
    assert report["refused"][0]["whole_file"] is True
    assert report["undated"] == {"a.jsonl": 1}
    again = cli("news", "import", tmp_path / "tin" / "a.jsonl", "--json").json
    assert again["taken"] == []
    assert [entry["has_added"] for entry in again["folded"]] == [False, False]


def test_of_many_refusals_only_the_first_are_told(cli, put):
    file = put("tin.jsonl", json_lines(past(0), *["{"] * 50))
    result = cli("news", "import", file)
    assert result.err.count("not a JSON object") == 20
    assert "… and 30 more; --verbose lists them all." in result.err
    assert cli("news", "import", file, "--verbose").err.count("not a JSON object") == 50


def test_what_a_file_says_is_not_for_the_terminal_to_obey(cli, put):
    file = put("tin.jsonl", json_lines(past(0, title="\x1b[31mđỏ\u202e", published="\x1b[2J")))
    result = cli("news", "import", file)
    assert harmless(result.err)


def test_the_list_has_what_came_in(cli, put):
    file = put("tin.jsonl", json_lines(past(0, body="Cả bài."), past(0, source="Tin Vịnh", url="")))
    cli("news", "import", file)
    (entry,) = cli("list", "news", "--json").json
    assert entry["headline"] == HEADLINES[0]
    assert (entry["source"], entry["text"], entry["origin"]) == (
        "Báo Bến Cảng",
        "Cả bài.",
        "tin.jsonl",
    )
    assert entry["link"] == "https://bao.example/tin-0.html"
    assert entry["sources"] == [{"source": "Tin Vịnh", "published": "2025-04-10"}]


def test_it_speaks_vietnamese(cli, put):
    result = cli("news", "import", put("bom.xml", BOMB), "--lang", "vi")
    assert result.lines == ["Đã nhập: 0, gộp: 0 (có thêm điều mới: 0), từ chối: 1."]
    assert "khai báo thực thể" in result.err


def test_columns_are_not_named_where_there_are_none(cli, put, desk_path):
    feed = put(
        "tin.rss", "<rss version='2.0'><channel><item><title>Tin</title></item></channel></rss>"
    )
    result = cli("news", "import", feed, "--map", "headline=tit")
    assert result.code == 2
    assert "--map names columns, and none of these files has any; leave it out." in result.err
    assert not desk_path.exists()
    table = put("tin.csv", "tit,tom tat\nQuà,Tết\n")
    assert cli("news", "import", feed, table, "--map", "headline=tit").code == 0
