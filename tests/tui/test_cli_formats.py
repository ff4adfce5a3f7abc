"""Export in other formats on the command line, and export templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import open_desk
from store.records import Campaign, Named, Status

from .cli import names, refused


@pytest.fixture
def ready(desk_path):
    """A finished article of a campaign with two channels."""
    with open_desk(desk_path) as desk:
        campaign = desk.records.add(Campaign(name="TCN", channels=(Named("báo in"), Named("loa"))))
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
