"""The tree of units, its edits, how tasks go down it, and what each unit has done."""

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Article, Campaign, FileError, InvalidValueError, RecordNotFoundError, Task
from store.campaign_records import Ack, Unit
from store.campaigns.acknowledgements import acknowledged, heard_of, reached
from store.campaigns.unit_coverage import unit_coverage
from store.campaigns.units import (
    Flaw,
    Tree,
    below,
    circles,
    tree_of,
    unit_below,
    with_unit,
    without_unit,
)
from store.records import Status
from tests.tui.helpers import piece

CITY, DISTRICT, BASE = "cấp thành phố", "cấp quận", "cơ sở"
LEVELS = (CITY, DISTRICT, BASE)


def unit(name, parent="", level=BASE, **fields):
    return Unit(name=name, parent=parent, level=level, **fields)


UNITS = (
    unit("Xưởng Sen", "Quận Đông", short="X. Sen"),
    unit("Xưởng Ấm", "Quận Đông"),
    unit("Thành phố Mây", level=CITY, short="TP Mây"),
    unit("Quận Đông", "Thành phố Mây", DISTRICT, short="Đông"),
    unit("Xưởng Ánh", "Quận Đông"),
    unit("Quận An", "Thành phố Mây", DISTRICT),
    unit("Lớp học Bến", "Thành phố Mây"),
    unit("Xưởng Gạo", "Quận An"),
)


@pytest.fixture
def campaign(desk):
    return desk.records.add(Campaign(name="Mùa sen", levels=LEVELS, units=UNITS))


def tree(units, levels=()):
    return list(Tree(tuple(units), levels).branches)


def names(branches):
    return [branch.unit.name for branch in branches]


# ---------------------------------------------------------------- the tree


def test_the_tree_is_in_the_order_of_levels_and_names():
    found = tree(UNITS, LEVELS)
    assert [(b.unit.name, b.depth, b.below) for b in found] == [
        ("Thành phố Mây", 0, 7),
        ("Quận An", 1, 1),
        ("Xưởng Gạo", 2, 0),
        ("Quận Đông", 1, 3),
        ("Xưởng Ánh", 2, 0),
        ("Xưởng Ấm", 2, 0),
        ("Xưởng Sen", 2, 0),
        ("Lớp học Bến", 1, 0),
    ]


def test_what_is_below_a_unit():
    assert [u.name for u in below(UNITS, "Quận An")] == ["Xưởng Gạo"]
    assert below(UNITS, "Xưởng Gạo") == []
    assert below(UNITS, "nowhere") == []
    assert below(UNITS, "") == []


def test_a_new_unit_stands_one_level_below():
    city, works = (
        next(u for u in UNITS if u.name == name) for name in ("Thành phố Mây", "Xưởng Gạo")
    )
    campaign = Campaign(name="Mùa quà", levels=LEVELS)
    assert unit_below(campaign, None) == Unit(name="", level=LEVELS[0])
    assert unit_below(campaign, city) == Unit(name="", level=LEVELS[1], parent=city.name)
    assert unit_below(campaign, works) == Unit(name="", level=LEVELS[-1], parent=works.name)
    assert unit_below(campaign, unit("Tổ", level="lạ")).level == LEVELS[0]
    bare = Campaign(name="Mùa quà")
    assert unit_below(bare, None).level == ""
    assert unit_below(bare, unit("Tổ", level="lạ")) == Unit(name="", level="lạ", parent="Tổ")


def test_a_parent_in_another_spelling_is_the_same_parent():
    parent = unicodedata.normalize("NFD", "quận  đông")
    found = tree([unit("Quận Đông"), unit("Xưởng Sen", parent)])
    assert [(b.depth, b.flaw) for b in found] == [(0, Flaw.NONE), (1, Flaw.NONE)]


def test_missing_parents_and_circles_stand_at_the_top_marked():
    odd = (
        unit("Một", "Hai"),
        unit("Hai", "Ba"),
        unit("Ba", "Một"),
        unit("Bốn", "Bốn"),
        unit("Con", "Hai"),
        unit("Lạc", "Không Có"),
    )
    found = {b.unit.name: (b.depth, b.flaw) for b in tree(odd)}
    assert found == {
        "Một": (0, Flaw.CIRCLE),
        "Hai": (0, Flaw.CIRCLE),
        "Ba": (0, Flaw.CIRCLE),
        "Bốn": (0, Flaw.CIRCLE),
        "Con": (1, Flaw.NONE),
        "Lạc": (0, Flaw.MISSING),
    }


