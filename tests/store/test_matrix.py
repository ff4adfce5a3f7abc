"""The matrix of a campaign: a recount cell by cell; the sync rule and the gaps by example."""

from datetime import date, datetime, timedelta, timezone
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store import Article, Campaign, Task
from store.campaigns.gaps import NO_DAY, Gap, ranked_gaps
from store.campaigns.matrix import (
    Cell,
    Columns,
    Rows,
    State,
    View,
    count_matrix,
)
from store.campaigns.sync import MessageSync, Sync
from store.channels import Channel
from store.records import Day, Goal, Named, Status, Unit

HERE = timezone(timedelta(hours=7))
TODAY = date(2027, 4, 20)
NOON = datetime(2027, 4, 20, 12, tzinfo=HERE)

MASS, OWN, GRASS = "truyền thông đại chúng", "phương tiện của Công đoàn", "trực tiếp tại cơ sở"
CHANNELS = (
    Channel("báo in", MASS),
    Channel("đài", MASS),
    Channel("trang tin", OWN),
    Channel("loa", GRASS),
    Channel("bảng tin", GRASS),
    Channel("Zalo", "mạng xã hội"),
)
CAMPAIGN = Campaign(
    name="Mùa quà xa quê",
    topics=("thi đua", "cứu trợ"),
    channels=CHANNELS,
    audiences=(Named("đoàn viên", "trong"), Named("chính quyền", "ngoài")),
    levels=("LĐLĐ Thành phố", "công đoàn cơ sở"),
    goals=(Goal("G1", "Cho thấy điều mới"), Goal("G2", "Chăm lo")),
    milestones=(Day(name="Đại hội CĐCS"), Day(name="Đại hội Thành phố", start=date(2027, 10, 17))),
    units=(
        Unit(name="Liên đoàn Lao động Long Biên", level="cấp trên", short="LĐLĐ Long Biên"),
        Unit(name="CĐCS Bến Gạo", level="cơ sở"),
    ),
    phases=("kế hoạch", "triển khai"),
    strands=("Tháng Công nhân", "An toàn"),
    end=date(2027, 5, 31),
)


def article(*channels, topic="thi đua", status=Status.EXPORTED, hours=None, **fields):
    """Make an article of the campaign; `hours` after noon it went out."""
    out = None if hours is None else NOON + timedelta(hours=hours)
    values = {"topics": (topic,), "channels": channels, "status": status, "exported": out}
    return Article(headline="Bài", **{"campaign": CAMPAIGN.id, **values, **fields})


def task(*channels, topic="thi đua", **fields):
    """Make a task of the campaign."""
    values = {"topics": (topic,), "channels": channels}
    return Task(title="Việc", **{"campaign": CAMPAIGN.id, **values, **fields})


def outs_of(*articles):
    """Return a ledger in which what is called exported went out in each of its channels."""
    return {
        one.id: dict.fromkeys(one.channels or ("",), one.exported or NOON)
        for one in articles
        if one.status is Status.EXPORTED
    }


def counted(*records, campaign=CAMPAIGN, posts=(), **view):
    """Count the matrix of these tasks and articles.

    Args:
        records: the tasks and articles; what is called exported is out (`outs_of`).
        campaign: whose they are.
        posts: a task or article, a channel, and when it was posted there.
        view: the axes.
    """
    tasks = [one for one in records if isinstance(one, Task)]
    articles = {one.id: one for one in records if isinstance(one, Article)}
    outs = outs_of(*articles.values())
    for piece, channel, at in posts:
        outs.setdefault(piece.id, {})[channel] = at
    return count_matrix(campaign, tasks, articles, outs, View(**view))


def cell(found, row, column):
    """Return a cell by the names of its row and column."""
    named = next(one for one in found.rows if one.name == row)
    return named.cells[found.columns.index(column)]


def filled(found):
    """Return the cells that hold something: row, column, state and how many."""
    return {
        (row.name, column): (one.state, one.count)
        for row in found.rows
        for column, one in zip(found.columns, row.cells, strict=True)
        if one.state is not State.EMPTY
    }


def message(*articles):
    """Make versions of the first article of all others."""
    first, *others = articles
    return [first, *(replace(one, master=first.id) for one in others)]


def sync_in(*records, row="thi đua", campaign=CAMPAIGN, **options):
    """Return whether the messages of a row are in sync."""
    found = counted(*records, campaign=campaign, **options)
    return next(one.sync for one in found.rows if one.name == row)


def in_sync(*records, **options):
    """Return whether a row is in sync whose articles are one message, without the messages."""
    articles = [one for one in records if isinstance(one, Article)]
    tasks = [one for one in records if isinstance(one, Task)]
    joined = message(*articles) if articles else []
    return replace(sync_in(*joined, *tasks, **options), messages=())


# ---------------------------------------------------------------- a cell


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (Status.IDEA, State.PLANNED),
        (Status.ASSIGNED, State.PLANNED),
        (Status.WRITING, State.WRITING),
        (Status.TO_EDIT, State.WRITING),
        (Status.EDITING, State.WRITING),
        (Status.TO_APPROVE, State.WRITING),
        (Status.APPROVED, State.APPROVED),
        (Status.EXPORTED, State.OUT),
        (Status.WITHDRAWN, State.EMPTY),
        (Status.CANCELLED, State.EMPTY),
    ],
)
def test_how_far_an_article_has_come(status, state):
    assert cell(counted(article("đài", status=status)), "thi đua", "đài").state is state


