"""The tasks and articles of a campaign, and the articles that fulfil a task."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from store.campaigns import checklist
from store.desk.record_store import RecordStore
from store.records import Article, Campaign, Id, Task


def pieces_of(store: RecordStore, campaign: Campaign) -> tuple[list[Task], dict[Id, Article]]:
    """Return the tasks of a campaign, and the articles that belong to it or to one of the tasks."""
    tasks = store.naming(Task, campaign.id)
    articles = {article.id: article for article in store.naming(Article, campaign.id)}
    for task in tasks:
        for named in task.articles:
            if named not in articles and (article := store.of(Article).get(named)):
                articles[named] = article
    return tasks, articles


def fulfilled(store: RecordStore, task: Task, articles: Iterable[Id], *changed: Article) -> Task:
    """Return a task with new articles that fulfil it, and the tick that follows from them.

    Args:
        store: the records of the desk.
        task: which one.
        articles: the articles that fulfil it.
        changed: articles that are about to change, in their new state.
    """
    task = msgspec.structs.replace(task, articles=tuple(articles))
    new = {article.id: article for article in changed}
    known = store.of(Article)
    return checklist.settled(task, lambda one: new.get(one) or known.get(one), store.now())
