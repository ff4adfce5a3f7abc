"""A fact that was put into a text is remembered there, through edits and changes of the sheet."""

from __future__ import annotations

import itertools
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from store import Article, Desk
from store.articles.fact_uses import carried, place_in, used
from store.campaign_records import Campaign, Fact
from store.channels import Channel
from tests.cost import grows_evenly

BODY = "Sáng qua, tổ may số 7 trao 1.250 suất cho công nhân xa quê.\n\nAi cũng vui."
GIFTS = "1.250 suất"


class Written(NamedTuple):
    desk: Desk
    article: Article
    fact: Fact

    @property
    def now(self):
        return self.desk.articles[self.article.id]

    def type(self, body):
        self.desk.articles.type_text(self.now, body=body)
        return self

    @property
    def told(self):
        flags = self.desk.articles.copy_desk.checked(self.now).flags
        return [(one.rule, one.words, one.fix) for one in flags if one.rule.startswith("fact-")]


def anchor(fact, body=BODY, words=GIFTS, field="body"):
    start = body.index(words)
    return used(fact, field, body, start, start + len(words))


@pytest.fixture
def written(desk):
    """An article with a fact in its text, under a key of which the text has no word."""
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    fact = desk.facts.add(Fact(campaign=campaign.id, key="gạo Tết", value="1.250", unit="suất"))
    article = desk.articles.new(campaign, headline="Quà", body="")
    article = desk.articles.type_text(article, body=BODY, facts_used=(anchor(fact),))
    return Written(desk, article, fact)


def test_a_fact_that_stands_where_it_was_put_is_no_finding(written):
    assert len(written.now.facts_used) == 1
    assert written.told == []


def test_when_the_fact_changes_its_use_is_found_and_the_new_value_is_the_fix(written):
    written.desk.facts.edit(written.fact, value="1.260")
    assert written.told == [("fact-changed", GIFTS, "1.260 suất")]


def test_a_newer_value_of_the_same_key_is_the_fact(written):
    newer = Fact(
        campaign=written.fact.campaign,
        key="Gạo Tết",
        value="1.300",
        unit="suất",
        since=date(2027, 1, 1),
    )
    written.desk.facts.add(newer)
    assert written.told == [("fact-changed", GIFTS, "1.300 suất")]


def test_a_text_that_says_something_else_there_is_a_finding(written):
    written.type(BODY.replace("1.250", "1.270"))
    assert written.told == [("fact-edited", "1.270 suất", None)]


def test_the_same_figure_in_other_words_is_none(written):
    written.type(BODY.replace("1.250 suất", "1.250 phần"))
    assert written.told == []


def test_it_is_followed_while_everything_around_it_is_rewritten(written):
    for old, new in (
        ("trao", "tặng"),
        ("cho công nhân", "tới thợ may"),
        ("số 7", "số bảy"),
        ("xa quê", "ở trọ"),
        ("Sáng qua", "Chiều nay"),
        ("tổ may", "chuyền may"),
    ):
        written.type(written.now.body.replace(old, new))
    assert "tặng 1.250 suất tới" in written.now.body
    written.desk.facts.edit(written.fact, value="1.260")
    assert written.told == [("fact-changed", GIFTS, "1.260 suất")]


def test_the_same_words_elsewhere_are_not_the_fact(written):
    written.type(BODY + " Xưởng dệt cũng có 1.250 suất cơm.")
    written.desk.facts.edit(written.fact, value="1.260")
    flags = written.desk.articles.copy_desk.checked(written.now).flags
    (flag,) = (one for one in flags if one.rule == "fact-changed")
    assert [place.start for place in flag.places] == [BODY.index(GIFTS)]


def test_deleted_words_say_nothing_and_an_undo_of_that_wakes_the_fact(written):
    written.type(BODY.replace(GIFTS + " ", ""))
    written.desk.facts.edit(written.fact, value="1.260")
    assert written.told == []
    written.type(BODY)
    assert written.told == [("fact-changed", GIFTS, "1.260 suất")]


def test_retyped_after_a_pause_it_is_still_the_place_of_the_fact(written):
    written.type(BODY.replace(GIFTS, "")).type(BODY.replace(GIFTS, "1.280 suất"))
    assert written.told == [("fact-edited", "1.280 suất", None)]


QUARTERS = "Quý I trao 1.250 suất quà. Quý II trao 1.250 suất quà."