def test_a_cell_shows_the_best_state_and_how_many():
    records = [article("đài", status=s) for s in (Status.IDEA, Status.APPROVED, Status.WRITING)]
    records.append(task("đài", "loa"))
    found = counted(*records)
    assert filled(found) == {
        ("thi đua", "đài"): (State.APPROVED, 4),
        ("thi đua", "loa"): (State.PLANNED, 1),
    }
    assert set(cell(found, "thi đua", "đài").articles) == {a.id for a in records[:3]}
    assert cell(found, "thi đua", "đài").tasks == (records[3].id,)
    assert found.empty == 2 * 6 - 2


def test_an_article_stands_for_its_task_in_its_own_cells_alone():
    """W2b: nothing is multiplied out; what the task wants beside stays planned."""
    piece = article("đài", topic="cứu trợ", status=Status.WRITING)
    wanted = task("đài", "loa", topics=("thi đua", "cứu trợ"), articles=(piece.id,))
    found = counted(piece, wanted)
    assert filled(found) == {
        ("cứu trợ", "đài"): (State.WRITING, 1),
        ("cứu trợ", "loa"): (State.PLANNED, 1),
        ("thi đua", "đài"): (State.PLANNED, 1),
        ("thi đua", "loa"): (State.PLANNED, 1),
    }
    assert cell(found, "cứu trợ", "đài") == Cell((piece.id,), (), (State.WRITING,))
    assert cell(found, "cứu trợ", "loa") == Cell((), (wanted.id,), (State.PLANNED,))


def test_an_article_of_two_tasks_does_not_mix_their_tags():
    """W2c."""
    piece = article(topics=(), status=Status.WRITING)
    tasks = [task("đài", articles=(piece.id,)), task("loa", topic="cứu trợ", articles=(piece.id,))]
    expected = (("thi đua", "đài"), ("cứu trợ", "loa"))
    assert filled(counted(piece, *tasks)) == dict.fromkeys(expected, (State.PLANNED, 1))


def test_a_version_takes_its_channel_off_what_its_task_still_wants():
    master = article("báo in", status=Status.WRITING)
    said = article("loa", status=Status.APPROVED, master=master.id)
    wanted = task("báo in", "loa", "Zalo", articles=(master.id, said.id))
    assert filled(counted(master, said, wanted)) == {
        ("thi đua", "báo in"): (State.WRITING, 1),
        ("thi đua", "loa"): (State.APPROVED, 1),
        ("thi đua", "Zalo"): (State.PLANNED, 1),
    }


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.CANCELLED])
def test_what_was_taken_back_counts_nowhere_and_its_task_is_planned_again(status):
    piece = article("loa", status=status, hours=0)
    waiting = task("đài", articles=(piece.id,))
    found = counted(piece, waiting)
    assert filled(found) == {("thi đua", "đài"): (State.PLANNED, 1)}
    assert cell(found, "thi đua", "đài").tasks == (waiting.id,)
    other = article(topics=(), status=Status.WRITING)
    found = counted(piece, other, replace(waiting, articles=(piece.id, other.id)))
    assert filled(found) == {("thi đua", "đài"): (State.PLANNED, 1)}


def test_a_ticked_task_is_work_done_and_not_out():
    """W1 and W7."""
    assert filled(counted(task("đài", done=NOON))) == {("thi đua", "đài"): (State.PLANNED, 1)}
    gone = article("đài", status=Status.WITHDRAWN)
    found = counted(gone, task("đài", done=NOON, articles=(gone.id,)))
    assert filled(found) == {("thi đua", "đài"): (State.PLANNED, 1)}


def test_a_task_that_was_recorded_as_posted_is_out():
    hung = task("loa", "đài")
    found = counted(hung, posts=[(hung, "loa", NOON)])
    assert filled(found) == {
        ("thi đua", "loa"): (State.OUT, 1),
        ("thi đua", "đài"): (State.PLANNED, 1),
    }
    begun = article("đài", status=Status.WRITING)
    both = replace(hung, articles=(begun.id,))
    found = counted(begun, both, posts=[(hung, "loa", NOON)])
    assert cell(found, "thi đua", "loa").tasks == (hung.id,)
    assert cell(found, "thi đua", "loa").state is State.OUT


def test_an_article_is_out_in_the_channels_of_its_entries_alone():
    """W2a: five channels, one file."""
    channels = ("báo in", "đài", "trang tin", "loa", "Zalo")
    ready = article(*channels, status=Status.APPROVED)
    found = counted(ready, posts=[(ready, "báo in", NOON)])
    assert {column: state for (_row, column), (state, _count) in filled(found).items()} == {
        **dict.fromkeys(channels, State.APPROVED),
        "báo in": State.OUT,
    }
    assert found.in_sync == 0
    audiences = counted(
        replace(ready, audiences=("đoàn viên",)),
        posts=[(ready, "báo in", NOON)],
        columns=Columns.AUDIENCES,
    )
    assert filled(audiences) == {("thi đua", "đoàn viên"): (State.OUT, 1)}