def test_a_chain_of_ten_thousand_is_no_trouble():
    chain = [unit(f"Cấp {n}", f"Cấp {n - 1}" if n else "") for n in range(10_000)]
    found = tree(chain)
    assert found[-1].depth == 9_999
    assert found[0].below == 9_999
    chain[0] = unit("Cấp 0", "Cấp 9999")
    assert all(branch.flaw is Flaw.CIRCLE for branch in tree(chain))


NAMES = st.sampled_from(["a", "A", "b", "c", "d", "đ", "e", "â", " a", "", "e\u0301", "é"])
ANY_UNITS = st.lists(st.builds(Unit, name=NAMES, parent=NAMES, level=NAMES), max_size=12)


@given(ANY_UNITS)
def test_every_unit_is_in_the_tree_once_whatever_the_parents_say(units):
    found = tree(units, ("a", "b"))
    assert sorted(repr(branch.unit) for branch in found) == sorted(map(repr, units))
    for place, branch in enumerate(found):
        under = found[place + 1 : place + 1 + branch.below]
        assert len(under) == branch.below
        assert all(b.depth > branch.depth for b in under)
        after = found[place + 1 + branch.below :][:1]
        assert all(b.depth <= branch.depth for b in after)
        assert branch.depth == 0 or not branch.flaw


@given(st.lists(st.none() | st.integers(0, 9), min_size=10, max_size=10))
def test_circles_are_those_that_come_back_to_themselves(parents):
    def comes_back(start):
        here = parents[start]
        for _ in parents:
            if here is None or here == start:
                break
            here = parents[here]
        return here == start

    assert circles(parents) == {place for place in range(10) if comes_back(place)}


def test_the_tree_is_kept_while_the_units_are_the_same(campaign, desk):
    first = tree_of(campaign)
    desk.tasks.add(Task(campaign=campaign.id, title="Họp"))
    assert tree_of(desk.campaigns[campaign.id]) is first
    desk.units.add(campaign, unit("Xưởng Mới"))
    assert tree_of(desk.campaigns[campaign.id]) is not first


# ---------------------------------------------------------------- edits


def test_a_unit_is_added_cleaned_and_undone(campaign, desk):
    given = unit(" Xưởng   Mới ", "quận an", " CƠ SỞ ", short=" X\u00a0Mới ", contact=" chị  Ba ")
    made = desk.units.add(campaign, given)
    assert made == unit("Xưởng Mới", "Quận An", short="X Mới", contact="chị Ba")
    assert desk.campaigns[campaign.id].units[-1] == made
    assert desk.undo.step_back() == "new unit"
    assert desk.campaigns[campaign.id].units == UNITS


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (unit("  "), ["needs a name"]),
        (unit("XƯỞNG  sen"), ["XƯỞNG sen", "already"]),
        (unit("Mới", level="cấp trời"), ["Mới", "cấp trời", *LEVELS]),
        (unit("Mới", level=""), ["Mới", "no level", *LEVELS]),
        (unit("Mới", "Nhà Hoang"), ["Mới", "Nhà Hoang"]),
        (unit("Mới", "Mới"), ["Mới → Mới", "below itself"]),
    ],
)
def test_what_a_unit_cannot_be(campaign, wrong, words):
    with pytest.raises(InvalidValueError) as refused:
        with_unit(campaign, wrong)
    for word in words:
        assert word in str(refused.value)


def test_a_circle_is_refused_by_its_chain(campaign, desk):
    with pytest.raises(InvalidValueError, match="Thành phố Mây → Quận Đông → Thành phố Mây"):
        desk.units.edit(campaign, "Thành phố Mây", unit("Thành phố Mây", "Quận Đông", CITY))
    with pytest.raises(InvalidValueError, match="Quận An → Quận An"):
        desk.units.edit(campaign, "Quận An", unit("Quận An", "Quận An", DISTRICT))
    assert desk.campaigns[campaign.id].units == UNITS


