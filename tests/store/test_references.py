"""Who names whom is followed through every change, as if the desk were looked through each time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from store import Article, Campaign, DeskError, Rumour, Task, open_desk
from store.records import Link

STEPS = st.lists(
    st.tuples(st.sampled_from(["task", "article", "rumour", "drop", "undo"]), st.randoms()),
    max_size=25,
)


def some(dice, table, most=2):
    return tuple(r.id for r in dice.sample(list(table), min(len(table), dice.randint(0, most))))


def one(dice, table):
    return dice.choice([None, *(record.id for record in table)])


def do(desk, step, dice):
    """Add, change or delete something, so that it names other records than before."""
    if step == "undo":
        desk.undo.step_back()
    elif step == "drop":
        tables = [t for t in (desk.tasks, desk.articles, desk.rumours) if len(t)]
        if tables:
            gone = dice.choice(list(dice.choice(tables)))
            remove = desk.articles.remove if isinstance(gone, Article) else None
            remove(gone) if remove else desk.records.write("delete", [], drop=[gone])
    else:
        table = {"task": desk.tasks, "article": desk.articles, "rumour": desk.rumours}[step]
        campaign = dice.choice([c.id for c in desk.campaigns])
        record = {
            "task": lambda: Task(campaign=campaign, title="Việc"),
            "article": lambda: Article(),
            "rumour": lambda: Rumour(campaign=campaign, claim="Tin", seen=desk.records.now()),
        }[step]()
        if len(table) and dice.random() < 0.6:
            record = dice.choice(list(table))
        if step == "task":
            fields = {"campaign": campaign, "articles": some(dice, desk.articles)}
        elif step == "article":
            cited = some(dice, desk.articles)
            links = tuple(Link(kind="article", target=each, headline="Bài") for each in cited)
            fields = {"campaign": one(dice, desk.campaigns), "links": links}
        else:
            fields = {"answer": one(dice, desk.articles)}
        desk.records.write("change", [replace(record, **fields)])


@pytest.mark.slow
@given(STEPS)
def test_who_names_whom_is_followed(tmp_path_factory, steps):
    path = tmp_path_factory.mktemp("desk") / "desk.json"
    with open_desk(path) as desk:
        campaigns = [desk.records.add(Campaign(name=f"Tháng {n}")) for n in (5, 6)]
        for step, dice in steps:
            try:
                do(desk, step, dice)
            except DeskError:  # an undo that would take away what others name
                continue
            for campaign in campaigns:
                found = {t.id for phase in desk.campaigns.checklist(campaign) for t in phase.tasks}
                assert found == {t.id for t in desk.tasks if t.campaign == campaign.id}
            for article in desk.articles:
                naming = [a.id for a in desk.articles if article.id in [x.target for x in a.links]]
                assert sorted(a.id for a in desk.links.backlinks(article.id)) == sorted(naming)
                assert desk.articles.is_unused(article) == (
                    not article.links
                    and not any(article.id in task.articles for task in desk.tasks)
                    and not any(rumour.answer == article.id for rumour in desk.rumours)
                )