@pytest.mark.parametrize(
    "body",
    [
        QUARTERS,
        "Quý I trao 1.250 suất quà. Quý II trao 1.250 suất quà. Hết.",
        "Trao 1.250 suất quà nữa.\n\nTổ 5 trao 1.250 suất quà nữa.",
        "Tổ 5 trao 1.250 suất.\n\nTổ 6 tặng 1.250 suất.",
        "1.250 suất quà nữa.\n\n1.250 suất quà khác.",
    ],
)
@pytest.mark.parametrize("now", ["1.400 suất", "hơn 1.300 suất", "31.250 suất"])
def test_edited_words_are_not_taken_for_the_same_words_in_another_sentence(written, body, now):
    start = body.rindex(GIFTS)
    use = used(written.fact, "body", body, start, start + len(GIFTS))
    new = body[:start] + now + body[start + len(GIFTS) :]
    other = written.desk.articles.type_text(desk_article(written), body=body, facts_used=(use,))
    other = written.desk.articles.type_text(other, body=new)
    place = place_in(other.facts_used[0], other.body)
    assert place
    assert place[0] >= start
    flags = written.desk.articles.copy_desk.checked(other).flags
    edited = [place.start for flag in flags if flag.rule == "fact-edited" for place in flag.places]
    assert edited == [place[0]]


def test_many_facts_in_one_text_are_checked_as_fast_as_few(desk):
    """Some of them have other IDs now, so that they are known by their keys."""
    number = itertools.count()

    def checked(count):
        campaign = desk.campaigns.new_empty(f"Mùa quà {next(number)}", 2027)
        put = [(f"đợt {n}", str(1000 + n)) for n in range(count)]
        facts = [desk.facts.add(Fact(campaign=campaign.id, key=k, value=v)) for k, v in put]
        body = "\n\n".join(f"Vùng {n} có {1000 + n} suất quà, ai cũng vui." for n in range(count))
        uses = [anchor(fact, body, f"{fact.value}") for fact in facts]
        uses[::2] = [replace(use, fact="0") for use in uses[::2]]
        article = desk.articles.new(campaign, headline="Quà", body=body)
        article = desk.articles.type_text(article, body=f"{body} Hết.", facts_used=tuple(uses))
        assert len(article.facts_used) == count
        return lambda: desk.articles.copy_desk.agreement([article])

    grows_evenly(checked, 20, rounds=2)


def test_what_is_put_in_and_taken_back_before_it_is_saved_is_not_remembered(written):
    other = desk_article(written)
    fresh = anchor(written.fact, "Có 1.250 suất ở xưởng.", GIFTS)
    other = written.desk.articles.type_text(other, body="Có ở xưởng.", facts_used=(fresh,))
    assert other.facts_used == ()


def desk_article(written):
    campaign = written.desk.campaigns[written.fact.campaign]
    return written.desk.articles.new(campaign, headline="Khác", body="")


def test_a_text_that_is_all_new_forgets_it(written):
    written.type("Một bài khác hẳn.\n\nKhông có gì chung.")
    assert written.now.facts_used == ()


def test_a_deleted_fact_leaves_the_text_alone(written):
    written.desk.facts.remove(written.fact)
    assert written.told == []


def test_mending_finds_the_use_by_its_anchor_and_it_is_the_fact_again(written):
    written.type(BODY.replace("1.250 suất", "1.250 phần"))
    fact = written.desk.facts.edit(written.fact, value="1.260")
    replacing = written.desk.articles.replacing
    assert replacing.find("1.250 suất", [written.now]) == []
    hits = replacing.find("1.250 suất", [written.now], fact=fact)
    assert [hit.words for hit in hits] == ["1.250 phần"]
    replacing.replace(hits, "1.260 suất")
    assert "trao 1.260 suất cho" in written.now.body
    assert written.told == []
    written.desk.facts.edit(fact, value="1.290")
    assert written.told == [("fact-changed", "1.260 suất", "1.290 suất")]


def test_a_place_found_by_words_and_by_anchor_is_one_place(written):
    fact = written.desk.facts.edit(written.fact, value="1.260")
    hits = written.desk.articles.replacing.find(GIFTS, [written.now], fact=fact)
    assert [(hit.field, hit.words) for hit in hits] == [("body", GIFTS)]


