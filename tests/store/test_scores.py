"""The requirements of a campaign, counted from its pieces."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.campaign_records import Campaign, Day, Named, Question, Quota, Rumour, Task
from store.campaigns import questions
from store.campaigns.counted import Score
from store.campaigns.matrix import Piece, State, View, count_matrix, pieces
from store.campaigns.rumours import entries
from store.campaigns.scores import (
    ANNIVERSARIES,
    BREADTH,
    COMPLETE,
    EFFECT,
    IN_SYNC,
    USEFUL,
    scores,
)
from store.channels import Channel
from store.records import Article, Source, Status

TODAY = date(2027, 5, 6)
NOW = datetime(2027, 5, 6, 9, tzinfo=timezone(timedelta(hours=7)))

CAMPAIGN = Campaign(
    name="Mùa quà",
    year=2027,
    start=date(2027, 5, 1),
    levels=("thành phố", "cơ sở"),
    audiences=(Named("đoàn viên", "trong"), Named("chính quyền", "ngoài")),
    channels=(
        Channel("báo in", "truyền thông đại chúng"),
        Channel("bảng tin", "trực tiếp tại cơ sở"),
        Channel("Zalo", "mạng xã hội"),
    ),
    topics=("quà", "an toàn"),
    anniversaries=(
        Day(name="Ngày Quốc tế Lao động", start=date(2027, 5, 1)),
        Day(name="Tuần lễ", start=date(2027, 5, 10), end=date(2027, 5, 16)),
        Day(name="Tết Nguyên đán"),
    ),
    quotas=(
        Quota(name="đợt truyền thông", at_least=2, per="năm"),
        Quota(
            name="bài đăng trên fanpage", what="posts", channels=("Zalo",), at_least=4, per="ngày"
        ),
    ),
)


def task(**fields) -> Task:
    return Task(campaign=CAMPAIGN.id, title="Việc", **fields)


def article(status=Status.EXPORTED, **fields) -> Article:
    return Article(campaign=CAMPAIGN.id, headline="Tít", status=status, **fields)


def outs_of(*articles):
    """Return a ledger in which what is called exported went out in each of its channels."""
    return {
        one.id: dict.fromkeys(one.channels or ("",), one.exported or NOW)
        for one in articles
        if one.status is Status.EXPORTED
    }


def counted(*records, campaign=CAMPAIGN, campaigns=(), today=TODAY, posts=()) -> dict[str, Score]:
    tasks = [one for one in records if isinstance(one, Task)]
    articles = {one.id: one for one in records if isinstance(one, Article)}
    rumours = [one for one in records if isinstance(one, Rumour)]
    asked = [one for one in records if isinstance(one, Question)]
    claims = entries(campaign, rumours, articles.get, NOW)
    outs = outs_of(*articles.values())
    for piece, channel, at in posts:
        outs.setdefault(piece.id, {})[channel] = at
    found = scores(
        campaign,
        tasks,
        articles,
        outs,
        today,
        campaigns=campaigns,
        claims=claims,
        questions=questions.entries(campaign, asked, NOW),
    )
    return {score.name: score for score in found}


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


def test_the_quota_of_campaigns_counts_those_of_the_year_that_have_begun():
    spring = Campaign(name="Xuân", year=2027, start=date(2027, 2, 1))
    autumn = Campaign(name="Thu", year=2027, start=date(2027, 9, 1))
    last = Campaign(name="Xưa", year=2026)
    found = counted(campaigns=[CAMPAIGN, spring, autumn, last])[EFFECT]
    assert (found.value, found.of) == (1, 2)
    assert set(found.counted) == {CAMPAIGN.id, spring.id}
    assert counted(campaigns=[autumn, last])[EFFECT].value == 0
    part = found.parts[0]
    assert (part.label, part.value, part.of, part.is_met) == (
        "đợt truyền thông ≥ 2/năm trong năm 2027",
        2,
        2,
        True,
    )


def test_a_campaign_without_a_year_or_a_day_is_one_of_this_year():
    undated = Campaign(name="Chưa định")
    items = counted(campaigns=[undated])[EFFECT].parts[0].items
    assert any(undated.id in item.records for item in items)


def test_a_quota_can_be_a_most():
    quotas = (Quota(name="Chiến dịch lớn", at_most=1, per="Năm"),)
    one = Campaign(name="Một", year=2027, quotas=quotas)
    assert counted(campaign=one)[EFFECT].value == 1
    assert counted(campaign=one, campaigns=[CAMPAIGN])[EFFECT].value == 0


def posts(day: date, count: int, channels=("Zalo",)) -> list[Article]:
    at = datetime.combine(day, NOW.timetz())
    return [article(Status.EXPORTED, channels=channels, exported=at) for _ in range(count)]


def test_posts_a_day_are_pieces_that_went_out_on_social_media_in_the_days_so_far():
    enough = posts(date(2027, 5, 1), 5)
    few = posts(date(2027, 5, 2), 3)
    before = posts(date(2027, 4, 30), 4)
    printed = posts(date(2027, 5, 2), 4, ("báo in",))
    by_task = task(channels=("Zalo",))
    at = datetime.combine(date(2027, 5, 2), NOW.timetz())
    ticked = task(channels=("Zalo",), done=at)
    approved = article(Status.APPROVED, channels=("Zalo",), exported=NOW)
    records = (*enough, *few, *before, *printed, by_task, approved, ticked)
    found = counted(*records, posts=[(by_task, "Zalo", at)])[EFFECT]
    part = found.parts[1]
    assert (part.label, part.value, part.of, part.is_met) == (
        "bài đăng trên fanpage ≥ 4/ngày: số ngày đạt",
        2,
        5,
        False,
    )
    assert part.under_way == (0, 4), "today counts when it is over"
    assert set(part.counted) == {one.id for one in (*enough, *few, by_task)}
    assert [item.name for item in part.items if item.why is None] == ["1.5.2027", "2.5.2027"]
    assert str(part.items[2].why) == "nothing yet"
    assert str(part.told).endswith(": days met")
    assert str(part.items[-1].why) == "not over yet: 0 of 4"
    assert str(part.rule) == (
        "A piece counts on the day on which it first went out in: Zalo. Corrections do not count."
    )


def test_one_article_on_two_social_channels_is_one_post():
    channels = (*CAMPAIGN.channels, Channel("Facebook", "Mạng xã hội"))
    quotas = (Quota(name="bài đăng", at_least=2, per="ngày"),)
    start = TODAY - timedelta(days=1)
    both = Campaign(name="Hai", start=start, channels=channels, quotas=quotas)
    twice = posts(start, 1, ("Zalo", "Facebook"))
    assert not counted(*twice, campaign=both)[EFFECT].parts[0].is_met
    more = posts(start, 1, ("Facebook",))
    assert counted(*twice, *more, campaign=both)[EFFECT].value == 1


def test_a_fanpage_is_the_channels_that_the_quota_names():
    """W9: Zalo is no fanpage, in an older quota neither."""
    channels = (Channel("Zalo", "mạng xã hội"), Channel("Facebook", "mạng xã hội"))
    start = TODAY - timedelta(days=1)

    def met(**fields):
        quota = Quota(name="bài đăng trên fanpage", at_least=1, per="ngày", **fields)
        campaign = Campaign(name="F", start=start, channels=channels, quotas=(quota,))
        found = counted(*posts(start, 2, ("Zalo",)), campaign=campaign)
        return found[EFFECT].parts[0].is_met

    assert not met()
    assert not met(what="posts", channels=("Facebook",))
    assert met(what="posts", channels=("Facebook", "Zalo"))


@pytest.mark.parametrize(
    ("per", "at_least", "value", "of", "under_way"),
    [
        ("ngày", 1, 2, 5, (1, 1)),
        ("tuần", 3, 1, 1, (1, 3)),
        ("chiến dịch", 3, 4, 3, None),
        ("năm", 5, 5, 5, None),
    ],
)
def test_a_quota_is_per_day_week_campaign_or_year(per, at_least, value, of, under_way):
    """1.5.2027 is a Saturday: its week ends on the day after."""
    days = date(2027, 5, 1), date(2027, 5, 2), date(2027, 5, 2), TODAY, date(2027, 4, 30)
    records = [one for day in days for one in posts(day, 1)]
    quota = Quota(name="x", what="posts", channels=("Zalo",), at_least=at_least, per=per)
    campaign = msgspec.structs.replace(CAMPAIGN, quotas=(quota,))
    part = counted(*records, campaign=campaign)[EFFECT].parts[0]
    assert (part.value, part.of, part.under_way) == (value, of, under_way)


def test_answers_can_be_counted_and_questions_have_hours_of_their_own():
    def asked(hours, after=None):
        at = NOW - timedelta(hours=hours)
        answered = at + timedelta(hours=after) if after else None
        return Question(campaign=CAMPAIGN.id, text="x", asked=at, answered=answered)

    quotas = (
        Quota(name="trả lời câu hỏi", what="questions", at_most=24),
        Quota(name="trả lời", what="questions", at_least=2, per="chiến dịch"),
        Quota(name="lượt xem", what="typed", at_least=100, value=120, value_day=TODAY),
        Quota(name="lượt nghe", what="typed", at_least=100),
    )
    campaign = msgspec.structs.replace(CAMPAIGN, quotas=quotas)
    in_time, late, waiting = asked(50, 3), asked(50, 30), asked(2)
    parts = counted(in_time, late, waiting, campaign=campaign)[EFFECT].parts
    assert [(part.value, part.of, part.is_met) for part in parts] == [
        (1, 2, False),
        (2, 2, True),
        (120, 100, True),
        (0, 0, False),
    ]
    assert parts[0].counted == (in_time.id,)


def test_a_requirement_that_is_not_listed_is_not_counted():
    few = msgspec.structs.replace(CAMPAIGN, requirements=("Toàn diện",))
    assert list(counted(campaign=few)) == [COMPLETE, IN_SYNC]


@pytest.mark.parametrize(
    ("today", "days"), [(date(2027, 4, 30), None), (date(2027, 5, 3), 2), (date(2027, 7, 1), 31)]
)
def test_posts_are_counted_from_the_first_day_to_the_last(today, days):
    may = msgspec.structs.replace(CAMPAIGN, end=date(2027, 5, 31))
    parts = counted(campaign=may, today=today)[EFFECT].parts
    assert [part.of for part in parts[1:]] == [days or 0]


def test_answers_in_time_are_those_of_the_log_that_are_answered_or_late():
    answer = article(Status.EXPORTED, exported=NOW)

    def claim(hours, answer=None):
        seen = NOW - timedelta(hours=hours)
        return Rumour(campaign=CAMPAIGN.id, claim="x", seen=seen, answer=answer)

    in_time, late = claim(24, answer.id), claim(25, answer.id)
    open_late, still_time = claim(30), claim(2)
    found = counted(answer, in_time, late, open_late, still_time)[EFFECT]
    part = found.parts[-1]
    assert part.label == "số giờ trả lời ≤ 24 giờ: tin tiêu cực trả lời đúng hạn"
    assert (part.value, part.of, part.is_met) == (1, 3, False)
    assert part.counted == (in_time.id,)
    assert {str(item.why) for item in part.items} == {"None", "overdue", "still in time"}
    assert counted(answer, in_time)[EFFECT].parts[-1].is_met
    assert len(counted(still_time)[EFFECT].parts) == 2


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


def test_a_quota_that_no_desk_can_count_is_told_and_weighs_nothing():
    loud = Quota(name="bài phát loa", at_least=5, per="tuan trang")
    found = counted(campaign=Campaign(name="Loa", quotas=(loud,)))[EFFECT]
    assert (found.value, found.of, found.share) == (0, 0, 0)
    (part,) = found.parts
    assert (part.label, part.kind, part.of) == ("bài phát loa ≥ 5/tuan trang", None, 0)
    assert str(found.items[0].why) == "cannot be counted"


def test_each_quota_of_the_hours_has_hours_of_its_own():
    quotas = tuple(Quota(name=f"số giờ trả lời {n}", at_most=n) for n in (24, 48))
    campaign = msgspec.structs.replace(CAMPAIGN, quotas=quotas)
    claim = Rumour(campaign=campaign.id, claim="x", seen=NOW - timedelta(hours=30))
    parts = counted(claim, campaign=campaign)[EFFECT].parts
    assert [(part.value, part.of) for part in parts] == [(0, 1), (0, 0)]


@pytest.mark.parametrize("name", [BREADTH, COMPLETE, USEFUL, ANNIVERSARIES, IN_SYNC])
def test_a_score_says_of_each_thing_whether_it_counts_or_why_not(name):
    out = article(
        Status.EXPORTED,
        topics=("quà",),
        channels=("báo in", "bảng tin"),
        levels=("cơ sở",),
        audiences=("đoàn viên",),
        exported=NOW,
        body="Trao 450 suất quà.",
        sources=(Source(who="An", figure="450 suất quà"),),
    )
    empty, draft = article(), article(Status.APPROVED, topics=("an toàn",), levels=("cơ sở",))
    hung = task(topics=("quà",), due=date(2027, 5, 1), articles=(out.id,))
    other = task(topics=("an toàn",))
    score = counted(out, empty, draft, hung, other)[name]
    assert str(score.rule)
    counting = [item for item in score.items if item.why is None]
    assert len(counting) == score.value == 1
    assert len(score.items) == score.of > 1
    assert counting[0].records == (out.id,)
    whys = {str(item.why) for item in score.items if item.why}
    assert (
        whys
        == {
            BREADTH: {"nothing yet"},
            COMPLETE: {"ready, not out"},
            USEFUL: {"nobody who benefits, and no figure of its sources in the text"},
            ANNIVERSARIES: {"nothing on an anniversary"},
            IN_SYNC: {"missing: truyền thông đại chúng, trực tiếp tại cơ sở"},
        }[name]
    )


TAGS = st.fixed_dictionaries(
    {
        "topics": st.lists(st.sampled_from(["quà", "an toàn", "khác"])).map(tuple),
        "channels": st.lists(st.sampled_from(["báo in", "bảng tin", "Zalo", "x"])).map(tuple),
        "levels": st.lists(st.sampled_from(["thành phố", "cơ sở", "x"])).map(tuple),
        "audiences": st.lists(st.sampled_from(["đoàn viên", "chính quyền", "x"])).map(tuple),
    }
)


@st.composite
def plans(draw):
    """Articles, and tasks that name some of them and some that are gone."""
    made = draw(st.lists(st.builds(lambda s, t: article(s, **t), st.sampled_from(Status), TAGS)))
    ids = st.sampled_from([*(one.id for one in made), "f" * 32])
    attached = st.lists(ids, max_size=3, unique=True).map(tuple)
    done = st.sampled_from([None, NOW])
    day = st.sampled_from([None, date(2027, 5, 1), TODAY])
    tasks = draw(
        st.lists(
            st.builds(
                lambda a, d, due, tags: task(articles=a, done=d, due=due, **tags),
                attached,
                done,
                day,
                TAGS,
            )
        )
    )
    return made, tasks


@given(plans())
def test_a_score_is_a_share_of_records_that_are_there(plan):
    made, tasks = plan
    known = {one.id for one in (*made, *tasks, CAMPAIGN)}
    for score in counted(*made, *tasks).values():
        assert 0 <= score.value <= score.of
        assert len(set(score.counted)) == len(score.counted)
        assert set(score.counted) <= known
        assert bool(score.value) == bool(score.counted)
        assert score.value == sum(item.why is None for item in score.items)


@given(plans())
def test_pieces_are_those_of_the_matrix(plan):
    made, tasks = plan
    articles = {one.id: one for one in made}
    outs = outs_of(*made)
    by_id: dict[str, Piece] = {piece.id: piece for piece in pieces(tasks, articles, outs)}
    for row in count_matrix(CAMPAIGN, tasks, articles, outs, View()).rows:
        for column, cell in zip(("báo in", "bảng tin", "Zalo"), row.cells, strict=True):
            there = {
                piece.id: piece
                for piece in by_id.values()
                if row.name in piece.tags("topics") and column in piece.columns_in(View(), row.name)
            }
            begun = {task.id for task in tasks} - by_id.keys()
            assert there.keys() == {*cell.articles, *cell.tasks} - begun
            is_out = cell.state is State.OUT
            assert any(column in p.outs for p in there.values()) == is_out