def test_what_went_out_in_a_channel_has_its_cell_there():
    piece = article("đài", status=Status.APPROVED)
    found = counted(piece, posts=[(piece, "Zalo", NOON)])
    assert filled(found) == {
        ("thi đua", "đài"): (State.APPROVED, 1),
        ("thi đua", "Zalo"): (State.OUT, 1),
    }


def test_what_is_worked_on_again_is_still_out():
    piece = article("đài", status=Status.EDITING)
    found = counted(piece, posts=[(piece, "đài", NOON)])
    assert filled(found) == {("thi đua", "đài"): (State.OUT, 1)}


def test_exported_as_a_status_alone_is_not_out():
    """W5: what a script writes into the file, with no entry."""
    piece = article("đài")
    found = count_matrix(CAMPAIGN, [], {piece.id: piece}, {}, View())
    assert filled(found) == {("thi đua", "đài"): (State.APPROVED, 1)}


def test_a_task_whose_article_has_gone_is_planned():
    assert filled(counted(task("đài", articles=("0" * 32,)))) == {
        ("thi đua", "đài"): (State.PLANNED, 1)
    }


# ---------------------------------------------------------------- the lists


@pytest.mark.parametrize(("rows", "columns"), list(product(Rows, Columns)))
def test_every_pair_of_axes(rows, columns):
    piece = article(
        "đài",
        goals=("G1",),
        milestone="Đại hội CĐCS",
        unit="CĐCS Bến Gạo",
        audiences=("đoàn viên",),
        levels=("công đoàn cơ sở",),
    )
    found = counted(piece, rows=rows, columns=columns)
    place = (
        {"topics": "thi đua", "goals": "G1", "milestone": "Đại hội CĐCS", "unit": "CĐCS Bến Gạo"},
        {"channels": "đài", "audiences": "đoàn viên", "levels": "công đoàn cơ sở"},
    )
    assert filled(found) == {(place[0][rows], place[1][columns]): (State.OUT, 1)}
    assert len(found.columns) == len(found.groups)
    assert found.rows[0].sync.missing == ((GRASS,) if rows is not Rows.UNITS else (MASS, GRASS))


def test_labels_and_groups():
    goals = counted(rows=Rows.GOALS, columns=Columns.AUDIENCES)
    assert (goals.rows[0].name, goals.rows[0].label) == ("G1", "Cho thấy điều mới")
    assert goals.groups == ("trong", "ngoài")
    units = counted(rows=Rows.UNITS, columns=Columns.LEVELS)
    assert [row.label for row in units.rows] == ["LĐLĐ Long Biên", "CĐCS Bến Gạo"]
    assert units.groups == ("", "")


def test_a_name_that_stands_twice_is_one_row_and_one_column():
    twice = replace(
        CAMPAIGN,
        topics=("thi đua", "cứu trợ", "thi đua"),
        goals=(Goal("G1", "một"), Goal("G1", "hai")),
        milestones=(Day(name="Đại hội"), Day(name="Đại hội")),
        units=(Unit(name="CĐCS", level="a", short="x"), Unit(name="CĐCS", level="b", short="y")),
        channels=(Channel("đài", MASS), Channel("loa", GRASS), Channel("đài", GRASS)),
        audiences=(Named("mọi người"), Named("mọi người")),
        levels=("cơ sở", "cơ sở"),
    )
    found = counted(article("đài"), campaign=twice)
    assert [row.name for row in found.rows] == ["thi đua", "cứu trợ"]
    assert (found.columns, found.groups) == (("đài", "loa"), (MASS, GRASS))
    assert found.rows[0].sync.missing == (GRASS,)  # of two groups, the first one
    gaps = ranked_gaps(found, TODAY)
    assert len({(gap.row, gap.column) for gap in gaps}) == len(gaps) == found.empty == 3
    for rows, label in ((Rows.GOALS, "một"), (Rows.MILESTONES, "Đại hội"), (Rows.UNITS, "x")):
        for columns in (Columns.AUDIENCES, Columns.LEVELS):
            found = counted(campaign=twice, rows=rows, columns=columns)
            assert [row.label for row in found.rows] == [label]
            assert len(found.columns) == 1


@pytest.mark.parametrize(("rows", "columns"), list(product(Rows, Columns)))
def test_a_campaign_without_lists(rows, columns):
    bare = Campaign(name="Trống", topics=("thi đua",))
    found = counted(article("đài"), task("loa"), campaign=bare, rows=rows, columns=columns)
    assert found.columns == found.groups == ()
    assert [row.name for row in found.rows] == (["thi đua"] if rows is Rows.TOPICS else [])
    assert all(row.cells == () for row in found.rows)
    assert (found.empty, found.in_sync) == (0, 0)
    assert ranked_gaps(found, TODAY) == []


def test_a_tag_that_is_in_no_list_has_no_cell_and_fills_no_group():
    strange = [
        article("loa phường", topic="chuyện lạ", unit="ai đó", hours=0),
        task("", topic="", unit="?", milestone="?", strand="?", phase="?", done=NOON),
    ]
    for rows, columns in product(Rows, Columns):
        assert filled(counted(*strange, rows=rows, columns=columns)) == {}
    piece = article("loa phường")
    assert in_sync(piece).missing == (MASS, GRASS)
    nameless = replace(CAMPAIGN, sync_groups=("", MASS))
    assert in_sync(piece, campaign=nameless).missing == ("", MASS)


