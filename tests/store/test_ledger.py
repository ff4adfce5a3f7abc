"""The ledger: what went out, when, in which channel, and as which bytes."""

from __future__ import annotations

import errno
import hashlib
import shutil
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from store import (
    FileError,
    FileExistsAlreadyError,
    InvalidValueError,
    SaveError,
    Task,
    doctor,
    open_desk,
)
from store.articles.listing import (
    EDITED,
    ArticleFilter,
    Beside,
    Facet,
    Kind,
    Listing,
    Sorting,
    facets,
)
from store.campaign_records import Campaign, Question, Quota, Rumour
from store.campaigns.calendar import Kind as CalendarKind
from store.campaigns.matrix import View
from store.channels import Channel
from store.ledger import LedgerEntry, first_outs
from store.records import Status
from store.report import report_text

from .disk import failing, one_sentence

MASS, GRASS = "truyền thông đại chúng", "trực tiếp tại cơ sở"


@pytest.fixture
def campaign(desk):
    channels = (Channel("báo in", MASS), Channel("loa", GRASS), Channel("Facebook", "mạng xã hội"))
    return desk.records.add(Campaign(name="Tháng Công nhân", channels=channels))


def approved(desk, campaign=None, headline="Bữa cơm ca", **fields):
    article = desk.articles.new(campaign, headline=headline, body=f"{headline}.", **fields)
    return desk.articles.set_status(article, Status.APPROVED)


# --- what an export leaves


def test_an_export_leaves_an_entry_with_the_exact_bytes(desk, campaign, clock, tmp_path):
    article = approved(desk, campaign, channels=("báo in",))
    clock.wait()
    path = desk.articles.export(article, tmp_path)
    (entry,) = desk.ledger.entries()
    assert (entry.piece, entry.headline, entry.channel) == (article.id, "Bữa cơm ca", "báo in")
    assert (entry.at, entry.file) == (clock(), str(path))
    assert entry.who == desk.revisions.of(article).revisions[-1].who
    assert entry.revision == desk.revisions.of(article).revisions[-1].at
    assert desk.ledger.page_of(entry) == path.read_bytes()
    assert entry.digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_entry_outlives_the_article_and_the_program(desk, desk_path, clock, tmp_path):
    path = desk.articles.export(approved(desk), tmp_path)
    page = path.read_bytes()
    desk.articles.remove(next(iter(desk.articles)))
    desk.close()
    with open_desk(desk_path, clock=clock) as again:
        (entry,) = again.ledger.entries()
        assert again.ledger.page_of(entry) == page
        clock.use(again, 40)  # the bin has forgotten the article and its history
        assert len(again.trash) == 0
        (entry,) = again.ledger.entries()
        assert again.ledger.page_of(entry) == page
    assert all(report.is_sound for report in doctor.examine(desk_path))


def test_a_draft_leaves_no_entry(desk, tmp_path):
    article = desk.articles.new(headline="Nháp", body="Chưa xong.")
    desk.articles.export(article, tmp_path)
    assert desk.ledger.entries() == []


def test_several_at_once_leave_an_entry_each(desk, tmp_path):
    articles = [approved(desk, headline=f"Bài {n}") for n in range(3)]
    desk.articles.bulk.export(desk.articles.bulk.export_plan(articles, tmp_path))
    assert {entry.piece for entry in desk.ledger.entries()} == {one.id for one in articles}


def test_one_file_is_for_one_channel(desk, campaign, tmp_path):
    several = approved(desk, campaign, channels=("loa", "báo in", "Facebook"))
    desk.articles.export(several, tmp_path)
    assert [entry.channel for entry in desk.ledger.entries()] == ["loa"]
    desk.articles.export(several, tmp_path, channel="báo in")
    assert [entry.channel for entry in desk.ledger.entries()][:1] == ["báo in"]
    desk.articles.export(approved(desk, headline="Không kênh"), tmp_path)
    assert "" in {entry.channel for entry in desk.ledger.entries()}