def test_a_new_unit_can_close_a_circle_too(desk):
    campaign = desk.records.add(Campaign(name="Vòng", units=(unit("Dưới", "Trên"),)))
    with pytest.raises(InvalidValueError, match="Trên → Dưới → Trên"):
        desk.units.add(campaign, unit("Trên", "Dưới"))


def test_a_campaign_without_levels_takes_any(desk):
    campaign = desk.records.add(Campaign(name="Trống"))
    assert desk.units.add(campaign, unit("Một", level="phường")).level == "phường"


def test_an_edit_keeps_what_was_wrong_before_and_is_not_touched(desk):
    odd = unit("Cũ", "Không Còn", "cấp bỏ rồi")
    campaign = desk.records.add(Campaign(name="Cũ", levels=LEVELS, units=(odd,)))
    changed = desk.units.edit(
        campaign, "Cũ", unit("Cũ", "Không Còn", "cấp bỏ rồi", contact="anh Tư")
    )
    assert (changed.parent, changed.level, changed.contact) == ("Không Còn", "cấp bỏ rồi", "anh Tư")


def test_another_name_comes_wherever_the_old_one_stood_and_goes_with_one_undo(campaign, desk):
    other = desk.records.add(Campaign(name="Khác"))
    at = desk.records.now()
    task = desk.tasks.add(
        Task(
            campaign=campaign.id,
            title="Phổ biến",
            unit="Thành phố Mây",
            cascades=True,
            acks=(Ack(unit="Quận Đông", at=at), Ack(unit="Quận An", at=at)),
        )
    )
    own = desk.tasks.add(Task(campaign=campaign.id, title="Gặp", unit="quận đông"))
    piece = desk.records.add(Article(campaign=campaign.id, headline="Tin", unit="Quận Đông"))
    elsewhere = desk.records.add(Article(campaign=other.id, headline="Tin khác", unit="Quận Đông"))
    desk.units.rename(campaign, "Đông", "Quận Đông Bắc")
    units = desk.campaigns[campaign.id].units
    assert [u.parent for u in units if u.name.startswith("Xưởng")] == [
        *["Quận Đông Bắc"] * 3,
        "Quận An",
    ]
    assert [ack.unit for ack in desk.tasks[task.id].acks] == ["Quận Đông Bắc", "Quận An"]
    assert desk.tasks[own.id].unit == "Quận Đông Bắc"
    assert desk.articles[piece.id].unit == "Quận Đông Bắc"
    assert desk.articles[elsewhere.id].unit == "Quận Đông"
    assert desk.undo.step_back() == "edit unit"
    assert desk.campaigns[campaign.id].units == UNITS
    assert [ack.unit for ack in desk.tasks[task.id].acks] == ["Quận Đông", "Quận An"]
    assert desk.tasks[own.id].unit == "quận đông"
    assert desk.articles[piece.id].unit == "Quận Đông"


def test_only_the_case_of_a_name_is_another_name(campaign, desk):
    desk.units.rename(campaign, "Quận Đông", "QUẬN ĐÔNG")
    assert {u.parent for u in desk.campaigns[campaign.id].units} >= {"QUẬN ĐÔNG"}
    assert "Quận Đông" not in {u.parent for u in desk.campaigns[campaign.id].units}


def test_what_was_below_a_deleted_unit_is_below_its_parent(campaign, desk):
    desk.units.remove(campaign, "Quận Đông")
    current = desk.campaigns[campaign.id]
    assert names(tree(current.units, LEVELS)) == [
        *("Thành phố Mây", "Quận An", "Xưởng Gạo", "Lớp học Bến"),
        *("Xưởng Ánh", "Xưởng Ấm", "Xưởng Sen"),
    ]
    assert desk.undo.step_back() == "delete unit"
    assert desk.campaigns[campaign.id].units == UNITS


def test_the_last_of_a_circle_leaves_no_parent_of_its_own_name(desk):
    campaign = Campaign(name="x", units=(unit("Một", "Một"), unit("Hai", "Một")))
    assert without_unit(campaign, "Một") == (unit("Hai"),)


