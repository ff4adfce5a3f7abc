"""What is found in all articles: found out once, kept beside the desk, due again by a change."""

from __future__ import annotations

import os
import signal
import sqlite3
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing import get_context
from threading import Event, Thread

import pytest

from store import Fact, open_desk
from store.campaign_records import Campaign, Document
from store.copydesk.manuscript import of_article
from store.copydesk.verdict import Grade
from store.records import Status
from tests.pictures import png

BAD = "Hẹn ngày 31.4 ở tổ may.\n\nAi cũng muốn xử dụng máy mới."
"""A day that no calendar has, and words that are confused."""
GOOD = "Hà Nội – Tổ may số bảy dùng máy mới."
RULE = """
[[rules]]
id = "no-machines"
kind = "existence"
words = ["máy mới"]
severity = "block"
vi = "viết tên máy"
en = "name the machine"
wrong = ["Tổ có máy mới."]
right = ["Tổ có máy."]
"""


def grade(desk, article):
    verdict = desk.articles.verdicts.of(desk.articles[article.id])
    return verdict and verdict.grade


@pytest.fixture
def bad(desk):
    return desk.articles.new(headline="Hẹn nhau", body=BAD)


@pytest.fixture
def good(desk):
    return desk.articles.new(headline="Máy chạy êm", body=GOOD)


def test_all_are_checked_once(desk, bad, good):
    verdicts = desk.articles.verdicts
    assert (grade(desk, bad), verdicts.due) == (None, 2)
    assert verdicts.check_all() == 2
    assert (grade(desk, bad), grade(desk, good)) == (Grade.BLOCKED, Grade.CLEAN)
    assert (verdicts.check_all(), verdicts.due) == (0, 0)


def test_what_was_found_is_counted_by_how_much_it_weighs(desk, bad):
    desk.articles.verdicts.check_all()
    found = desk.articles.verdicts.of(bad)
    assert (found.blocks, found.warnings, found.is_held) == (1, 1, False)
    desk.articles.set_status(bad, Status.EDITING)
    desk.articles.verdicts.check_all()
    assert desk.articles.verdicts.of(desk.articles[bad.id]).is_held


def test_what_is_without_a_text_is_held_back_once_it_is_with_an_editor(desk):
    empty = desk.articles.new(headline="Chưa có gì", status=Status.TO_EDIT)
    idea = desk.articles.new(status=Status.IDEA)
    desk.articles.verdicts.check_all()
    assert (grade(desk, empty), grade(desk, idea)) == (Grade.BLOCKED, Grade.CLEAN)


def test_what_somebody_let_pass_blocks_no_longer(desk, bad):
    desk.articles.set_status(bad, Status.TO_APPROVE)
    desk.articles.workflow.set_status([bad], Status.APPROVED, override="trích nguyên văn")
    desk.articles.verdicts.check_all()
    assert grade(desk, bad) is Grade.WARNED


def test_it_is_kept_for_the_next_start(desk, desk_path, bad, good):
    desk.articles.verdicts.check_all()
    desk.close()
    with open_desk(desk_path) as again:
        assert again.articles.verdicts.due == 2
        assert again.articles.verdicts.check_all() == 0
        assert grade(again, bad) is Grade.BLOCKED


def test_a_changed_text_is_due_and_only_that(desk, bad, good):
    verdicts = desk.articles.verdicts
    verdicts.check_all()
    desk.articles.type_text(bad, body=BAD.replace("31.4", "30.4"))
    assert (grade(desk, bad), grade(desk, good)) == (None, Grade.CLEAN)
    assert verdicts.check_all() == 1
    assert grade(desk, bad) is Grade.WARNED


def test_what_a_check_does_not_look_at_makes_nothing_due(desk, bad):
    verdicts = desk.articles.verdicts
    verdicts.check_all()
    desk.articles.set_status(bad, Status.EDITING)
    desk.records.change(desk.articles[bad.id], due=desk.records.today())
    assert verdicts.check_all() == 0
    assert grade(desk, bad) is Grade.BLOCKED


def test_what_is_ignored_counts_no_longer(desk, bad):
    from store.copydesk.ignoring import marks_of

    verdicts = desk.articles.verdicts
    verdicts.check_all()
    (flag,) = desk.articles.copy_desk.blocking(bad)
    desk.articles.ignored.add(bad, marks_of(flag, of_article(bad)), "lời người nói")
    assert verdicts.check_all() == 1
    assert grade(desk, bad) is Grade.WARNED


