"""States of an article, histories made of them, and what such a history holds."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from unicodedata import normalize

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store.article_parts import Layout
from store.articles.history import History, Why
from store.records import Article, Status, new_id
from tests.conftest import PAGE

NOW = datetime(2027, 4, 20, 9, 0, tzinfo=timezone(timedelta(hours=7)))
ID = new_id()
DRAFT = Article(id=ID, headline="Tổ may số 7 tặng quà", body=PAGE, created=NOW, updated=NOW)

fast = settings(deadline=None, max_examples=100)

bodies = st.one_of(
    st.text(max_size=60),
    st.text("aăâ ộữ\n\u0301\u0323🎁𠀀", max_size=60),
    st.sampled_from([PAGE, normalize("NFD", PAGE), PAGE[200:], PAGE[:300] + "🎁" + PAGE[310:], ""]),
)
states = st.builds(
    Article,
    id=st.just(ID),
    headline=st.text(max_size=10),
    body=bodies,
    signoff=st.text(max_size=5),
    status=st.sampled_from(Status),
    due=st.none() | st.dates(),
    topics=st.lists(st.text(max_size=4), max_size=2).map(tuple),
    layout=st.builds(Layout, line_end=st.sampled_from(["\n", "\r\n"]), whole=st.booleans()),
    exported=st.none() | st.just(NOW),
)


def history_of(*articles, every=timedelta(minutes=6), until=NOW, why=Why.WRITING):
    """A history of these states, the last of them made at `until`."""
    history = History(ID)
    for place, article in enumerate(articles):
        at = until - every * (len(articles) - 1 - place)
        history = history.added(article, why=why, who="lan", at=at)
    return history


def text(number):
    """A state that no other one equals."""
    return replace(DRAFT, body=f"{PAGE}\n\nLần {number}.")


def as_kept(article, at):
    return replace(article, created=None, updated=at)


def reread(history):
    return msgspec.json.decode(msgspec.json.encode(history), type=History)


def told(history):
    return [revision.why for revision in history.revisions]


def bodies_of(history):
    return [history.state(place).body for place in range(len(history.revisions))]


def damaged(history, place, data):
    revisions = list(history.revisions)
    revisions[place] = replace(revisions[place], data=data)
    return History(history.article, tuple(revisions))
