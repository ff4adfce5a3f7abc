"""What covers a topic, an audience, an anniversary."""

from __future__ import annotations

from datetime import date

import pytest

from store.campaign_records import Campaign
from store.campaigns.scores import ANNIVERSARIES, BREADTH, COMPLETE, EFFECT, IN_SYNC, USEFUL
from store.records import Source, Status

from .samples import NOW, TODAY, article, counted, task


def test_a_campaign_without_lists_has_nothing_to_count():
    assert counted(campaign=Campaign(name="Trống")) == {}


def test_a_new_campaign_has_all_to_do():
    found = counted(task(topics=("quà",), levels=("cơ sở",), audiences=("đoàn viên",)))
    assert {name: (score.value, score.of) for name, score in found.items()} == {
        BREADTH: (0, 4),
        COMPLETE: (0, 2),
        EFFECT: (0, 2),
        ANNIVERSARIES: (0, 2),
        IN_SYNC: (0, 2),
    }
    assert found[BREADTH].counted == ()


def test_breadth_is_the_share_of_level_and_audience_in_which_something_is_out():
    done = article(levels=("thành phố", "cơ sở"), audiences=("đoàn viên",))
    same = article(levels=("cơ sở",), audiences=("đoàn viên",))
    draft = article(Status.APPROVED, levels=("cơ sở",), audiences=("chính quyền",))
    elsewhere = article(levels=("cơ sở",), audiences=("học sinh",))
    planned = task(levels=("thành phố",), audiences=("chính quyền",))
    found = counted(done, same, draft, elsewhere, planned)[BREADTH]
    assert (found.ready, found.planned) == (1, 1), "beside, and never counted"
    assert (found.value, found.of, found.share) == (2, 4, 0.5)
    assert found.counted == (done.id, same.id)


def test_a_topic_is_covered_by_a_piece_that_is_out():
    out = article(Status.EXPORTED, topics=("quà", "khác"))
    gone = article(Status.WITHDRAWN, topics=("an toàn",))
    found = counted(out, gone)[COMPLETE]
    assert (found.value, found.of, found.counted) == (1, 2, (out.id,))


def test_an_article_does_not_carry_the_tags_of_its_tasks():
    """W2b: an article of one level and audience on a task of two of each."""
    written = article(levels=("cơ sở",), audiences=("đoàn viên",))
    everywhere = {
        "levels": ("thành phố", "cơ sở"),
        "audiences": ("đoàn viên", "chính quyền"),
        "topics": ("quà",),
        "due": date(2027, 5, 1),
    }
    found = counted(written, task(articles=(written.id,), done=NOW, **everywhere))
    assert (found[BREADTH].value, found[BREADTH].counted) == (1, (written.id,))
    assert found[COMPLETE].value == found[ANNIVERSARIES].value == 0


@pytest.mark.parametrize(
    ("status", "done", "value"),
    [
        (None, NOW, 0),
        (Status.WITHDRAWN, NOW, 0),
        (Status.APPROVED, NOW, 0),
        (Status.EXPORTED, None, 1),
    ],
)
def test_a_ticked_task_covers_nothing(status, done, value):
    """W1 and W7."""
    written = [article(status, topics=("quà",))] if status else []
    hung = task(topics=("quà",), done=done, articles=tuple(one.id for one in written))
    assert counted(hung, *written)[COMPLETE].value == value


def test_a_task_that_was_recorded_as_posted_counts():
    hung = task(topics=("quà",), levels=("cơ sở",), audiences=("đoàn viên",), due=TODAY)
    found = counted(hung, posts=[(hung, "bảng tin", NOW)])
    assert [found[name].value for name in (COMPLETE, BREADTH, IN_SYNC)] == [1, 1, 0]


@pytest.mark.parametrize(
    ("fields", "is_hung"),
    [
        ({"anchor": "Tết Nguyên đán"}, True),
        ({"anchor": "tết  nguyên đán"}, True),
        ({"due": date(2027, 5, 1)}, True),
        ({"due": date(2027, 5, 16)}, True),
        ({"due": date(2027, 5, 17)}, False),
        ({"anchor": "start"}, False),
        ({}, False),
    ],
)
def test_a_topic_hangs_on_an_anniversary_by_its_anchor_or_its_day(fields, is_hung):
    hung = task(topics=("quà",), **fields)
    found = counted(hung, posts=[(hung, "bảng tin", NOW)])[ANNIVERSARIES]
    assert (found.value, found.counted) == ((1, (hung.id,)) if is_hung else (0, ()))
    assert counted(hung)[ANNIVERSARIES].value == 0  # planned is not out


def test_a_topic_of_the_article_hangs_too():
    written = article(topics=("an toàn",))
    found = counted(task(articles=(written.id,), due=date(2027, 5, 1)), written)
    assert found[ANNIVERSARIES].value == 1


def test_a_version_hangs_where_its_master_does():
    master = article(Status.APPROVED)
    version = article(topics=("an toàn",), master=master.id)
    hung = task(articles=(master.id,), due=date(2027, 5, 1))
    assert counted(hung, master, version)[ANNIVERSARIES].value == 1


def test_topics_in_sync_are_those_of_the_matrix():
    printed = article(Status.EXPORTED, topics=("quà",), channels=("báo in",), exported=NOW)
    tags = {"topics": ("quà", "an toàn"), "channels": ("bảng tin",)}
    posted = article(exported=NOW, master=printed.id, **tags)
    chat = article(topics=("quà",), channels=("Zalo",))
    found = counted(printed, posted, chat)[IN_SYNC]
    assert (found.value, found.of) == (1, 2)
    assert set(found.counted) == {printed.id, posted.id}


def test_real_deeds_are_articles_out_with_a_beneficiary_or_a_figure_of_the_text():
    def told(figure, body):
        return article(body=body, sources=(Source(who="An"), Source(who="Bình", figure=figure)))

    helped = article(sources=(Source(who="Lê Thu", beneficiary="32 thợ may"),))
    figures = told("2310 suất quà", "Trao 2.310 suất quà."), told("6,5 %", "Tăng 6,5% một năm.")
    wrong = [
        told("450", "Không có số."),
        told("450 suất", "Có 450 thợ."),
        told("45 suất", "Có 450 suất."),
        told("abc", "abc"),
        told("", "450"),
    ]
    empty = article(sources=(Source(who="An", beneficiary=" "),))
    draft = article(Status.APPROVED, body="1 ca", sources=(Source(who="An", figure="1 ca"),))
    found = counted(helped, *figures, *wrong, empty, draft, task(done=NOW))[USEFUL]
    assert found.counted == (helped.id, *(one.id for one in figures))
    assert (found.value, found.of) == (3, 9)


def test_a_version_has_the_sources_of_its_master_but_a_figure_of_its_own_text():
    master = article(sources=(Source(who="An", figure="450 suất quà"),), body="Trao 450 suất quà.")
    told = article(master=master.id, body="450 suất quà đã trao.")
    short = article(master=master.id, body="Quà đã trao.")
    found = counted(master, told, short)[USEFUL]
    assert (found.counted, found.of) == ((master.id, told.id), 3)


def test_a_version_hangs_on_the_anniversary_of_its_message():
    master = article(Status.APPROVED, topics=("quà",))
    version = article(topics=("quà",), master=master.id)
    hung = task(topics=("quà",), anchor="Ngày Quốc tế Lao động", articles=(master.id,))
    assert counted(master, version, hung)[ANNIVERSARIES].counted == (version.id,)
