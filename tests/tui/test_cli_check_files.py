"""`toasoan check FILE`: a file is held against the desk that is at hand, as its articles are."""

from __future__ import annotations

import pytest

from store import Article, Fact, NewsItem, open_desk
from store.campaign_records import Document
from tests.tui.cli import put, refused, toasoan

PAGE = "Tổ may trao 1.240 suất quà\n\nAn |\n\n{body}\n\nAn"


@pytest.fixture
def desk_file(home):
    return home / "desk.json"


def page(folder, body):
    path = folder / "trang.txt"
    path.write_text(PAGE.format(body=body), encoding="utf-8")
    return path


@pytest.fixture
def campaign(desk_file):
    with open_desk(desk_file) as desk:
        campaign = desk.campaigns.new_empty("Mùa quà", 2027)
        desk.campaigns.documents.add(campaign, Document(kind="Chỉ thị", number="05-CT/TW"))
        fact = Fact(campaign=campaign.id, key="suất quà", value="1.250", unit="suất")
        desk.facts.add(fact)
    return campaign


def rules(done):
    return [one["rule"] for one in done.json]


def test_a_file_must_agree_with_the_campaign_that_is_named(tmp_path, campaign):
    path = page(tmp_path, "Thực hiện Chỉ thị số 05 của Bộ Chính trị.")
    done = toasoan("check", path, "--campaign", "Mùa quà", "--json")
    assert "other-than-fact-sheet" in rules(done)
    assert "Chỉ thị số 05-CT/TW" in [one["places"][0]["fix"] for one in done.json]
    assert "other-than-fact-sheet" not in rules(toasoan("check", path, "--json"))


def test_the_page_of_an_article_is_held_against_its_campaign(tmp_path, desk_file, campaign):
    put(desk_file, Article(headline="Tổ may trao 1.240 suất quà", campaign=campaign.id))
    done = toasoan("check", page(tmp_path, "Tổ may mới."), "--json")
    assert "other-than-fact-sheet" in rules(done)


def test_standard_input_is_held_against_the_campaign(campaign):
    data = "Tổ may trao 1.240 suất quà.".encode()
    done = toasoan("check", "-", "--campaign", "Mùa quà", "--json", stdin=data)
    assert rules(done) == ["other-than-fact-sheet"]


def test_words_that_the_desk_writes_otherwise_are_told_of_a_file(tmp_path, desk_file):
    path = page(tmp_path, "Đã trọn máy.")
    assert "doubtful-pair" not in rules(toasoan("check", path, "--json"))
    news = [NewsItem(headline=f"Tin {n}", summary="Trạm cho chọn máy bơm.") for n in range(90)]
    others = [NewsItem(headline=f"Tin {n}", summary="mưa to gió lớn") for n in range(1_200)]
    own = Article(headline="Tổ may trao 1.240 suất quà", body="Đã trọn máy. Cứ trọn máy.")
    put(desk_file, own, *news, *others)
    toasoan("search", "máy bơm")  # which indexes the desk
    assert "doubtful-pair" in rules(toasoan("check", path, "--json"))
    told = "“trọn máy” is hardly ever written: is “chọn máy” meant?"
    assert any(line.endswith(told) for line in toasoan("check", path).lines)


def test_a_campaign_that_is_not_there_is_refused(tmp_path, campaign):
    refused(toasoan("check", page(tmp_path, "Một."), "--campaign", "Mùa hè"), "Mùa hè")
    refused(toasoan("check", "--all", "--campaign", "Mùa hè"), "--campaign")


def test_without_a_desk_a_campaign_is_refused_and_a_file_is_checked(tmp_path, desk_file):
    path = page(tmp_path, "Hẹn ngày 31.4.")
    refused(toasoan("check", path, "--campaign", "Mùa quà"), "desk")
    done = toasoan("check", path)
    assert done.code == 1
    assert done.err == ""
    assert not desk_file.exists()


def test_a_desk_that_cannot_be_read_is_told_and_the_file_is_checked(tmp_path, desk_file):
    desk_file.write_text("no desk", encoding="utf-8")
    done = toasoan("check", page(tmp_path, "Hẹn ngày 31.4."))
    assert done.code == 1
    assert "desk.json" in done.err
    assert any("impossible-day" in line for line in done.lines)
