"""Any sequence of calls: the file says what the desk says, and undo gives the desk as it was."""

from __future__ import annotations

from tempfile import TemporaryDirectory

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from store import InvalidValueError, NewsItem, Status, Task, open_desk
from tests.conftest import PAGE, Clock

from .desk_records import TABLES, records

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "import", "task", "tick", "move", "edit", "delete task", "attach", "set", "start",
                "text", "link", "unlink", "move link", "delete", "status", "undo", "campaign",
                "remove campaign", "news", "reopen",
            ]
        ),
        st.integers(0, 9),
        TEXTS,
    ),
    min_size=8,
    max_size=40,
)  # fmt: skip


def furnish(desk):
    """Give the steps something to be done to."""
    desk.articles.import_page(PAGE.encode(), "a.txt")
    begun = desk.campaigns.new_empty("Có sẵn", 2027)
    desk.tasks.add(Task(campaign=begun.id, title="Việc", phase="p0"))


def pick(table, number):
    found = list(table)
    return found[number % len(found)] if found else None


def run(desk, step, number, text):
    """Do one thing to a desk; nothing, where there is nothing to do it to."""
    article, task = pick(desk.articles, number), pick(desk.tasks, number)
    campaign, item = pick(desk.campaigns, number), pick(desk.news, number)
    match step:
        case "import":
            cards = f"\n\nTIN LIÊN QUAN\n\nTin {number % 3}\n\n|\n\nTóm tắt." if number % 2 else ""
            desk.articles.import_page(f"Tít {number}\n\n|\n\nCâu.{cards}".encode(), "x", campaign)
        case "campaign":
            desk.campaigns.new_empty(text, 2027)
        case "news":
            desk.records.add(NewsItem(headline=text, summary=text))
        case "undo":
            desk.undo.step_back()
        case "remove campaign" if campaign:
            desk.campaigns.remove(campaign)
        case "task" if campaign:
            desk.tasks.add(Task(campaign=campaign.id, title=text, phase=f"p{number % 2}"))
        case "tick" if task:
            desk.tasks.tick(task)
        case "move" if task:
            desk.tasks.move(task, 1 if number % 2 else -1)
        case "edit" if task:
            desk.tasks.edit(task, title=text, phase=f"p{number % 3}")
        case "delete task" if task:
            desk.tasks.remove(task)
        case "attach" if task and article:
            desk.tasks.attach(task, article)
        case "set" if task:
            desk.tasks.set_articles(task, [a.id for a in desk.articles][: number % 3])
        case "start" if task:
            desk.articles.start(task)
        case "text" if article:
            desk.records.change(article, body=text, headline=text[:3])
        case "status" if article:
            states = [one for one in Status if one is not Status.EXPORTED]
            desk.articles.set_status(article, states[number % len(states)], reason=text)
        case "link" if article:
            desk.links.add(article, item or article)
        case "unlink" if article and article.links:
            desk.links.remove(article, number % len(article.links))
        case "move link" if article and article.links:
            desk.links.move(article, number % len(article.links), 1 if number % 2 else -1)
        case "delete" if article:
            desk.articles.remove(article)


def assert_the_file_says_the_same(desk):
    with open_desk(desk.file.path, read_only=True) as other:
        assert records(other) == records(desk)
    desk.file.checkpoint()
    if not desk.file.path.exists():
        assert desk.records.is_empty
        return
    with TinyDB(desk.file.path, access_mode="r", encoding="utf-8") as stock:
        found = {
            name: [msgspec.convert(dict(document), kind) for document in stock.table(name)]
            for name, kind in TABLES.items()
        }
    assert found == records(desk)


def assert_nothing_dangles(desk):
    assert all(task.campaign in desk.campaigns for task in desk.tasks)
    assert all(one in desk.articles for task in desk.tasks for one in task.articles)
    assert all(one.campaign in desk.campaigns for one in desk.articles if one.campaign)


@given(steps=STEPS)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_after_any_calls_the_file_and_stock_tinydb_say_what_the_desk_says(steps):
    clock = Clock()
    with TemporaryDirectory() as folder:
        path = f"{folder}/desk.json"
        desk = open_desk(path, clock=clock)
        furnish(desk)
        for step, number, text in steps:
            clock.wait()
            if step == "reopen":
                before = records(desk)
                desk.close()
                desk = open_desk(path, clock=clock)
                assert records(desk) == before
                continue
            before = records(desk)
            try:
                run(desk, step, number, text)
            except InvalidValueError:
                assert records(desk) == before
            assert_nothing_dangles(desk)
        assert_the_file_says_the_same(desk)
        desk.close()


@given(steps=STEPS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_undoing_every_listed_call_gives_the_desk_as_it_was(steps):
    """Without text typed in between, which an undo leaves alone."""
    clock = Clock()
    with TemporaryDirectory() as folder, open_desk(f"{folder}/desk.json", clock=clock) as desk:
        furnish(desk)
        desk.undo._entries.clear()
        before = {record.id: record for table in records(desk).values() for record in table}
        for step, number, text in steps:
            clock.wait()
            if step in ("undo", "text", "news", "reopen"):
                continue
            try:
                run(desk, step, number, text)
            except InvalidValueError:
                continue
        while desk.undo.step_back() is not None:
            pass
        after = {record.id: record for table in records(desk).values() for record in table}
        assert after == before
        assert_the_file_says_the_same(desk)
