"""Fact sheet, documents, sources, negative news, rights cases: what the keys and the mouse do."""

from datetime import date, timedelta

import pytest
from textual import events

from store import Article, Fact, Rumour
from store.campaign_records import Document, Quota
from store.records import RIGHTS, FollowUp, Source, Status
from tests.tui.helpers import NARROW, WIDE, plan, seated, written
from tui import settings
from tui.screens.records.sources import SourcesScreen

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])
ROOMS = {
    "alt+e": "FactsScreen",
    "alt+d": "DocumentsScreen",
    "alt+n": "RumoursScreen",
    "alt+r": "RightsScreen",
    "alt+9": "QuestionsScreen",
}


@pytest.fixture
def campaign(desk):
    return plan(desk)


def fact(desk, campaign, key="áo dài", value="2.310", **fields):
    return desk.facts.add(Fact(campaign=campaign.id, key=key, value=value, **fields))


def claim(desk, campaign, text="Quỹ đã hết tiền", hours=1, **fields):
    seen = desk.records.now() - timedelta(hours=hours)
    return desk.rumours.add(Rumour(campaign=campaign.id, claim=text, seen=seen, **fields))


async def room(seat, key):
    await seat.press(key)
    await seat.comes(ROOMS[key])


async def fill(seat, **values):
    """Type values into a form, each in its field, and take it."""
    for name, value in values.items():
        entry = seat.field(f"entry-{name}")
        entry.focus()
        entry.text = ""
        await seat.settle()
        await seat.type(value)
    await seat.press("ctrl+s")


# ---------------------------------------------------------------- the rooms


@pytest.mark.parametrize("key", ROOMS)
@pytest.mark.parametrize("place", ["tasks", "articles", "news", "headline", "body"])
async def test_a_room_opens_from_everywhere_and_esc_leads_back(desk, campaign, key, place):
    async with seated(desk) as seat:
        if place in ("headline", "body"):
            await seat.open(written(desk, campaign=campaign.id))
        await seat.press({"tasks": "f2", "news": "f4"}.get(place, "f3"))
        seat.field(place).focus()
        await seat.settle()
        before = len(desk.records.store._listeners)
        await room(seat, key)
        assert seat.focus == "entries"
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.focus == place
        assert len(desk.records.store._listeners) == before


@pytest.mark.parametrize("place", ["headline", "body"])
async def test_alt_and_a_letter_types_no_letter(desk, campaign, place):
    """A terminal sends Esc and the letter; Textual says that the letter is printed."""
    article = written(desk, campaign=campaign.id)
    async with seated(desk) as seat:
        await seat.open(article)
        seat.field(place).focus()
        await seat.settle()
        seat.app.post_message(events.Key("alt+e", "e"))
        await seat.comes("FactsScreen")
        await seat.press("escape", "ctrl+s")
        assert desk.articles[article.id].body == article.body
        assert desk.articles[article.id].headline == article.headline


@pytest.mark.parametrize("key", ROOMS)
@SIZES
async def test_an_empty_room_says_what_to_do(desk, campaign, key, size):
    async with seated(desk, size=size) as seat:
        await room(seat, key)
        assert f"No {'negative' if key == 'alt+n' else ''}" in seat.text
        assert "a Add" in seat.lines[-2]
        assert "Delete" not in seat.lines[-2]
        await seat.press("e", "d", "c", "v", "enter", "space", "o", "l")
        assert seat.top == ROOMS[key]
        await seat.press("escape")
        await seat.comes("DeskScreen")


@pytest.mark.parametrize("key", [*ROOMS, "alt+s", "alt+k"])
async def test_without_a_campaign_or_an_article_it_says_so(desk, key):
    async with seated(desk) as seat:
        await seat.press("escape", "f3", key)
        wanted = "campaign first: F6" if key in ROOMS else "article first: F3"
        assert any(wanted in notice for notice in seat.notices)
        assert seat.top == "DeskScreen"


async def test_a_room_goes_with_its_campaign(desk, campaign):
    async with seated(desk) as seat:
        await room(seat, "alt+e")
        desk.campaigns.remove(campaign)
        await seat.comes("DeskScreen")


# ---------------------------------------------------------------- the fact sheet


