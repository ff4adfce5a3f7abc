"""Facts and claims through the file: deletion, other programs, the doctor, opening again."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from store import Article, InvalidValueError, doctor, open_desk
from store.campaign_records import Document, Fact, Rumour
from store.file.backups import Keep
from store.records import RIGHTS, FollowUp, Source

from .outside import edit

NONE = Keep(0, 0, 0)


def put_all(desk):
    """One of each kind, and what hangs on it."""
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    fact = desk.facts.add(Fact(campaign=campaign.id, key="áo dài", value="2.310", unit="bộ"))
    desk.campaigns.documents.add(campaign, Document(kind="", number="05-CT/TW"))
    rumour = desk.rumours.add(
        Rumour(
            campaign=campaign.id, claim="Quỹ hết tiền", seen=desk.records.now() - timedelta(hours=2)
        )
    )
    article = desk.rumours.begin_answer(rumour)
    desk.articles.sources.add(article, Source(who="Lê Thu", second="bảng lương"))
    desk.rights.mark(article, True)
    desk.rights.add_follow_up(article, FollowUp(day=desk.records.today(), what="gọi lại"))
    desk.rights.set_outcome(article, "Đã trả")
    return campaign, fact, desk.rumours[rumour.id], desk.articles[article.id]


def state(desk):
    return [list(table) for table in (desk.campaigns, desk.facts, desk.rumours, desk.articles)]


@pytest.fixture
def written(desk_path, clock):
    with open_desk(desk_path, clock=clock, keep=NONE) as desk:
        put_all(desk)
        clock.wait(10)
    return desk_path


def test_all_of_it_is_there_again_when_the_desk_is_opened(desk_path, clock):
    with open_desk(desk_path, clock=clock) as desk:
        put_all(desk)
        before = state(desk)
    with open_desk(desk_path, clock=clock) as desk:
        assert state(desk) == before
        (article,) = desk.articles
        assert article.kind == RIGHTS
    assert all(report.is_sound for report in doctor.examine(desk_path))


def test_a_campaign_takes_its_facts_and_claims_along_and_brings_them_back(desk):
    campaign, fact, rumour, article = put_all(desk)
    desk.campaigns.remove(campaign)
    assert not len(desk.facts)
    assert not len(desk.rumours)
    (gone,) = desk.trash
    desk.trash.restore(gone)
    assert desk.facts[fact.id].value == "2.310"
    assert desk.rumours[rumour.id].answer == article.id
    assert desk.articles[article.id].campaign == campaign.id


@pytest.mark.parametrize("kind", ["fact", "rumour"])
def test_what_was_deleted_does_not_come_back_without_its_campaign(desk, kind):
    campaign, fact, rumour, _article = put_all(desk)
    if kind == "fact":
        desk.facts.remove(fact)
    else:
        desk.rumours.remove(rumour)
    desk.campaigns.remove(campaign)
    of_the_record = next(entry for entry in desk.trash if "Mùa quà" not in entry.title)
    with pytest.raises(InvalidValueError, match=r"campaign of “.*” is gone"):
        desk.trash.restore(of_the_record)


def test_every_change_can_be_taken_back_one_by_one(desk):
    put_all(desk)
    labels = []
    while label := desk.undo.step_back():
        labels.append(label)
    assert labels == [
        *("outcome", "new follow-up", "kind", "new source", "answer a claim", "new claim"),
        *("new document", "new fact", "new campaign"),
    ]
    assert state(desk) == [[], [], [], []]


def test_another_programs_facts_and_claims_come_onto_the_desk(written, clock):
    def change(data):
        (fact,) = data["facts"].values()
        data["facts"]["9"] = {**fact, "id": "f" * 32, "key": "loa", "value": "12"}
        fact["source"] = "Báo cáo 12"
        (rumour,) = data["rumours"].values()
        rumour["verdict"] = "false"

    edit(written, change)
    with open_desk(written, clock=clock, keep=NONE) as desk:
        desk.file.findings()
        assert {(one.key, one.value, one.source) for one in desk.facts} == {
            ("áo dài", "2.310", "Báo cáo 12"),
            ("loa", "12", ""),
        }
        assert [one.verdict for one in desk.rumours] == ["false"]
        assert not len(desk.file.conflicts)


def test_where_both_changed_a_fact_ours_stands_and_theirs_can_be_taken(desk_path, clock):
    with open_desk(desk_path, clock=clock, keep=NONE) as desk:
        _campaign, fact, *_ = put_all(desk)
        clock.wait(10)
        desk.file.checkpoint()
        desk.facts.edit(fact, value="2.400")
        edit(desk_path, lambda data: next(iter(data["facts"].values())).update(value="9"))
        desk.file.external.merge()
        assert desk.facts[fact.id].value == "2.400"
        (conflict,) = desk.file.conflicts
        assert conflict.theirs["value"] == "9"
        desk.file.conflicts.resolve(conflict, theirs=True)
        assert desk.facts[fact.id].value == "9"


def test_a_fact_of_another_programs_that_is_a_twin_is_shown_and_can_be_mended(written, clock):
    """Two of one key for one day: the desk takes them in, and refuses only the next such edit."""

    def change(data):
        (fact,) = data["facts"].values()
        data["facts"]["9"] = {**fact, "id": "f" * 32, "value": "9"}

    edit(written, change)
    with open_desk(written, clock=clock, keep=NONE) as desk:
        (campaign,) = desk.campaigns
        rows = desk.facts.sheet(campaign)
        assert sorted(row.fact.value for row in rows) == ["2.310", "9"]
        desk.facts.remove(desk.facts["f" * 32])
        assert [row.fact.value for row in desk.facts.sheet(campaign)] == ["2.310"]


def broken(path, tmp_path, change):
    data = json.loads(path.read_bytes())
    change(data)
    broken = tmp_path / "hỏng" / "desk.json"
    broken.parent.mkdir()
    broken.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return broken


def test_the_doctor_lets_a_claim_go_of_an_answer_that_is_not_there(written, tmp_path, clock):
    path = broken(written, tmp_path, lambda data: data["articles"].clear())
    told = [str(report.finding) for report in doctor.examine(path) if not report.is_sound]
    assert any("The answer to “Quỹ hết tiền” is an article that is not there" in t for t in told)
    doctor.repair(path, clock)
    with open_desk(path, clock=clock, keep=NONE) as desk:
        assert [rumour.answer for rumour in desk.rumours] == [None]


def test_the_doctor_gives_facts_and_claims_their_campaign_back(written, tmp_path, clock):
    path = broken(written, tmp_path, lambda data: data["campaigns"].clear())
    doctor.repair(path, clock)
    with open_desk(path, clock=clock, keep=NONE) as desk:
        (campaign,) = desk.campaigns
        assert [fact.campaign for fact in desk.facts] == [campaign.id]
        assert len(desk.rumours.log(campaign)) == 1


def test_what_is_no_fact_is_put_aside(written, tmp_path, clock):
    path = broken(written, tmp_path, lambda data: data["facts"].update({"7": {"id": "x"}}))
    assert not all(report.is_sound for report in doctor.examine(path))
    doctor.repair(path, clock)
    with open_desk(path, clock=clock, keep=NONE) as desk:
        assert [fact.key for fact in desk.facts] == ["áo dài"]


def test_a_contact_that_was_deleted_lives_on_in_no_history(desk, clock):
    article = desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.articles.sources.add(article, Source(who="Lê Thu", contact="0900 111 222"))
    desk.revisions.keep(article)
    clock.wait(10)
    desk.records.change(article, body="Câu hai.")
    desk.revisions.keep(article)
    states = [
        desk.revisions.of(article).state(n)
        for n in range(len(desk.revisions.of(article).revisions))
    ]
    assert len(states) > 1
    assert all(state.sources == () for state in states)
    restored = desk.revisions.restore(article, 0)
    assert restored.body == "Câu đầu."
    assert [source.contact for source in restored.sources] == ["0900 111 222"]