# ---------------------------------------------------------------- filters


def test_by_strand():
    pieces = {
        "own": article("báo in", strand="An toàn"),
        "other": article("báo in", strand="Tháng Công nhân"),
        "none": article("báo in"),
        "by its task": article("báo in"),
        "both": article("báo in", strand="Tháng Công nhân"),
    }
    tasks = [
        task(strand="An toàn", articles=(pieces["by its task"].id, pieces["both"].id)),
        task("báo in", strand="An toàn"),
        task("báo in"),
    ]
    found = cell(counted(*pieces.values(), *tasks, strand="An toàn"), "thi đua", "báo in")
    assert set(found.articles) == {pieces[name].id for name in ("own", "by its task", "both")}
    assert found.tasks == (tasks[1].id,)


def test_by_phase():
    loose, held = article("đài"), article("đài")
    tasks = [
        task(phase="triển khai", articles=(held.id,)),
        task(phase="kế hoạch", articles=(held.id,)),
        task("đài", phase="triển khai"),
        task("đài", phase="kế hoạch"),
    ]
    found = cell(counted(loose, held, *tasks, phase="triển khai"), "thi đua", "đài")
    assert found == Cell((held.id,), (tasks[2].id,), (State.OUT, State.PLANNED))


@pytest.mark.parametrize(
    ("record", "day"),
    [
        (task("đài", due=TODAY), TODAY),
        (task("đài"), None),
        (task("đài", due=TODAY, done=NOON), TODAY),
        (article("đài", status=Status.WRITING, due=TODAY), TODAY),
        (article("đài", hours=0, due=date(2027, 1, 1)), TODAY),
        (article("đài", status=Status.EDITING), None),
    ],
)
def test_by_period(record, day):
    def is_in(since, until):
        return bool(filled(counted(record, since=since, until=until)))

    before, after = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    assert is_in(None, None)
    assert is_in(TODAY, TODAY) == is_in(TODAY, None) == is_in(None, TODAY) == (day == TODAY)
    assert not is_in(after, None)
    assert not is_in(None, before)


def test_an_article_without_a_day_is_due_with_its_tasks():
    piece = article("đài", status=Status.WRITING)
    late, soon = (task("đài", due=TODAY + timedelta(days=n), articles=(piece.id,)) for n in (9, 3))
    assert filled(counted(piece, late, soon, until=soon.due))
    assert not filled(counted(piece, late, soon, until=TODAY))
    assert counted(piece, late, soon).rows[0].days == (soon.due,)
    own = replace(piece, due=late.due)
    assert not filled(counted(own, late, soon, until=soon.due))


# ---------------------------------------------------------------- in sync


def test_only_with_a_piece_out_in_mass_media_and_at_the_grassroots():
    assert in_sync() == Sync(is_met=False, missing=(MASS, GRASS))
    assert in_sync(article("đài")) == Sync(is_met=False, missing=(GRASS,))
    assert in_sync(article("loa"), article("bảng tin")) == Sync(is_met=False, missing=(MASS,))
    assert in_sync(article("đài"), article("loa")) == Sync(is_met=True)
    assert in_sync(article("đài", "loa")) == Sync(is_met=True)
    assert in_sync(article("đài"), article("loa", topic="cứu trợ")).missing == (GRASS,)


def test_other_groups_do_not_help():
    others = article("trang tin", "Zalo")
    assert in_sync(others).missing == (MASS, GRASS)
    assert in_sync(others, article("đài")).missing == (GRASS,)


@pytest.mark.parametrize("status", Status)
def test_only_what_is_out_counts(status):
    """W4."""
    found = in_sync(article("đài"), article("loa", status=status))
    assert found.is_met == (status is Status.EXPORTED)
    assert found.is_met or found.missing == (GRASS,)


def test_a_task_counts_where_it_was_posted_and_not_when_it_is_ticked():
    aired = article("đài")
    hung = task("loa", done=NOON, articles=(aired.id,))
    assert in_sync(aired, hung).missing == (GRASS,)
    at = NOON + timedelta(hours=50)
    assert in_sync(aired, hung, posts=[(hung, "loa", NOON)]).is_met
    assert in_sync(aired, hung, posts=[(hung, "loa", at)]).late_hours == 2
    other = replace(hung, articles=())
    assert not in_sync(aired, other, posts=[(other, "loa", NOON)]).is_met


def test_a_channel_of_a_task_is_not_out_with_its_article():
    piece = article("đài", hours=0)
    assert in_sync(piece, task("loa", articles=(piece.id,))).missing == (GRASS,)


@pytest.mark.parametrize(
    ("hours", "late"),
    [(0, 0), (48, 0), (-48, 0), (48.01, 1), (49, 1), (49.5, 2), (-72, 24), (500, 452)],
)
def test_the_window(hours, late):
    found = in_sync(article("đài", hours=0), article("loa", hours=hours))
    assert found == Sync(is_met=not late, late_hours=late)


def test_the_window_is_the_campaigns_own():
    pieces = article("đài", hours=0), article("loa", hours=30)
    assert in_sync(*pieces, campaign=replace(CAMPAIGN, sync_hours=24)).late_hours == 6
    assert in_sync(*pieces, campaign=replace(CAMPAIGN, sync_hours=0)).late_hours == 30
    assert in_sync(*pieces, campaign=replace(CAMPAIGN, sync_hours=30)).is_met


