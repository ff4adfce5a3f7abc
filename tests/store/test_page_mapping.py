"""Pages of text: into the desk and out of it."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from store import (
    Article,
    DeskError,
    InvalidValueError,
    PageError,
    Status,
)

from .desk_records import CARD, page_with


def test_a_page_goes_in_and_out_unchanged(desk, page_bytes, tmp_path, clock):
    read = desk.articles.import_page(page_bytes, "a.txt")
    assert read.headline == "Tổ may số 7 tặng 1.250 suất quà cho công nhân xa quê"
    assert read.byline == read.signoff == "Trần An"
    assert read.body.count("\n\n") == 2
    assert read.status == Status.EDITING
    assert read.created == read.updated == clock()
    assert [link.headline for link in read.links] == [item.headline for item in desk.news]
    assert [item.author for item in desk.news] == ["Lê Thu", "", "PV"]
    assert desk.articles.page_bytes(read) == page_bytes

    path = desk.articles.export(read, tmp_path / "mới" / "ra")
    assert path.read_bytes() == page_bytes
    assert path.name == (
        "2027-04-20-to-may-so-7-tang-1250-suat-qua-cho-cong-nhan-xa-que-ban-nhap.txt"
    )
    assert desk.articles[read.id].status == Status.EDITING  # a draft is not marked as exported


def test_the_shared_page_goes_in_and_out_unchanged(desk, shared_page):
    read = desk.articles.import_page(shared_page, "page.txt")
    assert desk.articles.page_bytes(read) == shared_page
    assert len(read.links) == len(desk.news) == 8


def test_a_finished_article_is_marked_as_exported(desk, page_bytes, tmp_path, clock):
    read = desk.articles.import_page(page_bytes, "a.txt")
    desk.articles.set_status(read, Status.APPROVED)
    assert desk.articles.unfinished(read) == []
    path = desk.articles.export(read, tmp_path)
    assert "ban-nhap" not in path.name
    assert desk.articles[read.id].status == Status.EXPORTED
    assert desk.articles[read.id].exported == clock()


def test_an_export_never_writes_over_another_file_unasked(desk, page_bytes, tmp_path):
    read = desk.articles.import_page(page_bytes, "a.txt")
    path = desk.articles.export(read, tmp_path)
    assert desk.articles.export(read, tmp_path) == path  # the same bytes: nothing to ask
    path.write_bytes(b"another")
    with pytest.raises(DeskError, match="is there already"):
        desk.articles.export(read, tmp_path)
    assert path.read_bytes() == b"another"
    desk.articles.export(read, tmp_path, replace=True)
    assert path.read_bytes() == page_bytes


def test_an_export_into_a_file_names_the_file(desk, page_bytes, tmp_path):
    (tmp_path / "tệp").write_bytes(b"x")
    read = desk.articles.import_page(page_bytes, "a.txt")
    with pytest.raises(DeskError) as refusal:
        desk.articles.export(read, tmp_path / "tệp")
    assert str(refusal.value) == f"{tmp_path / 'tệp'} is a file, not a folder; name a folder."
    assert (tmp_path / "tệp").read_bytes() == b"x"


def test_an_export_to_a_home_that_is_not_there_is_refused(desk, page_bytes, tmp_path):
    from pathlib import Path

    read = desk.articles.import_page(page_bytes, "a.txt")
    with pytest.raises(DeskError, match="no home folder for ~nobody-of-that-name/x"):
        desk.articles.export(read, Path("~nobody-of-that-name/x"))


def test_an_article_that_would_not_read_back_is_not_exported(desk, tmp_path):
    empty = desk.records.add(Article(headline="Tít"))
    with pytest.raises(PageError, match="text is empty"):
        desk.articles.export(empty, tmp_path / "ra")
    assert not (tmp_path / "ra").exists()


@pytest.mark.parametrize(
    "variant",
    [
        CARD,
        normalize("NFD", CARD),
        CARD.replace("lớp học", "lớp\xa0học").replace("40 chỗ", "40\xa0 chỗ"),
        CARD.replace("Xưởng may", "XƯỞNG MAY"),
    ],
    ids=["same", "NFD", "NBSP", "case"],
)
def test_a_news_item_met_twice_is_one_and_both_pages_keep_their_letters(desk, page_bytes, variant):
    first = desk.articles.import_page(page_bytes, "a.txt")
    second = desk.articles.import_page(page_with(variant), "b.txt")
    assert len(desk.news) == 3
    assert second.links[0].target == first.links[0].target == next(iter(desk.news)).id
    assert desk.articles.page_bytes(first) == page_bytes
    assert desk.articles.page_bytes(second) == page_with(variant)


@pytest.mark.parametrize(
    "other",
    [
        CARD.replace("Lê Thu", "Lê Thư"),
        CARD.replace("40", "41"),
        CARD.replace("đêm", "đem"),
    ],
)
def test_a_card_that_reads_otherwise_is_another_news_item(desk, page_bytes, other):
    desk.articles.import_page(page_bytes, "a.txt")
    desk.articles.import_page(page_with(other), "b.txt")
    assert len(desk.news) == 4


def test_a_card_that_stands_twice_on_one_page_is_one_item_and_two_cards(desk):
    page = page_with(f"{CARD}\n\n{CARD}")
    read = desk.articles.import_page(page, "a.txt")
    assert len(desk.news) == 1
    assert len(read.links) == 2
    assert desk.articles.page_bytes(read) == page


def test_a_refused_page_leaves_the_desk_alone(desk, desk_path):
    with pytest.raises(PageError):
        desk.articles.import_page(b"", "trống.txt")
    assert desk.records.is_empty
    assert not desk_path.exists()


def test_a_page_imported_into_a_campaign_belongs_to_it(desk, campaign, page_bytes):
    assert desk.articles.import_page(page_bytes, "a.txt", campaign).campaign == campaign.id


def test_a_page_that_does_not_fit_is_kept_whole_and_can_be_read_again(desk):
    data = "\ufeffChỉ một dòng\r\nvà một dòng nữa".encode()
    whole = desk.articles.import_page(data, "a.txt")
    assert whole.needs_review
    assert desk.articles.page_bytes(whole) == data
    with pytest.raises(InvalidValueError, match="still does not fit"):
        desk.articles.read_again(whole)
    desk.records.change(whole, body=page_with(CARD).decode())
    again = desk.articles.read_again(whole)
    assert again.headline == "Tít khác"
    assert not again.needs_review
    assert [link.headline for link in again.links] == ["Xưởng may mở lớp học đêm"]
    assert again.id == whole.id
    assert desk.articles.page_bytes(again) == page_with(CARD)