def test_what_changes_and_its_anchor_are_undone_in_one_step(written):
    fact = written.desk.facts.edit(written.fact, value="1.260")
    before = written.now
    hits = written.desk.articles.replacing.find(GIFTS, [before], fact=fact)
    written.desk.articles.replacing.replace(hits, "1.260 suất")
    written.desk.undo.step_back()
    assert (written.now.body, written.now.facts_used) == (before.body, before.facts_used)


def test_a_headline_remembers_it_too(desk):
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    fact = desk.facts.add(Fact(campaign=campaign.id, key="gạo Tết", value="1.250", unit="suất"))
    article = desk.articles.new(campaign, body="Một đoạn.")
    use = anchor(fact, "Tặng 1.250 suất", GIFTS, "headline")
    article = desk.articles.type_text(article, headline="Tặng 1.250 suất", facts_used=(use,))
    desk.facts.edit(fact, value="1.260")
    flags = desk.articles.copy_desk.checked(article).flags
    assert [(f.rule, f.places[0].field) for f in flags if f.rule == "fact-changed"] == [
        ("fact-changed", "headline")
    ]


def test_the_table_has_it_under_its_fact_though_no_word_of_the_key_stands_there(written):
    written.desk.facts.edit(written.fact, value="1.260")
    first = written.desk.articles.copy_desk.agreement([written.now])[0]
    assert (first.about, first.disagrees) == ("gạo Tết", True)
    assert [(v.said, len(v.places), v.is_settled) for v in first.values] == [
        ("1.260 suất", 0, True),
        ("1.250 suất", 1, False),
    ]


def test_a_version_remembers_the_facts_of_its_master_that_stand_in_it(desk):
    channels = (Channel("báo in"), Channel("Zalo", "mạng xã hội"), Channel("loa", "loa"))
    campaign = desk.records.add(Campaign(name="Mùa quà", channels=channels))
    fact = desk.facts.add(Fact(campaign=campaign.id, key="gạo Tết", value="1.250", unit="suất"))
    master = desk.articles.new(campaign, headline="Quà", channels=("báo in",))
    master = desk.articles.type_text(master, body=BODY, facts_used=(anchor(fact),))
    (version,) = desk.articles.versions.make(master, ["Zalo"])
    assert GIFTS in version.body
    desk.facts.edit(fact, value="1.260")
    flags = desk.articles.copy_desk.checked(version).flags
    assert ("fact-changed", "1.260 suất") in [(flag.rule, flag.fix) for flag in flags]
    desk.articles.type_text(version, body="Một bản khác hẳn.")
    assert desk.articles[version.id].facts_used == ()


def test_what_is_taken_over_from_the_master_keeps_its_facts(desk):
    channels = (Channel("báo in"), Channel("Zalo", "mạng xã hội"))
    campaign = desk.records.add(Campaign(name="Mùa quà", channels=channels))
    fact = desk.facts.add(Fact(campaign=campaign.id, key="gạo Tết", value="1.250", unit="suất"))
    master = desk.articles.new(campaign, headline="Quà", channels=("báo in",))
    master = desk.articles.type_text(master, body=BODY, facts_used=(anchor(fact),))
    (version,) = desk.articles.versions.make(master, ["Zalo"])
    desk.articles.type_text(master, body=BODY.replace("Sáng qua", "Chiều nay"))
    changes = desk.articles.versions.changes(version)
    version = desk.articles.versions.take_over(version, range(len(changes)))
    assert "Chiều nay" in version.body
    assert [use.words for use in version.facts_used] == [GIFTS]


WORDS = st.lists(st.sampled_from(["quà", "cho", "thợ", "1.250", "suất", "."]), max_size=5)


@given(WORDS, WORDS, st.integers(0, 2))
def test_an_edit_elsewhere_never_moves_it_to_other_words(before, after, times):
    """Whatever stands around, after any edit that leaves its words it is where it was."""
    left, right = " ".join(["Đầu", *before, "trao"]), " ".join(["tới", *after, "cuối"])
    fact = Fact(campaign="c", key="k", value="77", unit="kiện")
    body = f"{left} 77 kiện {right}"
    start = len(left) + 1
    article = Article(body=body, facts_used=(used(fact, "body", body, start, start + 7),))
    for _time in range(times):
        new = "Thêm " + article.body + " rồi"
        fields = carried(article, {"body": new})
        article = Article(body=new, facts_used=fields.get("facts_used", article.facts_used))
    (use,) = article.facts_used
    place = place_in(use, article.body)
    assert place
    assert article.body[slice(*place)] == "77 kiện"