@SIZES
async def test_facts_are_added_edited_filtered_deleted_and_come_back(desk, campaign, size):
    async with seated(desk, size=size) as seat:
        await room(seat, "alt+e")
        await seat.press("a")
        await seat.comes("FactForm")
        await fill(seat, key="áo dài", value="2.310", unit="bộ", source="Báo cáo 12", day="18.4")
        await seat.comes("FactsScreen")
        (made,) = desk.facts
        assert (made.value, made.unit, made.day) == ("2.310", "bộ", date(2027, 4, 18))
        assert "2.310 bộ" in seat.line("áo dài ")
        assert "source: Báo cáo 12 18.4.2027" in seat.text
        fact(desk, campaign, "lễ phát động", "22h")
        await seat.settle()
        await seat.press("slash")
        await seat.type("ao dai")
        assert "22h" not in seat.text
        await seat.press("enter", "e")
        await seat.comes("FactForm")
        await fill(seat, value="2.311")
        await seat.comes("FactsScreen")
        assert "2.311 bộ" in seat.line("áo dài ")
        await seat.press("escape")
        assert seat.top == "FactsScreen"
        assert "22h" in seat.text
        await seat.press("d")
        assert len(desk.facts) == 1
        assert "Deleted: áo dài" in seat.notices[-1]
        await seat.press("ctrl+z")
        assert len(desk.facts) == 2


async def test_a_refusal_leaves_what_was_typed(desk, campaign):
    fact(desk, campaign)
    async with seated(desk) as seat:
        await room(seat, "alt+e")
        await seat.press("a")
        await seat.comes("FactForm")
        await fill(seat, key="Áo dài", value="9")
        assert seat.top == "FactForm"
        assert "is on the fact sheet already: 2.310" in " ".join(seat.text.split())
        await fill(seat, since="hôm nào đó")
        assert "not understood as a day" in " ".join(seat.text.split())
        await fill(seat, since="1.4")
        await seat.comes("FactsScreen")
        assert [row.fact.value for row in desk.facts.sheet(campaign)] == ["9", "2.310"]
        assert "until 1.4" in seat.text
        assert "1 in force today · 1 older" in seat.text


async def test_leaving_a_form_with_typed_text_asks_first(desk, campaign):
    async with seated(desk) as seat:
        await room(seat, "alt+e")
        await seat.press("a")
        await seat.comes("FactForm")
        await seat.type("áo")
        await seat.press("escape")
        await seat.comes("ConfirmLoss")
        await seat.press("n", "enter")
        await seat.comes("FactForm")
        assert seat.field("entry-key").text == "áo"
        await seat.press("escape", "right", "enter")
        await seat.comes("FactsScreen")
        assert not len(desk.facts)


async def test_enter_puts_the_value_where_the_cursor_was(desk, campaign):
    fact(desk, campaign, unit="bộ")
    article = written(desk, campaign=campaign.id, body="Tặng áo dài.")
    async with seated(desk) as seat:
        await seat.open(article)
        seat.body.move_cursor((0, 5))
        await room(seat, "alt+e")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.type(" ")
        assert seat.body.body == "Tặng 2.310 bộ áo dài."
        await seat.press("ctrl+s")
        assert desk.articles[article.id].body == "Tặng 2.310 bộ áo dài."
        await seat.press("ctrl+z", "ctrl+z")
        assert seat.body.body == "Tặng áo dài."


async def test_where_no_text_is_written_enter_copies_the_value(desk, campaign):
    fact(desk, campaign, unit="bộ")
    async with seated(desk) as seat:
        await seat.press("f2")
        await room(seat, "alt+e")
        await seat.press("enter")
        assert seat.app.clipboard == "2.310 bộ"
        assert seat.notices[-1] == "Copied: 2.310 bộ"
        assert seat.top == "FactsScreen"


async def test_a_click_chooses_a_fact_and_a_second_one_takes_it(desk, campaign):
    fact(desk, campaign), fact(desk, campaign, "loa", "3")
    async with seated(desk) as seat:
        await room(seat, "alt+e")
        await seat.click("loa")
        assert seat.field("entries").current.fact.key == "loa"
        await seat.click("loa", times=2)
        assert seat.app.clipboard == "3"