def test_a_unit_is_found_by_its_short_name_unless_two_have_it(campaign, desk):
    assert desk.units.rename(campaign, "tp mây", "Thành phố Sen").short == "TP Mây"
    desk.units.add(campaign, unit("Đông Hai", level=DISTRICT, short="Đông"))
    with pytest.raises(RecordNotFoundError, match="2 units are called “Đông”"):
        desk.units.remove(campaign, "Đông")
    with pytest.raises(RecordNotFoundError, match="no unit “Tây”"):
        desk.units.remove(campaign, "Tây")


# ---------------------------------------------------------------- down the tree


def cascading(desk, campaign, *heard, by="Thành phố Mây", title="Phổ biến"):
    acks = tuple(Ack(unit=name, at=desk.records.now()) for name in heard)
    return desk.tasks.add(
        Task(campaign=campaign.id, title=title, unit=by, cascades=True, acks=acks)
    )


def test_a_task_is_for_all_below_who_issues_it(campaign):
    def below(unit):
        task = Task(campaign=campaign.id, title="Phổ biến", unit=unit)
        return [branch.unit.name for branch in reached(task, campaign)]

    assert below("Quận Đông") == ["Xưởng Ánh", "Xưởng Ấm", "Xưởng Sen"]
    assert len(below("Thành phố Mây")) == 7
    assert len(below("")) == 8
    assert below("nowhere") == []


def test_the_chain_stops_at_the_first_silent_unit_on_each_path(campaign, desk):
    task = cascading(desk, campaign, "Quận Đông", "Xưởng Sen", "Xưởng Gạo")
    found = acknowledged(task, campaign)
    assert len(found.units) == 7
    assert set(found.acked) == {"Xưởng Gạo", "Quận Đông", "Xưởng Sen"}
    assert [u.name for u in found.stopped_at] == [
        *("Quận An", "Xưởng Ánh", "Xưởng Ấm", "Lớp học Bến"),
    ]
    assert acknowledged(Task(campaign=campaign.id, title="Họp"), campaign).units == ()


def test_acknowledging_is_noted_once_and_undone(campaign, desk, clock):
    task = cascading(desk, campaign)
    desk.tasks.acknowledge(task, "đông")
    clock.wait()
    first = desk.tasks[task.id].acks
    assert [(ack.unit, ack.at) for ack in first] == [("Quận Đông", clock() - timedelta(minutes=1))]
    desk.tasks.acknowledge(task, "Quận Đông")
    assert desk.tasks[task.id].acks == first
    desk.tasks.acknowledge(task, "Quận An")
    desk.tasks.acknowledge(task, "Quận Đông", on=False)
    assert [ack.unit for ack in desk.tasks[task.id].acks] == ["Quận An"]
    assert desk.undo.step_back() == "take back acknowledgement"
    assert desk.undo.step_back() == "acknowledgement"
    assert desk.tasks[task.id].acks == first


def test_a_unit_that_is_not_asked_cannot_acknowledge(campaign, desk):
    task = cascading(desk, campaign, by="Quận Đông")
    own = desk.tasks.add(Task(campaign=campaign.id, title="Họp kín", unit="Quận An"))
    with pytest.raises(InvalidValueError, match="does not go down to “Xưởng Gạo”"):
        desk.tasks.acknowledge(task, "Xưởng Gạo")
    with pytest.raises(InvalidValueError, match="does not go down to"):
        desk.tasks.acknowledge(task, "Quận Đông")
    with pytest.raises(InvalidValueError, match="“Họp kín” is for its own unit"):
        desk.tasks.acknowledge(own, "Xưởng Gạo")
    with pytest.raises(RecordNotFoundError, match="no unit “Trăng”"):
        desk.tasks.acknowledge(task, "Trăng")


# ---------------------------------------------------------------- coverage


