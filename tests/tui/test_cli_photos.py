"""The photo sheet on the command line."""

from __future__ import annotations

import pytest

from store import Article, open_desk
from tests.pictures import png, put
from tests.tui.cli import put as put_records
from tests.tui.cli import refused


@pytest.fixture
def article(desk_path):
    """An article, and two pictures beside its desk."""
    put(desk_path.parent, "quà.png", png(640, 480))
    put(desk_path.parent, "xe.png", png(3, 2, (0, 0, 9)))
    made = Article(headline="Tổ may tặng quà", body="Lời.")
    put_records(desk_path, made)
    return made


def files(desk_path):
    with open_desk(desk_path, read_only=True) as desk:
        (article,) = desk.articles
        return [photo.file for photo in article.photos]


def test_photos_are_put_on_the_sheet_edited_moved_and_taken_off(cli, article, desk_path):
    folder, id = desk_path.parent, article.id[:8]
    assert cli("photos", id).lines == []
    said = ("--credit", "Kiều Vũ", "--caption", "Chị Thu", "--alt", "Túi gạo", "--until", "1.5")
    (line,) = cli("photos", id, "add", folder / "quà.png", *said).lines
    assert line.startswith("1  quà.png  PNG 640×480, ")
    assert line.endswith("B  Chị Thu  Kiều Vũ")
    assert len(cli("photos", id, "add", folder / "xe.png").lines) == 2
    first, second = cli("photos", id, "move", 2, 1).lines
    assert first == "1  xe.png  PNG 3×2, 72 B  –  –  no credit; no caption; no alt text"
    assert second.startswith("2  quà.png")
    (row, _other) = cli("photos", id, "edit", 1, "--credit", "PV", "--until", "", "--json").json
    assert (row["number"], row["file"], row["credit"], row["until"]) == (1, "xe.png", "PV", None)
    assert (row["kind"], row["width"], row["height"], row["fault"]) == ("png", 3, 2, "")
    assert row["path"] == str(folder / "xe.png")
    assert row["findings"] == ["no caption", "no alt text"]
    assert cli("photos", id, "--json").json[1]["until"] == "2027-05-01"
    assert len(cli("photos", id, "remove", 1).lines) == 1
    assert files(desk_path) == ["quà.png"]
    assert (folder / "xe.png").exists()


def test_another_file_of_a_photo_is_named_from_where_one_is(cli, article, desk_path, monkeypatch):
    folder, id = desk_path.parent, article.id
    put(folder, "sâu/mới.png")
    cli("photos", id, "add", folder / "quà.png")
    monkeypatch.chdir(folder / "sâu")
    cli("photos", id, "edit", 1, "--file", "mới.png")
    assert files(desk_path) == ["sâu/mới.png"]


def test_a_folder_stands_for_its_pictures(cli, article, desk_path):
    assert len(cli("photos", article.id, "add", desk_path.parent).lines) == 2
    assert files(desk_path) == ["quà.png", "xe.png"]


def test_what_cannot_be_is_refused_and_nothing_has_changed(cli, article, desk_path):
    folder, id = desk_path.parent, article.id
    put(folder, "chữ.png", b"text")
    refused(cli("photos", id, "add", folder / "thiếu.png"), "thiếu.png cannot be read: No such")
    refused(cli("photos", id, "add", folder / "quà.png", folder / "chữ.png"), "is no picture")
    refused(cli("photos", id, "add", folder / "quà.png", "--until", "xyz"), "xyz")
    for rest in (("remove", 1), ("move", 1, 2), ("edit", 1, "--alt", "x")):
        refused(cli("photos", id, *rest), "There is no photo 1; “Tổ may tặng quà” has 0.")
    refused(cli("photos", "zz"), "Nothing on the desk has an ID")
    assert files(desk_path) == []


def test_check_tells_the_photo_and_its_number(cli, article, desk_path):
    cli("photos", article.id, "add", desk_path.parent / "quà.png", "--caption", "Tổ may tặng quà")
    (desk_path.parent / "quà.png").unlink()
    result = cli("check", article.id)
    assert result.code == 1
    where = f"{article.id[:8]}:photo 1: "
    assert f"{where}block photo-missing the file is gone or cannot be read" in result.lines
    assert any(
        line.startswith(f"{where}warning photo-caption-is-headline") for line in result.lines
    )
    rows = cli("check", article.id, "--json").json
    assert {"photos.0", "photos.0.caption"} <= {row["places"][0]["field"] for row in rows}
    told = cli("--lang", "vi", "check", article.id)
    assert any(":ảnh 1: chặn photo-missing không mở được" in line for line in told.lines)


def test_a_status_is_held_back_for_a_photo(cli, article, desk_path):
    cli("photos", article.id, "add", desk_path.parent / "quà.png")
    (desk_path.parent / "quà.png").unlink()
    refused(cli("status", article.id, "approved"), "cannot be read: “quà.png” (photo 1)")


def test_an_export_takes_the_photos_along_and_the_ledger_names_them(
    cli, article, desk_path, tmp_path
):
    folder, out = desk_path.parent, tmp_path / "ra"
    cli("photos", article.id, "add", folder / "quà.png", "--credit", "x", "--caption", "x")
    cli("status", article.id, "approved")
    cli("export", article.id, "--to", out, "--format", "html")
    (copy,) = out.glob("*-anh/*")
    assert copy.read_bytes() == (folder / "quà.png").read_bytes()
    assert cli("ledger", "--json").json[0]["photos"] == ["quà.png"]
    (folder / "quà.png").unlink()
    why = ("--override", "in gấp", "--replace")
    told = cli("export", article.id, "--to", out, "--format", "docx", *why)
    refused(told, "The file of photo 1, quà.png, is missing or no picture; put it back")
    assert [path.suffix for path in out.iterdir() if path.is_file()] == [".html"]


def test_an_import_says_how_many_pictures_it_took(cli, desk_path, tmp_path):
    put(tmp_path / "bài", "a.png")
    page = tmp_path / "bài" / "bài.md"
    page.write_text("# Tít\n\nLời một.\n\n![Xe](a.png)\n*Xe chờ*\n\nLời hai.\n", encoding="utf-8")
    told = cli("import", page)
    assert "1 picture beside it goes on the photo sheet." in told.err
    (row,) = cli("photos", told.lines[0].split("\t")[0], "--json").json
    assert (row["caption"], row["alt"], row["fault"]) == ("Xe chờ", "Xe", "")


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_the_list_of_photos_beside_a_page_is_not_taken_for_a_page(cli, tmp_path, options):
    page = put(tmp_path, "a/bài.txt", "Tổ may tặng quà\n\nLời một.\n".encode())
    listed = put(tmp_path, "a/bài.anh.txt", "Ảnh của bài: Tổ may tặng quà\n".encode())
    told = cli("import", page, listed, *options)
    assert (told.code, len(told.lines)) == (0, 1)
    assert "bài.anh.txt is the list of photos of the page beside it" in told.err
    page.unlink()
    assert len(cli("import", listed, *options).lines) == 1  # a page of somebody's own