async def test_on_a_desk_that_is_only_read_nothing_changes(desk, campaign, desk_path, clock):
    from store import open_desk

    fact(desk, campaign)
    with open_desk(desk_path, read_only=True, clock=clock) as reading:
        async with seated(reading) as seat:
            await room(seat, "alt+e")
            await seat.press("d")
            assert "open for reading only" in " ".join(seat.text.split())
            assert len(reading.facts) == 1


# ---------------------------------------------------------------- the documents


async def test_a_document_is_added_and_cited_in_full(desk, campaign):
    async with seated(desk) as seat:
        await room(seat, "alt+d")
        await seat.press("a")
        await seat.comes("DocumentForm")
        await fill(seat, number="số 01-kl/tw", issued="18.5.2021", issuer="Bộ Chính trị")
        await seat.comes("DocumentsScreen")
        await seat.press("c")
        assert seat.app.clipboard == "Kết luận 01-KL/TW ngày 18.5.2021 của Bộ Chính trị"
        await seat.press("a")
        await seat.comes("DocumentForm")
        await fill(seat, number="01-KL/TW")
        assert "is in the register already" in " ".join(seat.text.replace("│", "").split())
        await seat.press("escape", "right", "enter")
        await seat.comes("DocumentsScreen")
        await seat.press("e")
        await seat.comes("DocumentForm")
        await fill(seat, title="Học theo Bác")
        await seat.comes("DocumentsScreen")
        (known,) = desk.campaigns[campaign.id].documents
        assert known.title == "Học theo Bác"
        await seat.press("d", "ctrl+z")
        assert desk.campaigns[campaign.id].documents == (known,)


async def test_an_odd_number_is_kept_only_when_asked_for(desk, campaign):
    async with seated(desk) as seat:
        await room(seat, "alt+d")
        await seat.press("a")
        await seat.comes("DocumentForm")
        await fill(seat, number="thư ngỏ", kind="Thư")
        await seat.comes("Confirm")
        await seat.press("n")
        await seat.comes("DocumentForm")
        assert desk.campaigns[campaign.id].documents == ()
        await seat.press("ctrl+s")
        await seat.comes("Confirm")
        await seat.press("y")
        await seat.comes("DocumentsScreen")
        (known,) = desk.campaigns[campaign.id].documents
        assert (known.kind, known.number) == ("Thư", "thư ngỏ")
        assert "the citation lacks: day, issuer" in " ".join(seat.text.replace("│", "").split())


async def test_a_document_is_found_by_its_words(desk, campaign):
    for number, title in (("05-CT/TW", "Học theo Bác"), ("21/KH-LĐLĐ", "Mùa quà")):
        desk.campaigns.documents.add(campaign, Document(kind="", number=number, title=title))
    async with seated(desk) as seat:
        await room(seat, "alt+d")
        await seat.press("f")
        await seat.type("mua qua")
        assert "05-CT" not in seat.text
        assert "21/KH" in seat.text


# ---------------------------------------------------------------- the source sheet


@pytest.mark.parametrize("place", ["list", "editor"])
async def test_sources_of_an_article_from_the_list_and_the_editor(desk, campaign, place):
    article = written(desk, campaign=campaign.id)
    async with seated(desk) as seat:
        if place == "editor":
            await seat.open(article)
            await seat.until(lambda: "no sources" in seat.text, "the count of the sources")
        else:
            await seat.press("f3")
        await seat.press("alt+s")
        await seat.comes("SourcesScreen")
        assert "No sources yet" in seat.text
        await seat.press("a")
        await seat.comes("SourceForm")
        await fill(seat, where="xưởng")
        assert "needs a name" in seat.text
        await fill(seat, who="Lê Thu", contact="0900 111 222", second="bảng lương")
        await seat.comes("SourcesScreen")
        assert "1 with a second source · ⚠ no beneficiary" in seat.text
        await seat.press("e")
        await seat.comes("SourceForm")
        await fill(seat, figure="450")
        await seat.comes("SourcesScreen")
        assert desk.articles[article.id].sources == (
            Source(
                who="Lê Thu",
                where="xưởng",
                contact="0900 111 222",
                second="bảng lương",
                figure="450",
            ),
        )
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.until(lambda: "1 source (1 ✔)" in seat.text, "the new count")
        await seat.press("alt+s", "d")
        assert desk.articles[article.id].sources == ()
        await seat.press("ctrl+z")
        assert len(desk.articles[article.id].sources) == 1