def test_of_several_pieces_the_two_nearest_count():
    pieces = [article("đài", hours=h) for h in (0, 200, 400)]
    pieces += [article("loa", hours=h) for h in (100, 330)]
    assert in_sync(*pieces).late_hours == 70 - 48
    assert in_sync(*pieces, article("loa", hours=201)).is_met
    pieces = [article("đài", hours=0), article("đài", hours=1), article("loa", hours=100)]
    assert in_sync(*pieces).late_hours == 99 - 48


def test_hours_are_counted_across_offsets():
    other = timezone(timedelta(hours=-5))
    same = article("loa", exported=NOON.astimezone(other))
    assert in_sync(article("đài", hours=48), same).is_met
    assert not in_sync(article("đài", hours=49), same).is_met


def test_the_groups_are_the_campaigns_own():
    pieces = article("Zalo"), article("đài")
    own = replace(CAMPAIGN, sync_groups=("mạng xã hội", MASS))
    assert in_sync(*pieces, campaign=own).is_met
    alone = replace(CAMPAIGN, sync_groups=(MASS, MASS))
    assert in_sync(article("đài", hours=0), article("báo in", hours=99), campaign=alone).is_met
    assert in_sync(article("loa"), campaign=alone).missing == (MASS,)
    nowhere = replace(CAMPAIGN, sync_groups=("sóng điện", GRASS))
    assert in_sync(article("đài", "loa"), campaign=nowhere).missing == ("sóng điện",)


def test_two_articles_are_two_messages():
    """Rule 1: what one says in print and another by loudspeaker is no message in sync."""
    found = sync_in(article("đài"), article("loa"))
    assert not found.is_met
    assert found.missing in ((GRASS,), (MASS,))
    assert (found.in_sync, len(found.messages)) == (0, 2)


def test_each_message_says_what_is_missing_or_late():
    met = message(article("đài", hours=0), article("loa", hours=3))
    late = message(article("báo in", hours=0), article("bảng tin", hours=60))
    alone = article("đài", hours=0)
    chat = article("Zalo", hours=0)
    ready = message(article("báo in", status=Status.APPROVED), article("loa", status=Status.IDEA))
    found = sync_in(*met, *late, alone, chat, *ready)
    assert found.is_met
    assert (found.in_sync, len(found.messages)) == (1, 4)
    told = {one.message: (one.missing, one.late_hours) for one in found.messages}
    assert told == {
        met[0].id: ((), 0),
        late[0].id: ((), 12),
        alone.id: ((GRASS,), 0),
        chat.id: ((MASS, GRASS), 0),
    }
    assert sync_in(*late, alone).late_hours == 12  # the message that lacks the least


def test_a_message_of_two_topics_is_in_sync_where_its_own_pieces_are():
    master = article("đài", topics=("thi đua", "cứu trợ"))
    said = article("loa", master=master.id)
    assert sync_in(master, said).is_met
    assert sync_in(master, said, row="cứu trợ").missing == (GRASS,)


def test_every_axis_knows_what_is_in_sync():
    piece = article("đài", "loa", goals=("G2",), audiences=("đoàn viên",))
    found = counted(piece, rows=Rows.GOALS, columns=Columns.AUDIENCES)
    assert [row.sync.is_met for row in found.rows] == [False, True]
    assert found.in_sync == 1


# ---------------------------------------------------------------- gaps


def gaps(*records, campaign=CAMPAIGN, **view):
    return ranked_gaps(counted(*records, campaign=campaign, **view), TODAY)


def test_every_cell_without_anything_out_is_a_gap_once():
    records = article("đài"), task("loa", topic="cứu trợ")
    found = counted(*records)
    cells = {(gap.row, gap.column): gap.state for gap in gaps(*records)}
    everywhere = set(product(CAMPAIGN.topics, found.columns))
    assert set(cells) == everywhere - {("thi đua", "đài")}
    assert len(cells) == len(gaps(*records)) == found.empty + 1
    assert cells["cứu trợ", "loa"] is State.PLANNED
    assert set(cells.values()) == {State.PLANNED, State.EMPTY}


def test_days_left_then_the_emptiest_row_then_weight():
    soon = task("đài", topic="cứu trợ", due=TODAY + timedelta(days=3))
    ranked = gaps(soon, article("đài"))
    assert [gap.row for gap in ranked] == ["cứu trợ"] * 6 + ["thi đua"] * 5
    assert [gap.days_left for gap in ranked] == [3] * 6 + [NO_DAY] * 5
    assert [gap.weight for gap in ranked[6:]] == sorted(
        (gap.weight for gap in ranked[6:]), reverse=True
    )
    undated = gaps(article("đài"))
    assert [gap.row for gap in undated] == ["cứu trợ"] * 6 + ["thi đua"] * 5


