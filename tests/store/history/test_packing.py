"""Revisions packed and read back; and what a damaged one gives."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from store.article_parts import Layout
from store.articles.history import History, Revision, Why
from store.errors import FileError
from store.records import Link, Status, new_id
from tests.conftest import PAGE

from .samples import (
    DRAFT,
    ID,
    NOW,
    as_kept,
    bodies_of,
    damaged,
    fast,
    history_of,
    reread,
    states,
    text,
)


@fast
@given(st.lists(states, min_size=1, max_size=8))
def test_every_state_comes_back_as_it_went_in(articles):
    history = reread(history_of(*articles))
    for place, article in enumerate(articles):
        assert history.state(place) == as_kept(article, history.revisions[place].at)
    assert history.is_last(articles[-1])


def test_all_fields_of_an_article_are_kept():
    link = Link(kind="news", target=new_id(), headline="Xưởng may", summary="40 chỗ")
    full = replace(
        DRAFT,
        campaign=new_id(),
        byline="Trần An",
        signoff="TA",
        status=Status.EXPORTED,
        due=date(2027, 5, 1),
        channels=("web",),
        audiences=("thợ",),
        levels=("khu",),
        topics=("quà",),
        goals=("G1",),
        links=(link,),
        layout=Layout(bom=True, heading="TIN LIÊN QUAN"),
        exported=NOW,
    )
    assert reread(history_of(text(1), full)).state(1) == as_kept(full, NOW)


def long_text(seed, words=30_000):
    """Well over 100 KB that do not compress away."""
    return " ".join(str(hash((seed, number)) % 10**9) for number in range(words))


def test_long_texts_beyond_the_window_of_zlib():
    body = long_text(1)
    assert len(body) > 200_000
    texts = [
        body,
        body[:1000] + "sửa" + body[1010:],
        "mới " + body[:100_000] + "🎁" + body[100_000:] + " hết",
        body[150_000:] + body[:150_000],
        body[:10],
        long_text(2),
    ]
    history = history_of(*(replace(DRAFT, body=body) for body in texts))
    assert bodies_of(history) == texts
    assert len(history.revisions[1].data) < 200


def test_a_small_edit_takes_little_room():
    history = history_of(DRAFT, *map(text, range(9)))
    sizes = [len(msgspec.json.encode(revision)) for revision in history.revisions]
    assert sizes[0] < len(PAGE.encode()) * 4 / 3
    assert max(sizes[1:]) < 250


def test_what_a_revision_says_of_itself():
    history = history_of(DRAFT).added(
        replace(DRAFT, headline="Tổ may số 8 tặng nhiều quà"), why=Why.SAVE, who="lan", at=NOW
    )
    assert history.article == ID
    revision = history.revisions[1]
    assert (revision.at, revision.who, revision.why) == (NOW, "lan", Why.SAVE)
    assert (revision.added, revision.removed) == (2, 1)
    assert history.revisions[0].added > 100
    assert history.revisions[0].removed == 0


def test_the_record_is_no_part_of_the_state():
    history = history_of(DRAFT)
    later = replace(DRAFT, created=NOW - timedelta(days=9), updated=NOW + timedelta(days=9))
    assert history.is_last(later)
    assert not history.is_last(replace(DRAFT, status=Status.EDITING))
    assert not History(ID).is_last(DRAFT)


def test_there_is_no_state_where_there_is_no_revision():
    with pytest.raises(IndexError):
        history_of(DRAFT).state(1)


def test_a_damaged_revision_is_refused_in_a_sentence():
    history = history_of(text(1), text(2), text(3))
    good = history.revisions[1].data
    for data in ("", "!", "ộ", good[:-4], good[4:], "A" * len(good), good[:8] + "AAAA" + good[12:]):
        broken = damaged(history, 1, data)
        assert broken.state(0).body == text(1).body
        for place in (1, 2):
            with pytest.raises(FileError, match="2027-04-20") as refusal:
                broken.state(place)
            assert str(refusal.value).endswith(".")


@fast
@given(st.data())
def test_damage_never_gives_back_a_text_that_nobody_wrote(data):
    history = history_of(text(1), text(2), text(3))
    place = data.draw(st.integers(0, 2))
    good = history.revisions[place].data
    at = data.draw(st.integers(0, len(good) - 1))
    letter = data.draw(st.characters(max_codepoint=126))
    broken = damaged(history, place, good[:at] + letter + good[at + 1 :])
    for number in range(3):
        try:
            assert broken.state(number).body == text(number + 1).body
        except FileError:
            assert number >= place


def test_a_history_that_lost_a_revision_does_not_make_up_texts():
    longer = replace(DRAFT, body=f"Tin mới. {PAGE}")
    history = history_of(DRAFT, longer, replace(longer, body=f"{longer.body} Hết."))
    lost = History(ID, history.revisions[:1] + history.revisions[2:])
    with pytest.raises(FileError):
        lost.state(1)


def test_a_state_that_this_version_cannot_read_is_refused():
    odd = msgspec.structs.replace(DRAFT, status="chưa-biết")
    history = history_of(DRAFT, odd, text(2))
    with pytest.raises(FileError):
        history.state(1)
    assert history.state(2).body == text(2).body


def test_writing_goes_on_behind_damage():
    broken = damaged(history_of(text(1), text(2)), 1, "!")
    assert not broken.is_last(text(2))
    history = broken.added(text(3), why=Why.SAVE, who="lan", at=NOW)
    history = reread(history.added(text(4), why=Why.SAVE, who="lan", at=NOW))
    assert history.state(2) == as_kept(text(3), NOW)
    assert history.state(3) == as_kept(text(4), NOW)
    assert history.thinned(NOW + timedelta(days=900)) is history


def test_a_revision_is_written_without_what_is_zero():
    revision = Revision(at=NOW, who="", why=Why.SAVE, data="")
    assert set(msgspec.to_builtins(revision)) == {"at", "who", "why", "data"}