def test_going_out_again_moves_nothing(desk, campaign, clock, tmp_path):
    """W3."""
    article = approved(desk, campaign, channels=("báo in",))
    first = clock()
    desk.articles.export(article, tmp_path)
    clock.time += timedelta(days=8)
    desk.articles.type_text(article, body="Đã viết lại.")
    desk.articles.export(article, tmp_path)
    assert len(desk.ledger.entries()) == 2
    assert desk.articles[article.id].out == first
    assert first_outs(desk.ledger) == {article.id: {"báo in": first}}
    history = desk.revisions.of(article)
    texts = [state.body for state in history.states() if state]
    assert texts[-1] == "Đã viết lại."
    assert desk.ledger.entries()[0].revision == history.revisions[-1].at


def test_a_claim_stays_answered_in_time_when_its_answer_goes_out_again(
    desk, campaign, clock, tmp_path
):
    """W3."""
    claim = desk.rumours.add(Rumour(campaign=campaign.id, claim="Quỹ hết tiền", seen=clock()))
    answer = approved(desk, campaign)
    desk.rumours.answer(claim, answer)
    clock.time += timedelta(hours=5)
    desk.articles.export(answer, tmp_path)
    clock.time += timedelta(days=10)
    desk.articles.export(answer, tmp_path)
    (entry,) = desk.rumours.log(campaign)
    assert (entry.hours, entry.is_late) == (5, False)


def test_the_entry_comes_after_the_file(desk, tmp_path):
    article = approved(desk)
    with failing("pwrite", code=errno.ENOSPC), pytest.raises(SaveError):
        desk.articles.export(article, tmp_path)
    (path,) = tmp_path.glob("*.txt")
    assert desk.ledger.entries() == []
    assert desk.articles[article.id].status is Status.APPROVED
    assert desk.articles.export(article, tmp_path) == path  # takes the very file, and records it
    assert len(desk.ledger.entries()) == 1


def test_what_went_out_is_not_undone(desk, tmp_path):
    desk.articles.export(approved(desk), tmp_path)
    while desk.undo.entries():
        try:
            desk.undo.step_back()
        except InvalidValueError:  # the article has gone out: it stays
            break
    assert len(desk.ledger.entries()) == len(desk.articles) == 1
    assert [article.status for article in desk.articles] == [Status.EXPORTED]


# --- exported cannot be set by hand


@pytest.mark.parametrize("status", [Status.EDITING, Status.APPROVED])
def test_exported_is_set_by_no_hand(desk, status):
    """W5."""
    article = desk.articles.new(headline="Bài", body="Lời.", status=status)
    for set_status in (
        lambda: desk.articles.set_status(article, Status.EXPORTED),
        lambda: desk.articles.bulk.set_status([article], Status.EXPORTED),
    ):
        with pytest.raises(InvalidValueError) as refusal:
            set_status()
        assert "comes from the ledger" in one_sentence(refusal.value)
    assert desk.articles[article.id].status is status


def test_what_is_out_is_withdrawn_and_not_cancelled(desk, tmp_path):
    article = approved(desk)
    desk.articles.export(article, tmp_path)
    with pytest.raises(InvalidValueError, match="has gone out; withdraw it"):
        desk.articles.set_status(article, Status.CANCELLED)


# --- posted by hand


def test_an_article_is_recorded_as_posted(desk, campaign, clock):
    article = approved(desk, campaign, channels=("Facebook",))
    at = clock() - timedelta(hours=3)
    entry = desk.ledger.posted(article, "facebook", at=at, where=" https://fb.example/1 ")
    assert (entry.channel, entry.at, entry.where) == ("Facebook", at, "https://fb.example/1")
    assert entry.file == ""
    assert desk.ledger.page_of(entry) == desk.articles.page_bytes(article)
    now = desk.articles[article.id]
    assert (now.status, now.out) == (Status.EXPORTED, at)