def test_the_weight_of_a_gap():
    weights = {gap.column: gap.weight for gap in gaps(article("đài")) if gap.row == "thi đua"}
    assert weights == {"báo in": 1, "trang tin": 2, "Zalo": 2, "loa": 3, "bảng tin": 3}
    # What is being written there does not make the row in sync; what goes out would.
    started = article("loa", status=Status.WRITING)
    weights = {g.column: g.weight for g in gaps(article("đài"), started) if g.row == "thi đua"}
    assert weights == {"báo in": 1, "trang tin": 2, "Zalo": 2, "loa": 3, "bảng tin": 3}
    weights = {g.column: g.weight for g in gaps(*message(article("đài"), article("loa")))}
    assert 3 not in weights.values()
    weights = {g.column: g.weight for g in gaps(task("đài")) if g.row == "thi đua"}
    assert weights == {"báo in": 1, "đài": 1, "trang tin": 2, "Zalo": 2, "loa": 2, "bảng tin": 2}


def day(number):
    return TODAY + timedelta(days=number)


def days_left(*records, **view):
    return {g.column: g.days_left for g in gaps(*records, **view) if g.row == "thi đua"}


def test_only_what_is_planned_for_the_very_cell_makes_it_late():
    """W8: a task without a channel made “Tháng Công nhân × sinh hoạt” late by 67 days."""
    nowhere = task(due=day(-67))
    assert set(days_left(nowhere).values()) == {NO_DAY}
    assert set(days_left(nowhere, task(due=day(4))).values()) == {4}
    found = days_left(task("đài", due=day(-2)), task("loa", due=day(4)), task("loa", due=day(9)))
    assert (found["đài"], found["loa"], found["Zalo"]) == (-2, 4, 4)
    assert set(days_left(task("đài", due=day(0))).values()) == {0}


def test_what_is_done_or_out_is_no_longer_waited_for():
    assert days_left(task("đài", due=day(-2), done=NOON), task("loa", due=day(4)))["đài"] == 4
    out = article("đài", due=day(-3))
    assert set(days_left(out, task("loa", due=day(5))).values()) == {5}
    assert "đài" not in days_left(out)
    others = task("đài", due=day(1), strand="An toàn"), task("đài", due=day(6), strand="khác")
    assert days_left(*others, strand="khác")["đài"] == 6
    assert set(days_left(task(topic="cứu trợ", due=day(1))).values()) == {NO_DAY}


def test_planned_ready_and_out_are_three_counts():
    records = (
        task("đài"),
        article("đài", status=Status.WRITING),
        article("đài", status=Status.APPROVED),
        article("đài"),
    )
    cell = next(c for c in counted(*records).rows[0].cells if c.count)
    a_task, writing, ready, out = (one.id for one in records)
    assert (cell.planned, cell.ready, cell.out) == ((writing, a_task), (ready,), (out,))
    assert cell.state is State.OUT


# ---------------------------------------------------------------- against a recount

NAMES = ("a", "b", "c", "")
TAGS = st.lists(st.sampled_from(NAMES), max_size=3).map(tuple)
TAG = st.sampled_from(NAMES)
GROUPS = st.sampled_from(("g", "h", ""))
NAMED = st.lists(st.builds(Named, TAG, GROUPS), max_size=4).map(tuple)
CHANNEL_LISTS = st.lists(st.builds(Channel, TAG, GROUPS), max_size=4).map(tuple)
DAYS = st.none() | st.sampled_from([TODAY + timedelta(days=n) for n in (-3, 0, 2)])
TIMES = st.none() | st.sampled_from([NOON + timedelta(hours=h) for h in (-100, -3, 0, 1.5, 50)])
TAGGED = {
    **dict.fromkeys(("topics", "goals", "channels", "audiences", "levels"), TAGS),
    **dict.fromkeys(("strand", "unit", "milestone"), TAG),
    "due": DAYS,
}
CAMPAIGNS = st.builds(
    Campaign,
    name=st.just("Thử"),
    topics=TAGS,
    goals=st.lists(st.builds(Goal, TAG, TAG), max_size=3).map(tuple),
    milestones=st.lists(st.builds(Day, name=TAG), max_size=3).map(tuple),
    units=st.lists(st.builds(Unit, name=TAG, level=TAG, short=TAG), max_size=3).map(tuple),
    channels=CHANNEL_LISTS,
    audiences=NAMED,
    levels=TAGS,
    end=DAYS,
    sync_groups=st.tuples(GROUPS, GROUPS),
    sync_hours=st.sampled_from((0, 2, 48)),
)
VIEWS = st.builds(
    View,
    rows=st.sampled_from(Rows),
    columns=st.sampled_from(Columns),
    strand=TAG,
    phase=TAG,
    since=DAYS,
    until=DAYS,
)


@st.composite
def desks(draw):
    """Make tasks and articles, and when some of them went out where.

    Some articles are versions of others. The tasks name some of the articles, and some that are
    not there.
    """
    pieces = st.builds(Article, status=st.sampled_from(Status), **TAGGED)
    articles = draw(st.lists(pieces, max_size=6))
    masters = st.none() | st.sampled_from([one.id for one in articles] or [None])
    articles = [
        one if (master := draw(masters)) == one.id else replace(one, master=master)
        for one in articles
    ]
    ids = st.lists(st.sampled_from([*(a.id for a in articles), "0" * 32]), max_size=3).map(tuple)
    tasks = st.builds(
        Task, campaign=st.just(""), title=TAG, phase=TAG, done=TIMES, articles=ids, **TAGGED
    )
    made = draw(st.lists(tasks, max_size=5))
    went_out = st.dictionaries(TAG, TIMES.filter(bool), max_size=3)
    found = {one.id: draw(went_out) for one in (*made, *articles)}
    return made, articles, {piece: outs for piece, outs in found.items() if outs}