async def test_what_was_typed_stays_when_a_source_comes(desk, campaign):
    article = written(desk, campaign=campaign.id, body="Một câu.")
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("Mưa. ")
        await seat.press("alt+s", "a")
        await seat.comes("SourceForm")
        await fill(seat, who="Lê Thu")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.type("Nắng. ")
        await seat.press("ctrl+s")
        assert desk.articles[article.id].body == "Mưa. Nắng. Một câu."
        assert len(desk.articles[article.id].sources) == 1


@pytest.mark.parametrize("named", ["sources", "claim", "task", ""])
async def test_an_article_that_is_more_than_its_text_stays_when_it_is_left(desk, campaign, named):
    """An empty one goes off the desk; not with a source sheet, nor one that something names."""
    rumour = claim(desk, campaign)
    async with seated(desk) as seat:
        await seat.press("ctrl+n")
        await seat.until(lambda: seat.article, "the article")
        article = seat.article
        if named == "sources":
            desk.articles.sources.add(article, Source(who="Lê Thu"))
        elif named == "claim":
            desk.rumours.answer(rumour, article)
        elif named == "task":
            desk.tasks.attach(next(iter(desk.tasks)), article)
        await seat.press("escape")
        await seat.settle()
        assert (article.id in desk.articles) == bool(named)


async def test_the_sheet_goes_with_its_article(desk, campaign):
    article = written(desk)
    desk.articles.sources.add(article, Source(who="Lê Thu"))
    async with seated(desk) as seat:
        await seat.press("f3", "alt+s")
        await seat.comes("SourcesScreen")
        await seat.press("e")
        await seat.comes("SourceForm")
        desk.articles.remove(article)
        await seat.settle()
        await seat.press("escape")
        await seat.comes("DeskScreen")


# ---------------------------------------------------------------- questions


@SIZES
async def test_a_question_is_logged_and_answered(desk, campaign, size):
    async with seated(desk, size=size) as seat:
        await room(seat, "alt+9")
        assert "No questions logged." in seat.text
        await seat.press("a")
        await seat.comes("QuestionForm")
        await fill(seat, text="Bao giờ lĩnh quà?", who="chị Lan", asked="hôm qua 22h")
        await seat.comes("QuestionsScreen")
        (logged,) = desk.campaigns.questions
        assert (logged.who, logged.answered) == ("chị Lan", None)
        assert "○ 13 hours" in seat.line("Bao giờ lĩnh quà?")
        assert "1 open, 0 overdue" in seat.text
        await seat.press("enter")
        await seat.comes("QuestionForm")
        assert seat.focus == "entry-answer"
        await fill(seat, answer="Sáng mai ở nhà ăn")
        await seat.comes("QuestionsScreen")
        assert desk.campaigns.questions[logged.id].answered == desk.records.now()
        assert "answered in time 1/1" in seat.text
        assert "→ Sáng mai ở nhà ăn" in seat.text
        await seat.press("d")
        assert not len(desk.campaigns.questions)
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.press("ctrl+z")
        assert desk.campaigns.questions[logged.id].answer == "Sáng mai ở nhà ăn"


# ---------------------------------------------------------------- negative news


@SIZES
async def test_a_claim_is_logged_checked_and_answered(desk, campaign, size, clock):
    desk.records.change(campaign, topics=("đẩy lùi thông tin tiêu cực",))
    async with seated(desk, size=size) as seat:
        await room(seat, "alt+n")
        await seat.press("a")
        await seat.comes("RumourForm")
        await fill(seat, claim="Quỹ đã hết tiền", where="nhóm Zalo", seen="hôm qua")
        assert "Type the hour as well" in " ".join(seat.text.replace("│", "").split())
        await fill(seat, seen="hôm qua 22h")
        await seat.comes("RumoursScreen")
        (logged,) = desk.rumours
        assert desk.records.now() - logged.seen == timedelta(hours=11)
        assert "○ 13 hours" in seat.line("Quỹ đã hết tiền")
        await seat.press("v")
        assert desk.rumours[logged.id].verdict == "false"
        await seat.press("enter")
        await seat.comes("Picker")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the answer")
        answer = seat.article
        assert answer.topics == ("đẩy lùi thông tin tiêu cực",)
        assert desk.rumours[logged.id].answer == answer.id
        assert seat.focus == "headline"
        await seat.type("Quỹ vẫn còn đủ")
        await seat.press("ctrl+s")
        await room(seat, "alt+n")
        assert "→ Quỹ vẫn còn đủ" in seat.text
        desk.records.change(answer, status=Status.EXPORTED, exported=desk.records.now())
        await seat.settle()
        assert "✔ 11 hours" in seat.line("Quỹ đã hết tiền")
        assert "answered in time 1/1" in seat.text
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert seat.article.id == answer.id