def test_what_each_unit_has_acknowledged_and_what_is_written_for_it(campaign, desk, clock):
    cascading(desk, campaign, "Quận Đông", "Xưởng Sen")
    clock.wait()
    last = cascading(desk, campaign, "Xưởng Sen", by="Quận Đông", title="Hai")
    own = desk.tasks.add(Task(campaign=campaign.id, title="Bài", unit="Quận An"))
    out = (Status.EXPORTED, Status.EXPORTED)
    for status in (Status.IDEA, Status.WRITING, Status.APPROVED, *out, Status.CANCELLED):
        piece(desk, campaign, status, unit="Quận An", status=status)
    found = desk.units.coverage(campaign)
    assert list(found) == names(tree(UNITS, LEVELS))
    east, sen, an, am = (found[n] for n in ("Quận Đông", "Xưởng Sen", "Quận An", "Xưởng Ấm"))
    assert (east.asked, east.acked, east.stops) == (1, 1, 0)
    assert (sen.asked, sen.acked, sen.stops) == (2, 2, 0)
    assert (an.asked, an.acked, an.stops) == (1, 0, 1)
    assert desk.units.last_words(campaign) == {
        "Quận Đông": last.acks[0].at - timedelta(minutes=1),
        "Xưởng Sen": last.acks[0].at,
    }
    assert (am.asked, am.acked, am.stops) == (2, 0, 2)
    assert (an.planned, an.writing, an.approved, an.out, an.pieces) == (2, 1, 1, 2, 6)
    assert (an.branch_out, an.branch_pieces) == (2, 6)
    assert found["Thành phố Mây"].asked == 0
    assert [t.title for t in desk.units.silent_tasks(campaign, "Xưởng Ấm")] == ["Phổ biến", "Hai"]
    assert desk.units.silent_tasks(campaign, "Xưởng Sen") == []
    tasks, articles = desk.units.pieces(campaign, "Quận An")
    assert tasks == [own]
    assert len(articles) == 6


def test_more_tasks_than_a_byte_counts(desk):
    units = (unit("Trên", level="x"), unit("Dưới", "Trên", "x"))
    campaign = desk.records.add(Campaign(name="Nhiều", units=units))
    acks = (Ack(unit="Dưới", at=desk.records.now()),)
    tasks = [
        Task(campaign=campaign.id, title=str(n), unit="Trên", cascades=True, acks=acks)
        for n in range(300)
    ]
    desk.records.write("", tasks)
    found = desk.units.coverage(campaign)["Dưới"]
    assert (found.asked, found.acked, found.stops) == (300, 300, 0)


HEARD = st.lists(
    st.sets(st.sampled_from([u.name for u in UNITS] + ["XƯỞNG SEN", "lạ"])), max_size=4
)


@given(HEARD, st.lists(st.sampled_from(["", *(u.name for u in UNITS), "lạ"]), min_size=4))
def test_coverage_says_of_all_tasks_what_a_cascade_says_of_one(heard, issuers):
    campaign = Campaign(name="x", levels=LEVELS, units=UNITS)
    at = datetime(2027, 1, 1, tzinfo=UTC)
    tasks = [
        Task(
            campaign=campaign.id,
            title="x",
            cascades=True,
            unit=by,
            acks=tuple(Ack(unit=name, at=at) for name in sorted(those)),
        )
        for those, by in zip(heard, issuers, strict=False)
    ]
    found = unit_coverage(campaign, tasks, {}, {})
    cascades = [acknowledged(task, campaign) for task in tasks]
    assert [heard_of(task, campaign) for task in tasks] == [
        (len(cascade.acked), len(cascade.units)) for cascade in cascades
    ]
    for one in UNITS:
        assert found[one.name].asked == sum(one in c.units for c in cascades)
        assert found[one.name].acked == sum(one.name in c.acked for c in cascades)
        assert found[one.name].stops == sum(one in c.stopped_at for c in cascades)


def test_an_empty_tree():
    assert Tree(()).branches == ()
    assert tree([]) == []


def test_the_list_of_units_is_written_over_nothing_unasked(campaign, desk, tmp_path):
    path = tmp_path / "don-vi.csv"
    path.write_text("của người khác")
    with pytest.raises(FileError, match="already"):
        desk.units.write(campaign, path)
    assert path.read_text() == "của người khác"
    assert desk.units.write(campaign, path, replace=True) == path
    assert "Quận Đông" in path.read_text(encoding="utf-8-sig")
