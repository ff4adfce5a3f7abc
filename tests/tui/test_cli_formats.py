"""Export in other formats on the command line, and export templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import open_desk
from store.campaign_records import Campaign
from store.channels import Channel
from store.records import Status

from .cli import names, refused


@pytest.fixture
def ready(desk_path):
    """A finished article of a campaign with two channels."""
    with open_desk(desk_path) as desk:
        campaign = desk.records.add(
            Campaign(name="TCN", channels=(Channel("báo in"), Channel("loa")))
        )
        article = desk.articles.new(campaign, headline="bữa cơm", body="bữa cơm ca.")
        desk.articles.set_status(article, Status.APPROVED)
    return article.id


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("md", ".md"), ("html", ".html"), ("docx", ".docx"), ("wxr", ".wxr.xml"), ("eml", ".eml")],
)
def test_export_in_a_format(cli, ready, tmp_path, name, suffix):
    result = cli("export", "--format", name, "--to", tmp_path / "ra")
    assert result.code == 0
    assert names(tmp_path / "ra") == [f"2027-04-20-bua-com{suffix}"]
    (entry,) = cli("ledger", "--json").json
    assert entry["form"] == name


def test_export_of_what_is_new_since_the_last_time(cli, ready, desk_path, tmp_path):
    since = ("export", "--since", "last", "--to", tmp_path / "ra")
    assert len(cli(*since).lines) == 1
    assert "nothing to export" in cli(*since).err
    assert len(cli(*since, "--channel", "loa").lines) == 1
    with open_desk(desk_path) as desk:
        desk.articles.type_text(desk.articles[ready], body="khác.")
    assert len(cli(*since, "--replace").lines) == 1


def test_export_in_an_encoding(cli, ready, tmp_path):
    out = tmp_path / "ra"
    assert cli("export", "--encoding", "tcvn3", "--crlf", "--to", out).code == 0
    assert (out / names(out)[0]).read_bytes() == b"b\xf7a c\xacm\r\n\r\n|\r\n\r\nb\xf7a c\xacm ca."
    refused(cli("export", "--encoding", "x", "--to", out), "no encoding “x”")
    refused(cli("export", "--format", "x", "--to", out), "no format or export template “x”")
    refused(cli("export", "--format", "docx", "--crlf", "--to", out), "always in UTF-8")


def test_a_template_is_begun_listed_and_used_for_its_channel(cli, ready, tmp_path):
    path = cli("formats", "new", "loa").lines[0]
    assert path.endswith("export-templates/loa.txt.j2")
    Path(path).write_text("LOA: {{ headline }}\n", encoding="utf-8")
    assert cli("formats").lines[-1] == f"loa\t.txt\t{path}"
    out = tmp_path / "ra"
    assert cli("export", "--channel", "loa", "--to", out).code == 0
    assert (out / names(out)[0]).read_bytes() == "LOA: bữa cơm\n".encode()
    assert cli("ledger", "--json").json[0]["form"] == "loa"
    refused(cli("formats", "new", "loa"), "holds something else")
    refused(cli("formats", "new", "docx"), "is the name of a format")
    refused(cli("formats", "new", "../x"), "cannot be the name of a file")
    Path(path).write_text("{% if %}", encoding="utf-8")
    refused(cli("formats"), "Line 1 of the export template loa.txt.j2 cannot be read")
    refused(cli("export", "--format", "loa", "--to", out), "Line 1 of the export template")


# --- back in


@pytest.fixture
def folder(cli, ready, tmp_path):
    top = tmp_path / "vào" / "sâu"
    for name in ("md", "docx"):
        cli("export", "--format", name, "--to", top)
    (top / "khác.txt").write_text("Tít khác\n\nAn |\n\nMột đoạn văn.", encoding="utf-8")
    (top / "ảnh.jpg").write_bytes(b"")
    (top / "hỏng.docx").write_bytes(b"PK")
    return tmp_path / "vào"


def test_a_folder_is_taken_with_those_below(cli, desk_path, folder, tmp_path):
    looked = cli("import", "--recursive", "--dry-run", folder)
    assert looked.code == 2
    assert looked.lines == ["-\tTít khác"]
    result = cli("import", "--recursive", folder)
    assert result.code == 2
    assert [line.partition("\t")[2] for line in result.lines] == ["Tít khác"]
    for text in (
        "2027-04-20-bua-com.md is on the desk already, word by word.",
        "hỏng.docx is no Word file",
        "Not read, for it is no text, Markdown, Word file or web page: .jpg (1).",
        "1 taken, 2 there already, 1 not readable, 1 of other kinds.",
    ):
        assert text in result.err
    refused(cli("import", folder), "is a folder")
    with open_desk(desk_path.with_name("mới.json")) as desk:
        assert len(desk.articles) == 0
    result = cli("import", "--recursive", folder / "sâu", "--desk", desk_path.with_name("mới.json"))
    assert sorted(line.partition("\t")[2] for line in result.lines) == ["Tít khác", "bữa cơm"]


def test_one_word_file_is_taken(cli, folder, desk_path):
    (file,) = (folder / "sâu").glob("2027*.docx")
    result = cli("import", file, "--desk", desk_path.with_name("mới.json"))
    assert (result.code, result.err) == (0, "")
    assert result.lines[0].endswith("\tbữa cơm")


@pytest.mark.parametrize("option", ["--whole", "--plain"])
@pytest.mark.parametrize("with_", [("--recursive",), ("--dry-run",), ("bài.docx",), ("a.MD",)])
def test_an_option_for_texts_is_refused_with_others(cli, tmp_path, desk_path, option, with_):
    result = cli("import", option, tmp_path / "a.txt", *with_)
    assert result.code == 2
    assert f"{option} means nothing with {with_[0]}; leave it out." in result.err
    assert not desk_path.exists()


@pytest.mark.parametrize("with_", ["--recursive", "--dry-run", "bài.docx"])
def test_standard_input_is_not_taken_for_a_file(cli, with_):
    result = cli("import", "-", with_, stdin="Quà đến tay".encode())
    assert result.code == 2
    assert f"Standard input (-) is a text for itself; leave out {with_}." in result.err


def test_what_is_over_a_limit_is_told_with_the_export(cli, desk_path, tmp_path):
    with open_desk(desk_path) as desk:
        channels = (Channel("báo in"), Channel("loa", most_words=3))
        campaign = desk.records.add(Campaign(name="TCN", channels=channels))
        for headline, body in (("dài", "Một hai ba bốn năm."), ("ngắn", "Một hai.")):
            desk.articles.new(campaign, headline=headline, body=body, channels=("loa",))
    result = cli("export", "--to", tmp_path / "ra")
    told = [line for line in result.err.splitlines() if "not right" in line]
    assert [line.partition("-")[2].partition("-")[2] for line in told] == [
        "20-dai-ban-nhap.txt is not right for its channel: 5 words, 3 at most."
    ]
    assert "not right" not in cli("export", "--to", tmp_path / "b", "--channel", "báo in").err