def test_a_task_is_recorded_as_posted_without_a_text(desk, campaign, clock):
    task = desk.tasks.add(Task(campaign=campaign.id, title="Treo băng rôn"))
    entry = desk.ledger.posted(task, "loa", where="cổng khu công nghiệp")
    assert (entry.piece, entry.headline, entry.at) == (task.id, "Treo băng rôn", clock())
    assert not entry.has_text
    assert desk.tasks[task.id].done is None
    with pytest.raises(InvalidValueError, match="without a text"):
        desk.ledger.page_of(entry)
    assert first_outs(desk.ledger) == {task.id: {"loa": clock()}}


def test_what_cannot_have_gone_out_is_refused(desk, campaign, clock):
    draft = desk.articles.new(campaign, headline="Nháp", body="Lời.")
    ready = approved(desk, campaign)
    for piece, channel, at, why in (
        (draft, "loa", None, "is not finished, so it cannot have gone out: it is not approved"),
        (ready, "loa", clock() + timedelta(minutes=1), "still to come"),
        (ready, "Zalo", None, "has no channel “Zalo”; it has: báo in, loa, Facebook"),
        (ready, " ", None, "Name the channel"),
    ):
        with pytest.raises(InvalidValueError, match=why):
            desk.ledger.posted(piece, channel, at=at)
    assert desk.ledger.entries() == []


def test_a_post_from_before_is_the_first_time_out(desk, campaign, clock, tmp_path):
    article = approved(desk, campaign, channels=("báo in", "loa"))
    desk.articles.export(article, tmp_path)
    before = clock() - timedelta(days=1)
    desk.ledger.posted(article, "loa", at=before)
    assert first_outs(desk.ledger) == {article.id: {"báo in": clock(), "loa": before}}
    assert desk.articles[article.id].out == before


# --- withdrawn


def test_a_withdrawal_is_set_once_and_has_a_reason(desk, campaign, clock, tmp_path):
    article = approved(desk, campaign, channels=("báo in", "loa"))
    desk.articles.export(article, tmp_path)
    clock.wait()
    second = clock()
    loud = desk.ledger.posted(article, "loa")
    printed = desk.ledger.entries(channel="báo in")[0]
    clock.wait()
    with pytest.raises(InvalidValueError, match="Say why"):
        desk.ledger.withdraw(printed, " ")
    gone = desk.ledger.withdraw(printed, "sai số liệu")
    assert (gone.withdrawn, gone.reason) == (clock(), "sai số liệu")
    assert desk.articles[article.id].status is Status.EXPORTED  # it is out on the loudspeaker
    assert desk.articles[article.id].out == second
    with pytest.raises(InvalidValueError, match="is withdrawn already"):
        desk.ledger.withdraw(gone, "lần nữa")
    desk.ledger.withdraw(loud, "sai số liệu")
    assert desk.articles[article.id].status is Status.WITHDRAWN
    assert desk.articles[article.id].out is None
    assert first_outs(desk.ledger) == {}
    assert len(desk.ledger.entries()) == 2


def test_what_was_withdrawn_while_its_article_lay_in_the_bin_stays_so(desk, tmp_path):
    article = approved(desk)
    desk.articles.export(article, tmp_path)
    desk.articles.remove(article)
    (entry,) = desk.ledger
    desk.ledger.withdraw(entry, "sai")
    (gone,) = desk.trash
    desk.trash.restore(gone)
    assert desk.articles[article.id].status is Status.WITHDRAWN
    assert desk.articles[article.id].out is None


def test_withdrawing_an_article_withdraws_what_went_out(desk, campaign, clock, tmp_path):
    task = desk.tasks.add(Task(campaign=campaign.id, title="Bài"))
    article = approved(desk, campaign, channels=("báo in",))
    desk.tasks.attach(task, article)
    desk.articles.export(article, tmp_path)
    assert desk.tasks[task.id].done
    desk.articles.set_status(article, Status.WITHDRAWN, reason="sai")
    (entry,) = desk.ledger.entries()
    assert entry.withdrawn == clock()
    assert desk.tasks[task.id].done is None
    assert desk.undo.step_back() == "status"
    assert desk.ledger[entry.id].withdrawn is None
    assert desk.articles[article.id].out == clock()


# --- what did we publish on that day


