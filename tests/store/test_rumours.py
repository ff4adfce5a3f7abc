"""The log of negative news: hours to the answer, what is late, what is open, undo and bin."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Article, InvalidValueError
from store.campaign_records import Quota, Rumour
from store.campaigns.quotas import Kind, target_hours
from store.campaigns.rumours import entry_of
from store.channels import Channel
from store.dates.moments import read_moment
from store.records import Status
from tests.conftest import Clock

NOW = Clock().time


@pytest.fixture
def claim(desk, campaign):
    """Log a claim that was seen so many hours ago."""

    def log(hours=0, text="Quỹ đã hết tiền", **fields):
        seen = desk.records.now() - timedelta(hours=hours)
        return desk.rumours.add(Rumour(campaign=campaign.id, claim=text, seen=seen, **fields))

    return log


def out(desk, **fields):
    """An article that has gone out now."""
    article = desk.records.add(Article(headline="Quỹ còn đủ", status=Status.APPROVED, **fields))
    return desk.records.change(article, status=Status.EXPORTED, exported=desk.records.now())


def log(desk, campaign):
    return [(e.rumour.claim, e.is_open, e.is_late) for e in desk.rumours.log(campaign)]


def test_the_hours_run_from_seen_to_the_export_of_the_answer(desk, campaign, claim, clock):
    rumour = claim()
    article = desk.rumours.begin_answer(rumour)
    (entry,) = desk.rumours.log(campaign)
    assert (entry.is_open, entry.hours, entry.hours_left) == (True, 0, 24)
    assert entry.answer == article
    clock.wait(90)
    (entry,) = desk.rumours.log(campaign)
    assert (entry.hours, entry.hours_left) == (1.5, 22.5)
    desk.records.change(article, status=Status.EXPORTED, exported=desk.records.now())
    clock.wait(6000)
    (entry,) = desk.rumours.log(campaign)
    assert (entry.is_open, entry.hours, entry.is_late) == (False, 1.5, False)


def test_an_answer_is_out_when_a_version_of_it_is(desk, campaign, claim, clock):
    desk.records.change(campaign, channels=(Channel("báo in"), Channel("Facebook")))
    rumour = claim()
    article = desk.rumours.begin_answer(rumour)
    desk.articles.type_text(article, headline="Quỹ còn đủ", body="Còn đủ.")
    (version,) = desk.articles.versions.make(article, ["Facebook"])
    clock.wait(120)
    desk.articles.set_status(version, Status.APPROVED)
    entry = desk.ledger.posted(version, "Facebook")
    clock.wait(6000)
    desk.articles.set_status(article, Status.APPROVED)
    desk.ledger.posted(article, "báo in")
    (found,) = desk.rumours.log(campaign)
    assert (found.is_open, found.hours, found.is_late) == (False, 2, False)
    desk.ledger.withdraw(entry, "sai")
    (found,) = desk.rumours.log(campaign)
    assert (found.hours, found.is_late) == (102, True)


def test_a_claim_stays_answered_when_its_answer_is_deleted(desk, campaign, claim, clock):
    rumour = claim(2)
    answer = out(desk)
    desk.rumours.answer(rumour, answer)
    unanswered = claim(1, "khác")
    draft = desk.rumours.begin_answer(unanswered)
    clock.wait(6000)
    desk.articles.bulk.remove([answer, draft])
    done, waiting = desk.rumours.log(campaign)[::-1]
    assert (done.is_open, done.hours, done.is_late) == (False, 2, False)
    assert (waiting.is_open, waiting.is_late) == (True, True)
    desk.undo.step_back()
    assert desk.rumours[rumour.id].answer == answer.id
    assert desk.rumours[rumour.id].answered is None
    desk.articles.remove(answer)
    desk.rumours.answer(rumour, None)
    assert all(entry.is_open for entry in desk.rumours.log(campaign))


def test_an_answer_that_is_taken_back_opens_the_claim_again(desk, campaign, claim):
    rumour = claim(25)
    desk.rumours.answer(rumour, out(desk))
    assert log(desk, campaign) == [("Quỹ đã hết tiền", False, True)]
    (article,) = desk.articles
    desk.articles.set_status(article, Status.WITHDRAWN, reason="sai")
    assert log(desk, campaign) == [("Quỹ đã hết tiền", True, True)]


def test_open_claims_come_first_by_the_time_they_have_left(desk, campaign, claim):
    claim(3, "ba giờ"), claim(30, "quá giờ"), claim(10, "mười giờ")
    desk.rumours.answer(claim(40, "đã đáp"), out(desk))
    assert log(desk, campaign) == [
        ("quá giờ", True, True),
        ("mười giờ", True, False),
        ("ba giờ", True, False),
        ("đã đáp", False, True),
    ]


def test_an_article_that_was_out_before_answers_at_once():
    article = Article(status=Status.EXPORTED, exported=NOW - timedelta(days=3))
    rumour = Rumour(campaign="c" * 32, claim="x", seen=NOW)
    entry = entry_of(rumour, article, article.out, NOW + timedelta(days=9), 24)
    assert (entry.answered, entry.is_late) == (NOW, False)
    assert entry_of(rumour, None, None, NOW, 24).answered is None


def test_the_hours_of_the_campaign_count(desk, campaign, claim):
    assert target_hours(campaign, Kind.RUMOURS) == 24
    claim(10)
    assert log(desk, campaign)[0][2] is False
    quotas = (
        Quota(name="đợt truyền thông", at_least=3, per="năm"),
        Quota(name="Số giờ trả lời", at_most=8, per="câu hỏi"),
    )
    desk.records.change(campaign, quotas=quotas)
    assert log(desk, campaign)[0][2] is True
    desk.records.change(campaign, quotas=(Quota(name="số giờ trả lời", at_most=10**12),))
    assert log(desk, campaign)[0][2] is False


def test_an_answer_is_begun_tagged_and_with_its_day(desk, campaign, claim):
    desk.records.change(campaign, topics=("thi đua", "Đẩy lùi thông tin tiêu cực"))
    article = desk.rumours.begin_answer(claim(2))
    assert article.topics == ("Đẩy lùi thông tin tiêu cực",)
    assert article.campaign == campaign.id
    assert article.due == date(2027, 4, 21)
    (rumour,) = desk.rumours
    assert rumour.answer == article.id
    with pytest.raises(InvalidValueError, match="answers it already"):
        desk.rumours.begin_answer(rumour)
    assert desk.undo.step_back() == "answer a claim"
    assert not len(desk.articles)
    assert desk.rumours[rumour.id].answer is None
    desk.records.change(campaign, topics=("thi đua",))
    assert desk.rumours.begin_answer(rumour).topics == ()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": " "}, "what is claimed"),
        ({"hours": -1}, "seen in the future"),
    ],
)
def test_what_is_no_claim_is_refused(desk, claim, fields, words):
    with pytest.raises(InvalidValueError, match=words):
        claim(**fields)
    assert not len(desk.rumours)


def test_an_edit_is_checked_and_can_be_taken_back(desk, claim):
    rumour = claim(1)
    with pytest.raises(InvalidValueError):
        desk.rumours.edit(rumour, claim="")
    with pytest.raises(InvalidValueError):
        desk.rumours.edit(rumour, seen=desk.records.now() + timedelta(minutes=1))
    desk.rumours.edit(rumour, verdict="false", checked=" hỏi kế toán ")
    assert desk.rumours[rumour.id].checked == "hỏi kế toán"
    assert desk.undo.step_back() == "edit claim"
    assert desk.rumours[rumour.id].verdict == ""


def test_a_deleted_answer_opens_the_claim_and_both_come_back(desk, campaign, claim):
    rumour = claim(1)
    article = out(desk)
    desk.rumours.answer(rumour, article)
    desk.articles.remove(article)
    assert desk.rumours[rumour.id].answer is None
    (gone,) = desk.trash
    desk.trash.restore(gone)
    assert desk.rumours[rumour.id].answer == article.id
    desk.articles.remove(article)
    desk.undo.step_back()
    assert log(desk, campaign) == [("Quỹ đã hết tiền", False, False)]


def test_a_deleted_claim_comes_back_with_its_answer(desk, claim):
    rumour = desk.rumours.answer(claim(1), out(desk))
    desk.rumours.remove(rumour)
    assert not len(desk.rumours)
    assert len(desk.articles) == 1
    (gone,) = desk.trash
    assert gone.title == "Quỹ đã hết tiền"
    desk.trash.restore(gone)
    assert desk.rumours[rumour.id].answer == rumour.answer


def test_the_answer_of_a_claim_cannot_be_undone_away(desk, claim):
    """An article that a claim names by now stays when its making is to be taken back."""
    rumour = claim(1)
    desk.records.write("new article", [Article(headline="Đáp")])
    (article,) = desk.articles
    desk.records.change(rumour, answer=article.id)
    with pytest.raises(InvalidValueError, match="so it stays"):
        desk.undo.step_back()
    assert article.id in desk.articles


@pytest.mark.parametrize(
    ("text", "hours"), [("", 0), ("hôm qua 22h", 11), ("8h30", 0.5), ("18.4 9h", 48)]
)
def test_when_it_was_seen_is_typed_as_one_says_it(text, hours):
    assert NOW - read_moment(text, NOW, None) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["hôm qua", "18.4"])
def test_without_the_hour_it_is_refused(text):
    with pytest.raises(InvalidValueError, match="Type the hour as well"):
        read_moment(text, NOW, None)


def test_what_is_no_time_is_refused():
    with pytest.raises(InvalidValueError, match="not understood"):
        read_moment("lúc nãy ấy", NOW, None)


SPANS = st.timedeltas(timedelta(days=-400), timedelta(days=400))


@given(SPANS, st.none() | SPANS, st.integers(0, 200), st.sampled_from(Status))
def test_it_is_late_when_the_hours_are_over_before_the_answer(seen, exported, target, status):
    rumour = Rumour(campaign="c" * 32, claim="x", seen=NOW + seen)
    article = Article(status=status, exported=None if exported is None else NOW + exported)
    entry = entry_of(rumour, article, article.out, NOW, target)
    answered, late = entry.answered, entry.is_late
    is_out = status not in (Status.WITHDRAWN, Status.CANCELLED) and exported is not None
    assert (answered is not None) == is_out
    if answered is not None:
        hours = (answered - rumour.seen) / timedelta(hours=1)
        assert hours >= 0
        assert late == (hours > target)
    else:
        assert late == (rumour.seen + timedelta(hours=target) < NOW)
