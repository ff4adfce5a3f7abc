"""Rights cases and source sheets of articles: follow-ups in order, what is due, undo."""

from __future__ import annotations

from datetime import date, timedelta
from zipfile import ZipFile

import pytest

from store import Article, InvalidValueError, RecordNotFoundError
from store.articles.sources import is_real, with_second
from store.campaigns.rights import cases, follow_ups, next_follow_up
from store.records import RIGHTS, FollowUp, Source, Status

TODAY = date(2027, 4, 20)


def day(n):
    return TODAY + timedelta(days=n)


def case(headline, *days, **fields):
    known = tuple(FollowUp(day=day(n), what=f"ngày {n}") for n in days)
    return Article(headline=headline, kind=RIGHTS, follow_ups=known, **fields)


@pytest.fixture
def article(desk, campaign):
    return desk.records.add(Article(headline="Nợ lương ở xưởng gỗ", campaign=campaign.id))


# ---------------------------------------------------------------- rights cases


def test_an_article_becomes_a_case_and_is_none_again(desk, campaign, article):
    desk.rights.mark(article, True)
    assert [found.article.id for found in desk.rights.cases(campaign)] == [article.id]
    desk.rights.add_follow_up(article, FollowUp(day=day(3), what=" gặp chủ xưởng "))
    desk.rights.mark(article, False)
    assert desk.rights.cases() == []
    assert follow_ups(desk.articles, TODAY) == []
    assert desk.undo.step_back() == "kind"
    assert desk.rights.cases()[0].next.follow_up.what == "gặp chủ xưởng"


def test_follow_ups_stand_by_their_day_and_are_ticked(desk, article):
    desk.rights.mark(article, True)
    for n in (5, -2, 3):
        desk.rights.add_follow_up(article, FollowUp(day=day(n), what=f"ngày {n}"))
    now = desk.articles[article.id]
    assert [one.what for one in now.follow_ups] == ["ngày -2", "ngày 3", "ngày 5"]
    (found,) = desk.rights.cases()
    assert (found.next.days_left, found.next.is_overdue, found.done) == (-2, True, 0)
    desk.rights.tick_follow_up(article, 0)
    (found,) = desk.rights.cases()
    assert (found.next.days_left, found.next.place, found.done) == (3, 1, 1)
    desk.rights.edit_follow_up(article, 1, FollowUp(day=day(9), what="hoãn"))
    assert [one.what for one in desk.articles[article.id].follow_ups][1:] == ["ngày 5", "hoãn"]
    desk.rights.remove_follow_up(article, 1)
    assert desk.undo.step_back() == "delete follow-up"
    desk.undo.step_back(), desk.undo.step_back()
    assert desk.articles[article.id].follow_ups == now.follow_ups
    desk.rights.tick_follow_up(article, 0), desk.rights.tick_follow_up(article, 0)
    assert desk.articles[article.id].follow_ups == now.follow_ups


def test_what_does_not_say_what_for_is_refused(desk, article):
    with pytest.raises(InvalidValueError, match="what is to be looked at"):
        desk.rights.add_follow_up(article, FollowUp(day=TODAY, what=" "))
    with pytest.raises(RecordNotFoundError, match="no longer there"):
        desk.rights.tick_follow_up(article, 0)


def test_due_follow_ups_of_all_cases_by_their_day():
    late, soon = case("Muộn", -1, 8), case("Sớm", 0)
    none = Article(headline="Thường", follow_ups=(FollowUp(day=day(-9), what="x"),))
    gone = case("Bỏ", -5, status=Status.CANCELLED)
    found = follow_ups([soon, late, none, gone], TODAY)
    assert [(due.article.headline, due.days_left, due.place) for due in found] == [
        ("Muộn", -1, 0),
        ("Sớm", 0, 0),
        ("Muộn", 8, 1),
    ]
    assert next_follow_up(late).day == day(-1)
    assert next_follow_up(none) is None


def test_cases_overdue_first_and_closed_last():
    found = cases(
        [
            case("Xong", outcome="Đã trả lương"),
            case("Bị quên"),
            case("Tuần sau", 7),
            case("Quá hạn", -3, outcome="Trả một phần"),
        ],
        TODAY,
    )
    assert [(one.article.headline, one.is_closed) for one in found] == [
        ("Quá hạn", False),
        ("Tuần sau", False),
        ("Bị quên", False),
        ("Xong", True),
    ]


def test_the_outcome_can_be_taken_back(desk, article):
    desk.rights.set_outcome(article, " Đã trả đủ ")
    assert desk.articles[article.id].outcome == "Đã trả đủ"
    assert desk.undo.step_back() == "outcome"
    assert desk.articles[article.id].outcome == ""


# ---------------------------------------------------------------- the source sheet


def test_sources_are_added_changed_and_removed_in_their_place(desk, article):
    desk.articles.sources.add(article, Source(who=" Lê Thu ", contact=" 0900 111 222 "))
    desk.articles.sources.add(
        article, Source(who="Trần An", second="Võ Bình", beneficiary="450 thợ")
    )
    now = desk.articles[article.id]
    assert [(one.who, one.contact) for one in now.sources] == [
        ("Lê Thu", "0900 111 222"),
        ("Trần An", ""),
    ]
    assert with_second(now.sources) == 1
    assert is_real(now)
    desk.articles.sources.edit(article, 0, Source(who="Lê Thu Hà"))
    desk.articles.sources.remove(article, 1)
    assert desk.articles[article.id].sources == (Source(who="Lê Thu Hà"),)
    assert not is_real(desk.articles[article.id])
    assert desk.undo.step_back() == "delete source"
    desk.undo.step_back()
    assert desk.articles[article.id].sources == now.sources


def test_a_source_without_a_name_is_refused(desk, article):
    with pytest.raises(InvalidValueError, match="needs a name"):
        desk.articles.sources.add(article, Source(who=" ", figure="450"))
    with pytest.raises(RecordNotFoundError):
        desk.articles.sources.remove(article, 0)
    with pytest.raises(RecordNotFoundError):
        desk.articles.sources.edit(article, 1, Source(who="x"))


def test_contacts_stay_on_the_desk(desk, campaign, article, tmp_path):
    """Not on the page, not in the report, the plan or the calendar."""
    secret = "0900 111 222"
    desk.articles.sources.add(article, Source(who="Người giấu tên", contact=secret, figure="450"))
    desk.rights.mark(article, True)
    desk.rights.add_follow_up(article, FollowUp(day=day(1), what="gọi lại"))
    desk.records.change(article, body="Một câu.", byline="An", status=Status.APPROVED)
    page = desk.articles.export(desk.articles[article.id], tmp_path)
    files = [page, *desk.reports.write(campaign, tmp_path / "report")]
    assert len(files) >= 4
    for file in files:
        data = file.read_bytes()
        if file.suffix == ".docx":
            data = ZipFile(file).read("word/document.xml")
        text = data.decode("utf-8-sig")
        assert secret not in text, file
        assert "giấu tên" not in text, file