@pytest.mark.parametrize("hour", [23, 0])
def test_all_say_the_same_day_of_what_a_machine_in_another_zone_recorded(desk, campaign, hour):
    """15.4 at 0h30 here is still 14.4 in UTC; 16.4 at 0h30 in Tokyo is 15.4 at 22h30 here."""
    at = datetime(2027, 4, 14, 17, 30, tzinfo=UTC)
    day = date(2027, 4, 15)
    if hour == 23:
        at = datetime(2027, 4, 16, 0, 30, tzinfo=timezone(timedelta(hours=9)))
    quota = Quota(name="bài", what="posts", channels=("loa",), at_least=1, per="ngày")
    fields = {"quotas": (quota,), "start": day - timedelta(days=2), "topics": ("thi đua",)}
    desk.records.change(campaign, **fields)
    task = desk.tasks.add(Task(campaign=campaign.id, title="x", topics=("thi đua",), done=at))
    fields = {"topics": ("thi đua",), "channels": ("loa",), "exported": at}
    article = approved(desk, campaign, **fields)
    for piece in (article, task):
        entry = LedgerEntry(at=at, piece=piece.id, headline="x", channel="loa")
        desk.records.add(entry)
    question = Question(campaign=campaign.id, text="Bao giờ?", asked=at, answered=at)
    desk.records.add(question)

    assert len(desk.ledger.entries(day=day)) == 2
    view = View(since=day, until=day)
    (row,) = desk.reports.matrix(campaign, view).rows
    assert [len(cell.out) for cell in row.cells] == [0, 2, 0]
    figures = desk.reports.figures(campaign)
    (effect,) = [score for score in figures.scores if score.name == "hiệu quả"]
    met = [item.name for item in effect.parts[0].items if item.why is None]
    assert met == ["15.4.2027"]
    told = report_text(figures)
    assert "15.4.2027" in told
    assert "14.4.2027" not in told
    assert "16.4.2027" not in told
    (shown,) = desk.calendar.days(campaign, day, day, kinds={CalendarKind.OUT})
    assert [one.title for one in shown.entries] == [article.title]
    pace = desk.reports.pace(campaign)
    assert dict(zip(pace.days, pace.out, strict=False)).get(day) == 2
    assert dict(zip(pace.days, pace.left, strict=False))[day] == 0


def test_what_is_out_is_withdrawn_with_a_reason_or_not_at_all(desk, campaign):
    out, other = approved(desk, campaign), approved(desk, campaign)
    entry = desk.ledger.posted(out, "loa")
    with pytest.raises(InvalidValueError, match=r"^Say why it is withdrawn\.$"):
        desk.articles.bulk.set_status([other, out], Status.WITHDRAWN, reason=" ")
    assert [one.status for one in desk.articles] == [Status.EXPORTED, Status.APPROVED]
    assert desk.ledger[entry.id].withdrawn is None
    assert desk.articles.set_status(other, Status.WITHDRAWN).status is Status.WITHDRAWN


def test_entries_by_day_channel_and_piece(desk, campaign, clock, tmp_path):
    one = approved(desk, campaign, headline="Một", channels=("báo in",))
    two = approved(desk, campaign, headline="Hai", channels=("loa",))
    desk.articles.export(one, tmp_path)
    clock.wait()
    desk.articles.export(two, tmp_path)
    day = clock().date()
    clock.time += timedelta(days=1)
    desk.ledger.posted(one, "Facebook")
    ledger = desk.ledger
    assert [e.headline for e in ledger.entries()] == ["Một", "Hai", "Một"]
    assert [e.headline for e in ledger.entries(day=day)] == ["Hai", "Một"]
    assert [e.headline for e in ledger.entries(channel="LOA")] == ["Hai"]
    assert [e.channel for e in ledger.entries(piece=one)] == ["Facebook", "báo in"]


# --- that file again, as it was