def tags_of(record, field):
    value = getattr(record, field)
    return ({value} if isinstance(value, str) else set(value)) - {""}


STATES = {
    "idea assigned": State.PLANNED,
    "writing to-edit editing to-approve": State.WRITING,
    "approved exported": State.APPROVED,
}


def ready(piece):
    """How far an article or a task has come, short of out; None for one that was taken back."""
    if isinstance(piece, Task):
        return State.PLANNED
    return next((state for names, state in STATES.items() if piece.status in names.split()), None)


class Recount:
    """The rules once more, each cell asked of every record."""

    def __init__(self, campaign, tasks, articles, outs, view):
        self.campaign, self.view = campaign, view
        self.tasks, self.articles, self.outs = tasks, articles, outs
        self.pieces = [p for p in (*tasks, *articles) if self.is_piece(p) and self.is_in_view(p)]

    def carriers(self, piece):
        """Return a piece and the tasks that it fulfils: those say by when, and in which phase."""
        return [piece, *(t for t in self.tasks if piece.id in t.articles)]

    def is_piece(self, one):
        return isinstance(one, Task) or ready(one) is not None

    def live(self, piece):
        """Return the live articles of a task."""
        named = piece.articles if isinstance(piece, Task) else ()
        return [a for a in self.articles if a.id in named and ready(a) is not None]

    def state(self, piece, column):
        """Return how far a piece has come in a column."""
        there = self.outs.get(piece.id, {})
        is_out = column in there if self.view.columns is Columns.CHANNELS else there
        return State.OUT if is_out else ready(piece)

    def due(self, piece):
        if piece.due or isinstance(piece, Task):
            return piece.due
        return min((t.due for t in self.carriers(piece) if t.due), default=None)

    def is_in_view(self, piece):
        view, there = self.view, self.outs.get(piece.id)
        day = min(there.values()).date() if there else self.due(piece)
        phases = {one.phase for one in self.carriers(piece) if isinstance(one, Task)}
        return (
            (not view.strand or view.strand in {one.strand for one in self.carriers(piece)})
            and (not view.phase or view.phase in phases)
            and (not view.since or (day is not None and day >= view.since))
            and (not view.until or (day is not None and day <= view.until))
        )

    def carries(self, piece, field, name):
        if field == "channels" and name and name in self.outs.get(piece.id, {}):
            return True
        return name in tags_of(piece, field)

    def fills(self, piece, row, column):
        """Tell whether a piece is in a cell: a begun task only where no article of it is."""
        rows, columns = self.view.rows.value, self.view.columns.value
        if not (self.carries(piece, rows, row) and self.carries(piece, columns, column)):
            return False
        posts = self.outs.get(piece.id, {})
        if column in posts if columns == "channels" else posts:
            return True
        return not any(
            row in tags_of(a, rows) and column in tags_of(a, columns) for a in self.live(piece)
        )

    def is_in_row(self, piece, row):
        """Tell whether a piece is in a row; a begun task only with a cell of its own."""
        if not self.carries(piece, self.view.rows.value, row):
            return False
        columns = set(self.outs.get(piece.id, ())) if self.view.columns == "channels" else set()
        columns |= tags_of(piece, self.view.columns.value)
        return not self.live(piece) or any(self.fills(piece, row, c) for c in columns if c)

    def of_row(self, row):
        return [p for p in self.pieces if self.is_in_row(p, row)]

    def of_cell(self, row, column):
        return [p for p in self.pieces if self.fills(p, row, column)]

    def message(self, piece):
        if isinstance(piece, Article):
            return piece.master or piece.id
        known = {self.message(one) for one in self.live(piece)}
        return known.pop() if len(known) == 1 else piece.id

    def in_group(self, row, message, group):
        """Return when the pieces of a message in a row went out in a group of channels."""
        known, channels = set(), set()
        for channel in self.campaign.channels:
            if channel.name not in known and channel.group == group:
                channels.add(channel.name)
            known.add(channel.name)
        return [
            at
            for piece in self.of_row(row)
            if self.message(piece) == message
            for channel, at in self.outs.get(piece.id, {}).items()
            if channel in channels
        ]

    def sync(self, row):
        out = dict.fromkeys(self.message(p) for p in self.of_row(row) if p.id in self.outs)
        messages = tuple(self.sync_of(row, message) for message in out)
        groups = tuple(dict.fromkeys(self.campaign.sync_groups))
        best = min(
            ((m.missing, m.late_hours) for m in messages),
            key=lambda one: (len(one[0]), one[1]),
            default=(groups, 0),
        )
        missing, late = best
        return Sync(best == ((), 0), missing, late, messages)

    def sync_of(self, row, message):
        groups = self.campaign.sync_groups
        one, other = (self.in_group(row, message, group) for group in groups)
        missing = [g for g in groups if not self.in_group(row, message, g)]
        if missing:
            return MessageSync(message, missing=tuple(dict.fromkeys(missing)))
        apart = [abs((a - b).total_seconds()) / 3600 for a in one for b in other]
        late = max(min(apart) - self.campaign.sync_hours, 0)
        return MessageSync(message, late_hours=int(late) + (late > int(late)))

    def days(self, pieces):
        left = [p for p in pieces if isinstance(p, Article) or not p.done]
        return [day for day in map(self.due, left) if day]

    def days_left(self, row, column):
        there = self.of_cell(row, column)
        own = self.days(p for p in there if self.state(p, column) is not State.OUT)
        coming = self.days(p for p in self.of_row(row) if p.id not in self.outs)
        day = min(own, default=None) or min((d for d in coming if d >= TODAY), default=None)
        return (day - TODAY).days if day else NO_DAY


