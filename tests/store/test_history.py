"""The revisions of an article: packed and read back, thinned, and when one is kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from unicodedata import normalize

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store.article_parts import Layout
from store.articles.history import WRITING_MINUTES, History, Revision, Why, noted
from store.errors import FileError
from store.records import Article, Link, Status, new_id
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
reasons = st.sampled_from(Why)


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


# --- packing


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


# --- damage


def damaged(history, place, data):
    revisions = list(history.revisions)
    revisions[place] = replace(revisions[place], data=data)
    return History(history.article, tuple(revisions))


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


# --- thinning


def test_the_last_day_stays_whole():
    history = history_of(*map(text, range(200)))  # 19 hours and 54 minutes
    assert history.thinned(NOW) is history
    assert history.thinned(NOW + timedelta(hours=4)) is history
    assert history.thinned(NOW + timedelta(hours=6)) is not history


def days_left(history, now):
    return [revision.at for revision in history.thinned(now).revisions]


def test_one_an_hour_is_left_of_the_last_week():
    history = history_of(*map(text, range(30)), every=timedelta(minutes=10))  # 4:10 to 9:00
    left = days_left(history, NOW + timedelta(days=2))
    assert [(at.hour, at.minute) for at in left] == [
        (4, 10),
        *((hour, 50) for hour in range(4, 9)),
        (9, 0),
    ]


def test_one_a_day_is_left_of_ninety_days():
    history = history_of(*map(text, range(20)), every=timedelta(hours=6))
    left = days_left(history, NOW + timedelta(days=30))
    assert [(at.day, at.hour) for at in left] == [
        (15, 15),
        (15, 21),
        *((day, 21) for day in range(16, 20)),
        (20, 9),
    ]


def test_one_a_week_is_left_of_what_is_older():
    history = history_of(*map(text, range(22)), every=timedelta(days=1))  # 30.3 to 20.4
    left = days_left(history, NOW + timedelta(days=200))
    assert [(at.month, at.day) for at in left] == [(3, 30), (4, 4), (4, 11), (4, 18), (4, 20)]


@pytest.mark.parametrize("why", [Why.EXPORT, Why.IMPORT, Why.OUTSIDE])
def test_what_went_out_or_came_in_stays(why):
    history = history_of(text(0), text(1)).added(text(2), why=why, who="", at=NOW)
    for number in (3, 4, 5):
        history = history.added(text(number), why=Why.SAVE, who="", at=NOW)
    thin = history.thinned(NOW + timedelta(days=900))
    assert told(thin) == [Why.WRITING, why, Why.SAVE]
    assert bodies_of(thin) == [text(number).body for number in (0, 2, 5)]


def test_days_are_those_of_the_desk():
    late = datetime(2027, 4, 19, 23, 30, tzinfo=NOW.tzinfo)  # 16:30 of the same day in UTC
    history = History(ID)
    for number, at in enumerate([late, late, late + timedelta(hours=1), late + timedelta(hours=2)]):
        at_utc = at.astimezone(timezone.utc)  # noqa: UP017
        history = history.added(text(number), why=Why.SAVE, who="", at=at_utc)
    history = history.added(text(9), why=Why.SAVE, who="", at=NOW)
    left = history.thinned(NOW + timedelta(days=30))
    assert bodies_of(left) == [text(number).body for number in (0, 1, 9)]


def test_what_follows_a_dropped_revision_is_counted_anew():
    words = ["một", "một hai", "một hai ba", "một hai ba bốn"]
    history = history_of(*(replace(DRAFT, headline="", body=body) for body in words))
    assert [(r.added, r.removed) for r in history.revisions] == [(1, 0), (1, 0), (1, 0), (1, 0)]
    thin = history.thinned(NOW + timedelta(days=30))
    assert [(r.added, r.removed) for r in thin.revisions] == [(1, 0), (3, 0)]


@fast
@given(
    st.lists(
        st.tuples(states, reasons, st.integers(0, 60 * 24 * 12)),
        min_size=1,
        max_size=12,
    ),
    st.integers(0, 300),
)
def test_what_thinning_leaves_reads_as_before(made, days):
    history, at = History(ID), NOW
    for article, why, minutes in made:
        at += timedelta(minutes=minutes)
        history = history.added(article, why=why, who="lan", at=at)
    now = at + timedelta(days=days)
    thin = reread(history.thinned(now))
    before = [
        (revision.at, revision.why, history.state(place))
        for place, revision in enumerate(history.revisions)
    ]
    after = [
        (revision.at, revision.why, thin.state(place))
        for place, revision in enumerate(thin.revisions)
    ]
    assert after[0] == before[0]
    assert after[-1] == before[-1]
    rest = iter(before)
    assert all(one in rest for one in after)  # in their order
    never = (Why.EXPORT, Why.IMPORT, Why.OUTSIDE)
    assert [one for one in after if one[1] in never] == [one for one in before if one[1] in never]
    lately = [one for one in before if now - one[0] <= timedelta(days=1)]
    assert after[len(after) - len(lately) :] == lately
    assert thin.thinned(now) is thin


# --- the rule


def note(history, before, after, *, why=None, now=NOW):
    return noted(history, before, after, why=why, who="lan", now=now)


def minutes(count):
    return NOW + timedelta(minutes=count)


def test_a_new_article_with_text_is_kept():
    history = note(None, None, DRAFT)
    assert told(history) == [Why.NEW]
    assert history.state(0) == as_kept(DRAFT, NOW)
    assert told(note(None, None, DRAFT, why=Why.IMPORT)) == [Why.IMPORT]


@pytest.mark.parametrize("field", ["headline", "byline", "body", "signoff"])
def test_any_of_the_fields_is_text(field):
    blank = Article(id=ID)
    assert note(None, None, replace(blank, **{field: " \n\xa0"})) is None
    assert told(note(None, None, replace(blank, **{field: "chữ"}))) == [Why.NEW]
    history = note(None, blank, replace(blank, **{field: "chữ"}))
    assert told(history) == [Why.WRITING]


def test_an_article_without_a_text_begins_no_history():
    blank = Article(id=ID)
    assert note(None, blank, replace(blank, body=" ")) is None
    assert note(None, blank, replace(blank, status=Status.IDEA)) is None
    assert note(None, blank, blank, why=Why.SAVE) is None
    emptied = note(history_of(text(1)), text(1), blank, now=minutes(9))
    assert emptied.state(1) == as_kept(blank, minutes(9))


def test_a_deleted_article_that_comes_back_has_nothing_new():
    history = history_of(text(1))
    assert note(history, None, text(1)) is None
    assert told(note(history, None, text(2))) == [Why.WRITING, Why.NEW]


def test_writing_is_kept_every_few_minutes():
    history = history_of(text(1))
    before = replace(text(2), updated=NOW)
    assert note(history, before, text(3), now=minutes(WRITING_MINUTES - 1)) is None
    later = note(history, before, text(3), now=minutes(WRITING_MINUTES))
    assert told(later) == [Why.WRITING, Why.WRITING]
    assert later.state(1) == as_kept(text(3), minutes(WRITING_MINUTES))
    assert later.revisions[1].who == "lan"


def test_a_clock_set_back_does_not_stop_the_history():
    history = history_of(text(1), until=NOW + timedelta(days=300))
    assert told(note(history, text(1), text(2))) == [Why.WRITING, Why.WRITING]


def test_text_that_is_as_it_was_leaves_nothing():
    history = history_of(text(1))
    assert note(history, replace(text(2), updated=NOW), text(1), now=minutes(9)) is None


def test_the_state_before_the_first_edit_of_a_day_is_kept():
    yesterday = NOW - timedelta(hours=12)
    history = history_of(text(1), until=yesterday - timedelta(minutes=3))
    before = replace(text(2), updated=yesterday)
    later = note(history, before, text(3))
    assert told(later) == [Why.WRITING, Why.BEFORE, Why.WRITING]
    assert later.state(1) == as_kept(text(2), yesterday)
    assert later.state(2) == as_kept(text(3), NOW)
    again = note(later, replace(text(3), updated=NOW), text(4), now=minutes(1))
    assert again is None


def test_the_state_before_is_not_kept_twice():
    yesterday = NOW - timedelta(days=1)
    history = history_of(text(1), until=yesterday)
    later = note(history, replace(text(1), updated=yesterday), text(2))
    assert told(later) == [Why.WRITING, Why.WRITING]


def test_an_old_article_without_a_history_keeps_its_text_first():
    early, just_now = NOW - timedelta(days=3), NOW - timedelta(minutes=1)
    old = note(None, replace(text(1), updated=early), text(2))
    assert told(old) == [Why.BEFORE, Why.WRITING]
    assert [revision.at for revision in old.revisions] == [early, NOW]
    fresh = note(History(ID), replace(text(1), updated=just_now), text(2))
    assert told(fresh) == [Why.BEFORE]
    assert fresh.state(0) == as_kept(text(1), just_now)
    unknown = note(None, replace(text(1), updated=None), text(2))
    assert [revision.at for revision in unknown.revisions] == [NOW]


def test_a_new_status_is_kept():
    history = history_of(text(1))
    after = replace(text(2), status=Status.TO_EDIT)
    later = note(history, replace(text(2), updated=NOW), after, now=minutes(1))
    assert told(later) == [Why.WRITING, Why.STATUS]
    assert later.state(1) == as_kept(after, minutes(1))


def test_a_new_status_with_another_text_keeps_the_one_before():
    after = replace(text(3), status=Status.TO_EDIT)
    later = note(history_of(text(1)), text(2), after)
    assert told(later) == [Why.WRITING, Why.BEFORE, Why.STATUS]


def test_going_out_is_kept_as_such():
    after = replace(text(1), status=Status.EXPORTED, exported=NOW)
    history = note(history_of(text(1)), text(1), after)
    assert told(history) == [Why.WRITING, Why.EXPORT]
    again = note(history, after, replace(after, exported=minutes(1)), now=minutes(1))
    assert told(again)[-2:] == [Why.EXPORT, Why.EXPORT]


def test_an_export_taken_back_is_a_change_of_status():
    before = replace(text(1), status=Status.EXPORTED, exported=NOW)
    assert told(note(history_of(before), before, text(1))) == [Why.WRITING, Why.STATUS]


def test_saving_keeps_the_text_once():
    history = note(history_of(text(1)), text(2), text(2), why=Why.SAVE)
    assert told(history) == [Why.WRITING, Why.SAVE]
    assert history.state(1).body == text(2).body
    assert note(history, text(2), text(2), why=Why.SAVE, now=minutes(9)) is None


@pytest.mark.parametrize("why", [Why.SAVE, Why.IMPORT, Why.RESTORE, Why.OUTSIDE])
def test_what_puts_another_text_in_its_place_keeps_the_one_before(why):
    updated = NOW - timedelta(minutes=2)
    history = note(history_of(text(1)), replace(text(2), updated=updated), text(3), why=why)
    assert told(history) == [Why.WRITING, Why.BEFORE, why]
    assert history.state(1) == as_kept(text(2), updated)
    assert history.state(2) == as_kept(text(3), NOW)
    assert told(note(history_of(text(2)), text(2), text(3), why=why)) == [Why.WRITING, why]
    blank = Article(id=ID)
    assert told(note(None, blank, text(3), why=why)) == [why]


def test_a_restore_of_the_last_revision_keeps_what_was_written_since():
    history = note(history_of(text(1)), text(2), text(1), why=Why.RESTORE)
    assert told(history) == [Why.WRITING, Why.BEFORE, Why.RESTORE]
    assert bodies_of(history) == [text(number).body for number in (1, 2, 1)]


def test_other_fields_are_no_text():
    before = replace(text(1), updated=NOW - timedelta(days=3))
    for after in (
        replace(before, due=date(2027, 5, 1)),
        replace(before, links=(Link(kind="news", target=new_id(), headline="x"),)),
        replace(before, topics=("quà",)),
        before,
    ):
        assert note(None, before, after) is None
        assert note(history_of(text(5)), before, after) is None


def test_links_are_kept_where_a_command_has_changed_them():
    after = replace(text(1), links=(Link(kind="news", target=new_id(), headline="x"),))
    assert note(history_of(text(1)), text(1), after, why=Why.IMPORT).state(1).links == after.links


def test_a_history_is_thinned_when_it_grows():
    history = history_of(*map(text, range(9)), until=NOW - timedelta(days=30))
    later = note(history, text(8), text(9), why=Why.SAVE)
    assert bodies_of(later) == [text(number).body for number in (0, 8, 9)]


def test_damage_does_not_hold_up_a_save():
    broken = damaged(history_of(text(1), text(2)), 0, "!")
    history = note(broken, text(2), text(3), why=Why.SAVE)
    assert told(history) == [Why.WRITING, Why.WRITING, Why.BEFORE, Why.SAVE]
    assert history.state(2).body == text(2).body
    assert history.state(3).body == text(3).body


def test_a_revision_is_written_without_what_is_zero():
    revision = Revision(at=NOW, who="", why=Why.SAVE, data="")
    assert set(msgspec.to_builtins(revision)) == {"at", "who", "why", "data"}