def test_a_fact_that_changes_makes_the_articles_of_its_campaign_due(desk, good):
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    fact = desk.facts.add(Fact(campaign=campaign.id, key="suất quà", value="1.250", unit="suất"))
    body = "Hà Nội – Tổ may trao 1.250 suất quà cho công nhân."
    article = desk.articles.new(campaign, headline="Trao quà", body=body)
    verdicts = desk.articles.verdicts
    verdicts.check_all()
    before = verdicts.of(article)
    desk.facts.edit(fact, value="1.260")
    assert verdicts.check_all() == 1
    assert verdicts.of(article).gravity > before.gravity
    desk.facts.remove(desk.facts[fact.id])
    assert verdicts.check_all() == 1
    assert verdicts.of(article).gravity == before.gravity


def test_a_fact_that_holds_from_tomorrow_is_looked_at_tomorrow(desk, clock):
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    tomorrow = desk.records.today() + timedelta(days=1)
    for value, day in (("1.250", None), ("1.260", tomorrow)):
        fact = Fact(campaign=campaign.id, key="suất quà", value=value, unit="suất", since=day)
        desk.facts.add(fact)
    body = "Hà Nội – Tổ may trao 1.250 suất quà cho công nhân."
    article = desk.articles.new(campaign, headline="Trao quà", body=body)
    verdicts = desk.articles.verdicts
    verdicts.check_all()
    before = verdicts.of(article)
    clock.wait(24 * 60)
    assert verdicts.due == 1
    assert verdicts.check_all() == 1
    assert verdicts.of(article).gravity > before.gravity


def test_of_a_campaign_only_what_is_checked_counts(desk, good):
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    article = desk.articles.new(campaign, headline="Trao quà", body=GOOD)
    verdicts = desk.articles.verdicts
    verdicts.check_all()
    desk.campaigns.documents.add(campaign, Document(kind="Chỉ thị", number="05-CT/TW"))
    assert verdicts.check_all() == 1
    desk.records.change(desk.campaigns[campaign.id], name="Mùa quà mới")
    assert verdicts.of(article) is None
    assert verdicts.check_all() == 0
    assert verdicts.of(article)


def test_a_master_that_changes_makes_its_versions_due(desk, good):
    campaign = desk.records.add(Campaign(name="Mùa quà"))
    master = desk.articles.new(campaign, headline="Trao quà", body="Tổ may trao 1.250 suất quà.")
    version = desk.records.add(
        type(master)(headline="Trao quà", body="Trao 1.250 suất quà.", master=master.id)
    )
    verdicts = desk.articles.verdicts
    verdicts.check_all()
    assert verdicts.of(version)
    desk.articles.type_text(master, body="Tổ may trao 1.260 suất quà.")
    assert verdicts.of(version) is None
    assert verdicts.check_all() == 2


def test_another_rule_makes_all_due(desk, desk_path, tmp_path, good):
    desk.articles.verdicts.check_all()
    desk.close()
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "own.toml").write_text(RULE, encoding="utf-8")
    with open_desk(desk_path, rules=folder) as again:
        assert again.articles.verdicts.check_all() == 1
        assert grade(again, good) is Grade.BLOCKED
    with open_desk(desk_path, rules=folder) as again:
        assert again.articles.verdicts.check_all() == 0


def test_it_stops_when_it_is_told_and_goes_on_from_there(desk, desk_path):
    for number in range(6):
        desk.articles.new(headline=f"Tin {number}", body=f"{GOOD} {number}")
    known = []

    def progress(done, total):
        known.append((done, total))

    verdicts = desk.articles.verdicts
    assert verdicts.check_all(lambda: not known or known[-1][0] < 2, progress) == 2
    assert known[-1] == (2, 6)
    assert verdicts.due == 4
    desk.close()
    with open_desk(desk_path) as again:
        assert again.articles.verdicts.check_all() == 4


def test_a_long_text_is_left_where_it_is_told_to_stop(desk, bad):
    calls = []

    def go_on():
        calls.append(1)
        return len(calls) < 5

    desk.articles.verdicts.check_all(go_on)
    assert len(calls) == 5
    assert desk.articles.verdicts.due == 1
    assert desk.articles.verdicts.check_all() == 1


def test_those_that_are_worked_on_come_first_and_before_them_those_that_are_wanted(desk, clock):
    made = []
    for status in (Status.EXPORTED, Status.WRITING, Status.EDITING, Status.EXPORTED):
        made.append(desk.articles.new(headline="Tin", body=GOOD, status=status))
        clock.wait()
    order: list[int] = []
    verdicts = desk.articles.verdicts
    verdicts.want(made[0])

    def progress(_done, _total):
        order.extend(n for n, one in enumerate(made) if verdicts.of(one) and n not in order)

    verdicts.check_all(progress=progress)
    assert order == [0, 2, 1, 3]


