"""Corrections of what went out: articles of their own that cite the ledger."""

from __future__ import annotations

import pytest

from store import InvalidValueError, open_desk
from store.articles.corrections import HEADLINE, Notice
from store.campaign_records import Campaign, Quota
from store.channels import Channel
from store.records import Status
from store.report import report_text
from tests.tui.helpers import written

WRONG = Notice(wrong="310 suất", right="130 suất")


@pytest.fixture
def campaign(desk):
    return desk.records.add(
        Campaign(
            name="Tháng Công nhân",
            organisation="Liên đoàn Lao động thành phố",
            channels=(Channel("báo in"), Channel("loa")),
        )
    )


def went_out(desk, campaign, headline="Bữa cơm ca", channel="báo in", **more):
    article = written(
        desk, headline, campaign=campaign.id, channels=(channel,), status=Status.APPROVED
    )
    return desk.ledger.posted(article, channel, **more)


def test_the_notice_says_what_the_law_asks_for(desk, campaign):
    entry = went_out(desk, campaign, where="trang 3")
    notice = Notice(wrong=" 310 suất ", right="130 suất", number="112", section="Công đoàn")
    article = desk.ledger.corrections.begin(entry, notice)
    assert article.headline == HEADLINE
    first, wrong, right, sorry = article.body.split("\n\n")
    for told in ("Bữa cơm ca", "báo in", "Công đoàn", "số 112", "trang 3", "20.4.2027"):
        assert told in first
    assert wrong.endswith(": 310 suất")
    assert right.endswith(": 130 suất")
    assert sorry.startswith("Liên đoàn Lao động thành phố xin lỗi")
    assert article.campaign == campaign.id
    assert article.channels == ("báo in",)
    assert article.topics == ()  # it fills no cell that the piece fills already


def test_what_went_out_stays_as_it_was(desk, campaign):
    entry = went_out(desk, campaign)
    page = desk.ledger.page_of(entry)
    piece = desk.articles[entry.piece]
    desk.ledger.corrections.begin(entry, WRONG)
    assert desk.ledger[entry.id] == entry
    assert desk.ledger.page_of(entry) == page
    assert desk.articles[piece.id] == piece


def test_corrections_of_a_piece_are_numbered_over_its_channels(desk, campaign, clock):
    entry = went_out(desk, campaign)
    other = went_out(desk, campaign, headline="Chuyến xe Tết")
    again = desk.ledger.posted(desk.articles[entry.piece], "loa")
    made = []
    for cited in (entry, again, other, entry):
        clock.wait()
        made.append(desk.ledger.corrections.begin(cited, WRONG))
    assert [desk.ledger.corrections.number(article) for article in made] == [1, 2, 1, 3]
    assert desk.ledger.corrections.of(again) == [made[0], made[1], made[3]]
    assert desk.ledger.corrections.corrected(made[1]) == again
    assert desk.ledger.corrections.number(desk.articles[entry.piece]) == 0


def test_a_correction_meets_no_quota_and_is_told_in_the_report(desk, campaign, clock):
    quota = Quota(name="bài", what="posts", channels=("báo in",), at_least=2, per="chiến dịch")
    desk.records.change(campaign, quotas=(quota,))
    entry = went_out(desk, campaign)
    before = {one.name: (one.value, one.of) for one in desk.reports.figures(campaign).scores}
    notice = desk.ledger.corrections.begin(entry, WRONG)
    desk.articles.set_status(notice, Status.APPROVED)
    desk.ledger.posted(notice, "báo in")
    figures = desk.reports.figures(campaign)
    assert {one.name: (one.value, one.of) for one in figures.scores} == before
    (effect,) = [one for one in figures.scores if one.name == "hiệu quả"]
    assert (effect.parts[0].value, effect.parts[0].of) == (1, 2)
    assert [str(item.why) for item in effect.parts[0].items] == ["None", "a correction"]
    assert "2 lượt phát; 1 lượt là đính chính" in " ".join(report_text(figures).split())


def test_the_correction_of_a_deleted_piece_is_in_its_campaign(desk, campaign):
    entry = went_out(desk, campaign)
    desk.articles.remove(desk.articles[entry.piece])
    assert desk.ledger.corrections.begin(entry, WRONG).campaign == campaign.id


@pytest.mark.parametrize(("wrong", "right"), [("", "130"), ("310", " "), ("", "")])
def test_one_that_does_not_say_what_is_wrong_or_right_is_refused(desk, campaign, wrong, right):
    entry = went_out(desk, campaign)
    before = len(desk.articles)
    with pytest.raises(InvalidValueError):
        desk.ledger.corrections.begin(entry, Notice(wrong=wrong, right=right))
    assert len(desk.articles) == before


def test_it_outlives_the_piece_and_the_program_and_is_undone(desk, campaign, desk_path, clock):
    entry = went_out(desk, campaign)
    article = desk.ledger.corrections.begin(entry, WRONG)
    desk.articles.remove(desk.articles[entry.piece])
    desk.close()
    with open_desk(desk_path, clock=clock) as again:
        clock.wait()
        (entry,) = again.ledger
        assert [one.id for one in again.ledger.corrections.of(entry)] == [article.id]
        later = again.ledger.corrections.begin(entry, WRONG)
        assert again.ledger.corrections.number(later) == 2
        again.undo.step_back()
        assert later.id not in again.articles