async def test_another_article_can_answer_or_none(desk, campaign):
    logged = claim(desk, campaign)
    other = written(desk, "Quỹ còn đủ", campaign=campaign.id)
    elsewhere = desk.campaigns.new_empty("Mùa sen", 2027)
    written(desk, "Bài của đợt khác", campaign=elsewhere.id)
    async with seated(desk) as seat:
        seat.screen.show_campaign(campaign.id)
        await room(seat, "alt+n")
        await seat.press("l")
        await seat.comes("Picker")
        assert "Bài của đợt khác" not in seat.text
        await seat.type("quy con")
        await seat.press("enter")
        await seat.comes("RumoursScreen")
        assert desk.rumours[logged.id].answer == other.id
        await seat.press("l")
        await seat.comes("Picker")
        await seat.type("no answer")
        await seat.press("enter")
        await seat.comes("RumoursScreen")
        assert desk.rumours[logged.id].answer is None
        await seat.press("ctrl+z")
        assert desk.rumours[logged.id].answer == other.id


async def test_late_claims_stand_on_top(desk, campaign):
    claim(desk, campaign, "Mới", 2), claim(desk, campaign, "Trễ", 30)
    async with seated(desk) as seat:
        await room(seat, "alt+n")
        texts = [row.rumour.claim for row in seat.field("entries").items]
        assert texts == ["Trễ", "Mới"]
        assert "! 6 hours" in seat.line("Trễ")
        assert "2 open, 1 overdue" in seat.text


async def test_editing_a_claim_keeps_when_it_was_seen_to_the_second(desk, campaign, clock):
    logged = claim(desk, campaign)
    desk.records.change(logged, seen=logged.seen.replace(second=17))
    async with seated(desk) as seat:
        await room(seat, "alt+n")
        await seat.press("e")
        await seat.comes("RumourForm")
        await fill(seat, checked="hỏi kế toán")
        await seat.comes("RumoursScreen")
        assert desk.rumours[logged.id].seen.second == 17
        assert desk.rumours[logged.id].checked == "hỏi kế toán"
        await seat.press("d")
        assert not len(desk.rumours)


# ---------------------------------------------------------------- rights cases


@pytest.mark.parametrize("place", ["list", "editor"])
async def test_an_article_becomes_a_rights_case_with_days(desk, campaign, place):
    article = written(desk, campaign=campaign.id)
    async with seated(desk) as seat:
        if place == "editor":
            await seat.open(article)
        else:
            await seat.press("f3")
        await seat.press("alt+k")
        await seat.comes("Confirm")
        await seat.press("n")
        assert desk.articles[article.id].kind == ""
        await seat.press("alt+k", "y")
        await seat.comes("CaseScreen")
        assert desk.articles[article.id].kind == RIGHTS
        await seat.press("a")
        await seat.comes("FollowUpForm")
        await fill(seat, what="gọi lại chủ xưởng")
        assert "Type the day" in seat.text
        await fill(seat, day="28.4")
        await seat.comes("CaseScreen")
        await seat.press("o")
        await seat.comes("OutcomeForm")
        await fill(seat, outcome="Đã trả một phần")
        await seat.comes("CaseScreen")
        assert "outcome: Đã trả một phần" in seat.text
        if place == "list":
            await seat.press("escape")
            await seat.comes("DeskScreen")
            assert "look again 28.4" in seat.text
            await seat.press("alt+k")
            await seat.comes("CaseScreen")
        await seat.press("space")
        assert desk.articles[article.id].follow_ups[0].done
        await seat.press("space", "e")
        await seat.comes("FollowUpForm")
        await fill(seat, day="3.5")
        await seat.comes("CaseScreen")
        (one,) = desk.articles[article.id].follow_ups
        assert one == FollowUp(day=date(2027, 5, 3), what="gọi lại chủ xưởng")
        await seat.press("d", "ctrl+z", "x")
        await seat.comes("DeskScreen")
        assert desk.articles[article.id].kind == ""
        assert desk.articles[article.id].follow_ups == (one,)