def test_the_wanted_alone_can_be_looked_at(desk, bad, good):
    verdicts = desk.articles.verdicts
    verdicts.want(good)
    assert verdicts.check_wanted() == 1
    assert (grade(desk, good), grade(desk, bad)) == (Grade.CLEAN, None)
    assert not verdicts.is_wanted


def test_what_changes_while_it_is_checked_is_due_again(desk, bad):
    verdicts, calls = desk.articles.verdicts, []

    def go_on():
        calls.append(1)
        if len(calls) == 20:  # some rules have been tried
            desk.articles.type_text(bad, body=GOOD)
        return True

    assert verdicts.check_all(go_on) == 2
    assert grade(desk, bad) is Grade.CLEAN


def test_what_is_deleted_is_forgotten_and_comes_back(desk, desk_path, bad, good):
    verdicts = desk.articles.verdicts
    verdicts.check_all()
    desk.articles.bulk.remove([bad])
    assert (verdicts.check_all(), verdicts.due) == (0, 0)
    desk.undo.step_back()
    assert verdicts.check_all() == 0  # its state is the same
    assert grade(desk, bad) is Grade.BLOCKED


def test_a_desk_for_reading_only_writes_nothing(desk, desk_path, bad):
    desk.close()
    before = sorted(path.name for path in desk_path.parent.iterdir())
    with open_desk(desk_path) as writing, open_desk(desk_path, read_only=True) as reading:
        assert reading.articles.verdicts.check_all() == 1
        assert grade(reading, bad) is Grade.BLOCKED
        del writing
    assert sorted(path.name for path in desk_path.parent.iterdir()) == before
    with open_desk(desk_path) as again:
        assert again.articles.verdicts.check_all() == 1


def test_a_desk_for_reading_only_knows_what_is_kept(desk, desk_path, bad):
    desk.articles.verdicts.check_all()
    desk.close()
    index = desk_path.with_name("desk.json.index")
    before = index.read_bytes()
    with open_desk(desk_path, read_only=True) as reading:
        assert reading.articles.verdicts.check_all() == 0
        assert grade(reading, bad) is Grade.BLOCKED
    assert index.read_bytes() == before


def test_a_desk_for_reading_only_makes_no_index(desk, desk_path, bad):
    desk.close()
    with open_desk(desk_path, read_only=True) as reading:
        assert reading.articles.verdicts.check_all() == 1
    assert not list(desk_path.parent.glob("desk.json.index*"))


@pytest.mark.parametrize("damage", [b"", b"not an index" * 1000])
def test_a_damaged_index_costs_no_more_than_the_time(desk, desk_path, bad, damage):
    desk.articles.verdicts.check_all()
    desk.close()
    for path in desk_path.parent.glob("desk.json.index*"):
        path.write_bytes(damage)
    with open_desk(desk_path) as again:
        assert again.articles.verdicts.check_all() == 1
    with open_desk(desk_path) as again:
        assert again.articles.verdicts.check_all() == 0


def test_a_damaged_result_is_found_again(desk, desk_path, bad):
    desk.articles.verdicts.check_all()
    desk.close()
    with sqlite3.connect(desk_path.with_name("desk.json.index")) as base:
        base.execute("UPDATE checks SET result = ?", (b'{"warnings": 1}',))
    with open_desk(desk_path) as again:
        assert again.articles.verdicts.check_all() == 1
        assert grade(again, bad) is Grade.BLOCKED


def test_an_index_of_before_gets_the_results_too(desk, desk_path, bad):
    desk.search.index()
    desk.close()
    with sqlite3.connect(desk_path.with_name("desk.json.index")) as base:
        base.execute("DROP TABLE checks")
    with open_desk(desk_path) as again:
        assert again.articles.verdicts.check_all() == 1
        assert [hit.id for hit in again.search.find("hen nhau")] == [bad.id]
    with open_desk(desk_path) as again:
        assert again.articles.verdicts.check_all() == 0


def test_the_search_finds_all_although_the_results_came_first(desk, bad):
    desk.articles.verdicts.check_all()
    assert desk.search.state.missing == 1
    assert [hit.id for hit in desk.search.find("hen nhau")] == [bad.id]


def _check_until_killed(path, ready):
    with open_desk(path) as desk:

        def progress(done, _total):
            if done == 3:
                ready.set()

        desk.articles.verdicts.check_all(progress=progress)
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_kill_harms_nothing(desk, desk_path):
    for number in range(6):
        desk.articles.new(headline=f"Tin {number}", body=f"{GOOD} {number}")
    desk.close()
    context = get_context("spawn")
    ready = context.Event()
    process = context.Process(target=_check_until_killed, args=(desk_path, ready))
    process.start()
    assert ready.wait(60)
    process.kill()
    process.join()
    with open_desk(desk_path) as again:
        verdicts = again.articles.verdicts
        assert 0 <= verdicts.check_all() <= 6
        assert verdicts.due == 0
        assert {grade(again, one) for one in again.articles} == {Grade.CLEAN}