@pytest.mark.slow
@given(CAMPAIGNS, desks(), VIEWS)
@settings(max_examples=400, deadline=None)
def test_as_a_recount_has_it(campaign, records, view):
    tasks, articles, outs = records
    found = count_matrix(campaign, tasks, {a.id: a for a in articles}, outs, view)
    again = Recount(campaign, tasks, articles, outs, view)
    lists = {"milestone": campaign.milestones, "unit": campaign.units}
    listed = lists.get(view.rows) or getattr(campaign, view.rows, ())
    names = [getattr(one, "code", getattr(one, "name", one)) for one in listed]
    assert [row.name for row in found.rows] == list(dict.fromkeys(names))
    names = [getattr(one, "name", one) for one in getattr(campaign, view.columns)]
    assert list(found.columns) == list(dict.fromkeys(names))
    left, empty = {}, 0
    for row in found.rows:
        assert row.sync == again.sync(row.name)
        for column, group, one in zip(found.columns, found.groups, row.cells, strict=True):
            there = again.of_cell(row.name, column)
            states = [again.state(piece, column) for piece in there]
            assert one.state == max(states, default=State.EMPTY)
            assert set(one.articles) == {p.id for p in there if isinstance(p, Article)}
            assert set(one.tasks) == {p.id for p in there if isinstance(p, Task)}
            assert one.count == len(there)
            assert set(one.out) == {p.id for p in there if again.state(p, column) is State.OUT}
            assert set(one.ready) == {
                p.id for p in there if again.state(p, column) is State.APPROVED
            }
            assert {*one.planned, *one.ready, *one.out} == {p.id for p in there}
            assert one.count == len(one.planned) + len(one.ready) + len(one.out)
            empty += not there
            if State.OUT not in states:
                left[row.name, column] = group
    assert found.empty == empty
    assert found.in_sync == sum(again.sync(row.name).is_met for row in found.rows)

    ranked = ranked_gaps(found, TODAY)
    assert {(g.row, g.column) for g in ranked} == left.keys()
    assert len(ranked) == len(left)
    assert [gap.days_left for gap in ranked] == sorted(gap.days_left for gap in ranked)
    for gap in ranked:
        group = left[gap.row, gap.column]
        beside = [c for c, g in zip(found.columns, found.groups, strict=True) if g == group]
        weight = 1 if any(again.of_cell(gap.row, c) for c in beside) else 2
        if again.sync(gap.row).missing == (group,):
            weight = 3
        days = again.days_left(gap.row, gap.column)
        states = [again.state(p, gap.column) for p in again.of_cell(gap.row, gap.column)]
        state = max(states, default=State.EMPTY)
        assert gap == Gap(gap.row, gap.label, gap.column, days, weight, state)


# ---------------------------------------------------------------- on a desk


def test_a_desk_counts_what_belongs_to_the_campaign_or_to_its_tasks(desk):
    ours, theirs = (
        desk.records.add(replace(CAMPAIGN, id=letter * 32, name=letter)) for letter in ("a", "b")
    )
    guest = desk.records.add(article("đài", status=Status.WRITING, campaign=theirs.id))
    desk.records.add(article("loa", campaign=theirs.id))
    desk.tasks.add(task("báo in", campaign=theirs.id))
    assert filled(desk.reports.matrix(ours, View())) == {}
    desk.tasks.add(task(campaign=ours.id, articles=(guest.id,)))
    found = desk.reports.matrix(ours, View())
    assert filled(found) == {("thi đua", "đài"): (State.WRITING, 1)}
    assert len(desk.reports.gaps(found)) == found.empty + 1 == 12
    desk.articles.set_status(guest, Status.WITHDRAWN, reason="sai")
    assert filled(desk.reports.matrix(ours, View())) == {}  # its task has no tags of a column
    desk.records.change(ours, topics=("mới",))
    assert [row.name for row in desk.reports.matrix(ours, View()).rows] == [
        "mới"
    ]  # as it stands now


def test_a_ticked_export_and_its_withdrawal(desk, tmp_path):
    ours = desk.records.add(CAMPAIGN)
    planned = desk.tasks.add(task("đài"))
    begun = desk.articles.start(planned)
    assert filled(desk.reports.matrix(ours, View())) == {("thi đua", "đài"): (State.PLANNED, 1)}
    desk.records.change(begun, body="Hà Nội – Bài.", byline="Minh Hà", status=Status.APPROVED)
    desk.articles.export(begun, tmp_path)
    assert filled(desk.reports.matrix(ours, View())) == {("thi đua", "đài"): (State.OUT, 1)}
    desk.articles.set_status(begun, Status.WITHDRAWN, reason="sai")
    found = cell(desk.reports.matrix(ours, View()), "thi đua", "đài")
    assert found == Cell((), (planned.id,), (State.PLANNED,))