def case(desk, campaign, headline, *days, **fields):
    known = tuple(FollowUp(day=date(2027, 4, n), what=f"việc {n}") for n in days)
    return desk.records.add(
        Article(
            headline=headline,
            kind=RIGHTS,
            campaign=campaign.id,
            follow_ups=known,
            body="x",
            **fields,
        )
    )


@SIZES
async def test_the_cases_of_the_campaign_overdue_first(desk, campaign, size):
    case(desk, campaign, "Tuần sau", 27), case(desk, campaign, "Muộn", 18)
    case(desk, campaign, "Xong", outcome="Đã trả")
    written(desk, "Không phải", campaign=campaign.id)
    async with seated(desk, size=size) as seat:
        await room(seat, "alt+r")
        assert "3 cases · 1 overdue · 1 closed" in seat.text
        assert [row.article.headline for row in seat.field("entries").items] == [
            "Muộn",
            "Tuần sau",
            "Xong",
        ]
        assert "! 2 days overdue" in seat.line("Muộn")
        assert "in 7 days" in seat.line("Tuần sau")
        await seat.press("space")
        assert [row.article.headline for row in seat.field("entries").items] == [
            "Tuần sau",
            "Muộn",
            "Xong",
        ]
        assert seat.field("entries").current.article.headline == "Muộn"
        await seat.press("space")
        assert "e adds one" in seat.text
        await seat.press("up", "enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the case")
        assert seat.article.headline == "Tuần sau"


async def test_an_article_is_made_a_case_from_the_room(desk, campaign):
    article = written(desk, campaign=campaign.id)
    async with seated(desk) as seat:
        await room(seat, "alt+r")
        await seat.press("a")
        await seat.comes("Picker")
        await seat.press("enter")
        await seat.comes("CaseScreen")
        await seat.press("escape")
        await seat.comes("RightsScreen")
        assert desk.articles[article.id].kind == RIGHTS
        await seat.press("d")
        assert desk.articles[article.id].kind == ""
        assert "No rights cases yet" in seat.text


# ---------------------------------------------------------------- in the overview


async def test_the_overview_tells_each_quota_and_what_it_counted(desk, campaign):
    desk.records.change(campaign, quotas=(Quota(name="số giờ trả lời", at_most=24),))
    claim(desk, campaign, "Trễ", 30)
    async with seated(desk, size=WIDE) as seat:
        await seat.press("alt+o")
        await seat.comes("OverviewScreen")
        assert "· số giờ" in seat.text
        rows = seat.field("numbers")
        rows.move_to(next(n for n, row in enumerate(rows.items) if row[0].startswith("part")))
        await seat.press("enter")
        await seat.comes("Picker")
        assert "Trễ" in seat.text
        await seat.press("escape", "alt+r")
        await seat.comes("RightsScreen")


# ---------------------------------------------------------------- contacts


async def test_a_crash_tells_no_contact(desk, campaign, monkeypatch, capsys):
    """Neither the report nor what is said on the terminal holds what a source sheet does."""
    secret = "0987 111 222"
    article = written(desk, campaign=campaign.id)
    desk.articles.sources.add(article, Source(who="Người giấu tên", contact=secret))

    def broken(self, item):
        raise ValueError(f"{item.value.contact} {item.value.who}")

    monkeypatch.setattr(SourcesScreen, "detail", broken)

    async def fall():
        async with seated(desk) as seat:
            await seat.press("f3")
            seat.send("alt+s")
            await seat.ends()

    with pytest.raises(ValueError, match="0987"):  # Pilot tells what the app does not
        await fall()
    (report,) = (path.read_text() for path in settings.state_folder().glob("crash-*.txt"))
    said = capsys.readouterr()
    for text in (report, said.out, said.err):
        assert "0987" not in text
        assert "giấu tên" not in text
    assert "ValueError" in report