def test_closing_the_desk_ends_it(desk, bad):
    verdicts = desk.articles.verdicts
    began = []

    def go_on():
        began.append(1)
        return True

    for number in range(300):
        desk.articles.new(headline=f"Tin {number}", body=f"{GOOD} {number}")
    thread = Thread(target=lambda: verdicts.check_all(go_on))
    thread.start()
    while not began:
        pass
    desk.close()
    thread.join(60)
    assert not thread.is_alive()
    assert verdicts.due


def test_a_rule_that_is_switched_off_in_the_app_makes_all_due(tmp_path):
    with open_desk(tmp_path / "desk.json", rules=tmp_path / "rules") as desk:
        bad = desk.articles.new(headline="Hẹn nhau", body=BAD)
        desk.articles.verdicts.check_all()
        desk.articles.copy_desk.change_rule("impossible-day", off=True)
        assert desk.articles.verdicts.due == 1
        assert desk.articles.verdicts.want(bad)
        assert desk.articles.verdicts.check_all() == 1
        assert grade(desk, bad) is Grade.WARNED


def test_what_the_archive_says_is_no_change_of_the_others(desk, bad, good):
    desk.search.index()
    desk.articles.verdicts.check_all()
    desk.articles.new(headline="Bài khác", body=GOOD)
    desk.search.index()
    assert desk.articles.verdicts.check_all() == 1


@contextmanager
def index_being_opened(desk):
    """Keep the index from being opened, as by a thread that is about to."""
    began, may_end = Event(), Event()

    def hold():
        with desk.search._indexing:
            began.set()
            may_end.wait(60)

    thread = Thread(target=hold)
    thread.start()
    began.wait(60)
    yield
    may_end.set()
    thread.join()


def test_what_is_kept_is_read_once_the_index_is_open(desk, desk_path, bad, good):
    desk.articles.new(headline="Tin khác", body=GOOD)
    desk.articles.verdicts.check_all()
    desk.close()
    with open_desk(desk_path) as again:
        verdicts = again.articles.verdicts
        with index_being_opened(again):
            verdicts.want(again.articles[bad.id])
            assert verdicts.check_wanted() == 1
        assert verdicts.check_all() == 0
        assert grade(again, good) is Grade.CLEAN
        again.articles.type_text(again.articles[bad.id], body=GOOD)
        with index_being_opened(again):
            assert verdicts.check_all() == 1
    with open_desk(desk_path) as again:
        assert again.articles.verdicts.check_all() == 0


def test_what_is_kept_is_read_as_soon_as_the_index_is_open(desk, desk_path):
    for number in range(6):
        desk.articles.new(headline=f"Tin {number}", body=f"{GOOD} {number}")
    desk.articles.verdicts.check_all()
    desk.close()
    with open_desk(desk_path) as again:
        opening = index_being_opened(again)
        opening.__enter__()
        known = []

        def progress(done, _total):
            if done == 2:
                opening.__exit__(None, None, None)
            known.append(done)

        assert again.articles.verdicts.check_all(progress=progress) == 2
        assert again.articles.verdicts.due == 0


def test_the_file_of_a_photo_is_looked_at_again_when_asked_for(desk, tmp_path, good):
    picture = tmp_path / "to-may.png"
    picture.write_bytes(png(2000, 1500))
    desk.articles.photos.add(good, [picture], caption="Tổ may số bảy", credit="Lan", alt="Tổ may")
    plain = desk.articles.new(headline="Không ảnh", body=GOOD)
    verdicts = desk.articles.verdicts
    verdicts.check_all()
    before = verdicts.of(desk.articles[good.id])
    verdicts.look_at_files()
    assert (verdicts.due, verdicts.check_all()) == (1, 0)
    picture.unlink()
    verdicts.look_at_files()
    assert verdicts.of(desk.articles[good.id]) == before  # until it is known better
    assert verdicts.check_all() == 1
    assert verdicts.of(desk.articles[good.id]).gravity > before.gravity
    assert verdicts.of(plain)


def test_a_closed_desk_wants_nothing(desk, bad):
    verdicts = desk.articles.verdicts
    assert verdicts.want(bad)
    desk.close()
    assert not verdicts.is_wanted
    assert not verdicts.want(bad)
    assert not verdicts.is_wanted