def test_a_file_is_written_again_as_it_was(desk, clock, tmp_path):
    article = approved(desk)
    path = desk.articles.export(article, tmp_path / "ra")
    page = path.read_bytes()
    (entry,) = desk.ledger.entries()
    desk.articles.type_text(article, body="Khác hẳn.")
    path.unlink()
    assert desk.ledger.write(entry, tmp_path / "ra") == path
    assert path.read_bytes() == page
    assert desk.ledger.write(entry, tmp_path / "ra") == path  # it is there, as it was
    path.write_bytes(b"somebody else")
    with pytest.raises(FileExistsAlreadyError) as refusal:
        desk.ledger.write(entry, tmp_path / "ra")
    assert f"{path} is not what went out on 20.4.2027" in one_sentence(refusal.value)
    assert path.read_bytes() == b"somebody else"
    assert desk.ledger.write(entry, tmp_path / "mới").read_bytes() == page


def test_what_was_posted_gets_a_name_from_its_day_and_headline(desk, campaign, tmp_path):
    entry = desk.ledger.posted(approved(desk, campaign), "loa")
    assert desk.ledger.write(entry, tmp_path).name == "2027-04-20-bua-com-ca.txt"


def test_bytes_that_are_damaged_are_told(desk, tmp_path):
    desk.articles.export(approved(desk), tmp_path)
    (entry,) = desk.ledger.entries()
    desk.records.change(entry, packed=b"x")
    with pytest.raises(FileError, match="is damaged in the desk file"):
        desk.ledger.page_of(entry)


# --- edited after it went out


def test_an_article_says_that_it_was_edited_after_it_went_out(desk, tmp_path):
    article = approved(desk)
    assert not desk.ledger.is_edited_since(article)
    desk.articles.export(article, tmp_path)
    assert not desk.ledger.is_edited_since(desk.articles[article.id])
    edited = desk.articles.type_text(article, body="Đã sửa.")
    assert desk.ledger.is_edited_since(edited)
    desk.articles.export(edited, tmp_path, replace=True)
    assert not desk.ledger.is_edited_since(desk.articles[article.id])


def test_what_was_edited_since_it_went_out_is_found_by_a_facet(desk, tmp_path):
    one, two = approved(desk, headline="Một"), approved(desk, headline="Hai")
    desk.articles.export(one, tmp_path)
    desk.articles.export(two, tmp_path)
    desk.articles.type_text(one, body="Khác.")
    beside = Beside(desk.ledger.is_edited_since)
    facet = Facet(Kind.EDITED, EDITED)
    assert (facet, 1) in facets(desk.articles, beside=beside)
    wanted = ArticleFilter(facets=frozenset({facet}))
    found = Listing(beside).listed(desk.articles, wanted, Sorting())
    assert [article.headline for article in found] == ["Một"]
    assert facet not in dict(facets(desk.articles))


def test_an_export_of_another_machine_counts_though_the_text_is_in_conflict(
    desk, desk_path, campaign, clock, tmp_path
):
    article = approved(desk, campaign, channels=("báo in",))
    desk.file.checkpoint()
    there = tmp_path / "máy kia" / "desk.json"
    there.parent.mkdir()
    shutil.copy(desk_path, there)
    with open_desk(there, clock=clock) as other:
        other.articles.export(other.articles[article.id], tmp_path / "ra")
    out = clock()
    clock.wait()
    desk.articles.type_text(article, body="Sửa ở máy này.")
    desk.file.checkpoint()
    shutil.copy(there, desk_path)
    desk.file.external.merge()
    assert len(desk.file.conflicts) == 1
    now = desk.articles[article.id]
    assert (now.body, now.out, now.status) == ("Sửa ở máy này.", out, Status.EXPORTED)
    assert desk.ledger.is_edited_since(now)


def test_a_time_without_an_offset_is_local(desk, campaign, clock):
    """As another program may write it."""
    article = approved(desk, campaign, channels=("loa",))
    entry = desk.ledger.posted(article, "loa")
    desk.records.change(entry, at=datetime(2027, 4, 19, 9, 0))
    assert first_outs(desk.ledger)[article.id]["loa"] == clock() - timedelta(days=1)
    assert desk.ledger.entries(day=clock().date() - timedelta(days=1))
