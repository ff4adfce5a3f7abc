"""Folders of pages taken in: what becomes an article, and what is told of the rest."""

from __future__ import annotations

import os
from unicodedata import normalize

import pytest

from store.campaign_records import Campaign
from store.formats.incoming import PageFiles
from store.formats.registry import form_of
from store.records import Status
from tests.conftest import PAGE

STORY = (
    "Sáng nay, tổ may số 7 trao 1.250 suất quà cho công nhân xa quê ở ba khu nhà trọ phía nam "
    "thành phố. Mỗi suất có gạo, dầu ăn và một vé xe về quê. Đợt trao quà thứ hai mở vào 28.4, "
    "trước Tháng Công nhân, cho những người chưa kịp nhận trong đợt đầu."
)


@pytest.fixture
def folder(tmp_path, desk):
    """A folder with a page in each format, also below it."""
    top = tmp_path / "bài"
    (top / "sâu" / "hơn").mkdir(parents=True)
    article = desk.articles.new(headline="Bữa cơm ca", byline="An", body=STORY)
    desk.articles.set_status(article, Status.APPROVED)
    for name, place in (("md", top), ("docx", top / "sâu"), ("html", top / "sâu" / "hơn")):
        changed = desk.articles.type_text(article, headline=f"Bữa cơm ca bằng tệp {name}")
        desk.articles.export(changed, place, form=form_of(name))
    desk.articles.type_text(article, headline="Khác hẳn", body="Khác hẳn.")
    (top / "trang.txt").write_text(PAGE, encoding="utf-8")
    (top / "ảnh.jpg").write_bytes(b"\xff\xd8")
    (top / ".ẩn.txt").write_text(PAGE, encoding="utf-8")
    return top


def take(desk, *paths, **options):
    return desk.articles.incoming.take_files(paths, **options)


def test_a_folder_and_those_below_are_taken_in_every_format(desk, folder):
    before = len(desk.articles)
    campaign = desk.records.add(Campaign(name="TCN"))
    report = take(desk, folder, campaign=campaign)
    assert sorted(page.path.suffix for page in report.taken) == [".docx", ".html", ".md", ".txt"]
    assert (report.total, report.done, report.refused, report.same) == (4, 4, [], [])
    assert [path.name for path in report.others] == ["ảnh.jpg"]
    assert len(desk.articles) == before + 4
    made = [desk.articles[page.article] for page in report.taken]
    assert {article.campaign for article in made} == {campaign.id}
    assert [article.body for article in made].count(STORY) == 3
    assert sum(page.twin is not None for page in report.taken) == 2  # of the three that are alike
    assert desk.undo.step_back() == "import"
    assert len(desk.articles) == before


def test_what_is_there_already_is_not_taken_twice(desk, folder):
    take(desk, folder)
    again = take(desk, folder)
    assert (len(again.taken), len(again.same)) == (0, 4)
    (folder / "trang.txt").write_text(normalize("NFD", PAGE), encoding="utf-8")
    assert len(take(desk, folder / "trang.txt").same) == 1


def test_what_reads_much_like_an_article_is_told(desk, tmp_path):
    known = desk.articles.new(headline="Tổ may tặng quà", body=STORY)
    file = tmp_path / "gần.txt"
    file.write_text(f"Tổ may số 7 tặng quà\n\n|\n\n{STORY} Thêm một câu.", encoding="utf-8")
    (page,) = take(desk, file).taken
    assert (page.twin.article, page.twin.title) == (known.id, known.headline)
    assert not page.twin.is_same


def test_looking_takes_nothing(desk, folder):
    before = len(desk.articles)
    report = take(desk, folder, only_look=True)
    assert len(report.taken) == 4
    assert {page.article for page in report.taken} == {None}
    assert len(desk.articles) == before
    assert desk.undo.entries() == [] or desk.undo.last.label != "import"


@pytest.mark.parametrize("is_touched", [False, True])
def test_what_was_looked_at_is_read_again_only_if_it_has_changed(desk, folder, is_touched):
    files = PageFiles()
    looked = take(desk, folder, only_look=True, files=files)
    for file in (page.path for page in looked.taken):
        status = file.stat()
        file.write_bytes(bytes(status.st_size))  # nothing that can be read
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns + is_touched))
    taken = take(desk, folder, files=files)
    assert len(taken.taken) == (0 if is_touched else 4)
    assert len(taken.refused) == (4 if is_touched else 0)


def test_an_import_that_is_stopped_goes_on_the_next_time(desk, folder):
    report = take(desk, folder, reads_on=lambda now: now.done < 2)
    assert (report.stopped, len(report.taken), report.total - report.done) == ("asked", 2, 2)
    again = take(desk, folder)
    assert (len(again.taken), len(again.same)) == (2, 2)


def test_a_plain_text_is_divided_and_kept_as_it_came(desk, tmp_path):
    file = tmp_path / "thường.txt"
    file.write_text("Bữa cơm ca\n\nTrần An\n\nCâu một.\n\nCâu hai.", encoding="utf-8")
    (page,) = take(desk, file).taken
    assert page.is_guess
    article = desk.articles[page.article]
    assert (article.headline, article.body) == ("Bữa cơm ca", "Câu một.\n\nCâu hai.")
    first = next(state for state in desk.revisions.of(article).states() if state)
    assert first.body == file.read_text(encoding="utf-8")


def test_each_file_that_cannot_be_read_is_named_and_the_others_are_taken(desk, folder, tmp_path):
    (folder / "hỏng.docx").write_bytes(b"PK hong")
    (folder / "rỗng.md").write_bytes(b"")
    (folder / "cũ.txt").write_bytes(
        b"sang nay, c\xabng \xae\xb5n \xae\xb7 trao qu\xb5 cho c\xb8c n\xf7"
    )
    report = take(desk, folder, tmp_path / "không có")
    assert len(report.taken) == 4
    assert sorted(one.path.name for one in report.refused) == [
        "cũ.txt",
        "hỏng.docx",
        "không có",
        "rỗng.md",
    ]
    empty = tmp_path / "trống"
    empty.mkdir()
    (one,) = take(desk, empty).refused
    assert "There is no file to read" in str(one.why)
