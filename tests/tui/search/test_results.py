"""Results act: opened, read, linked, attached."""

from threading import Event

import pytest

from store import Fact, Question, Rumour, Task
from tests.tui.helpers import NEWS, WIDE, plan, seated, task, written
from tui.messages import ArticleWanted
from tui.screens.search.search import SearchScreen

from .hands import search, titles


async def test_an_article_opens(desk, article):
    async with seated(desk) as seat:
        await seat.press("f2")
        await search(seat, "tho han nhan")
        await seat.press("enter")
        await seat.until(lambda: seat.article and seat.article.id == article.id, "the article")


def behind_the_keys(seat, desk, monkeypatch):
    """Let each answer of the desk come when no key stands in line any more."""
    answer, turn = desk.search.find, Event()

    def late(*asked):
        while seat.app._typed:
            turn.wait(0.01)
        return answer(*asked)

    monkeypatch.setattr(desk.search, "find", late)


@pytest.mark.parametrize(("word", "title"), [("sen", "Mùa sen nở"), ("mang", "Mùa màng")])
async def test_enter_behind_the_words_opens_what_they_find(desk, article, word, title, monkeypatch):
    """The first letters find other things, and those are listed when Enter is typed."""
    for other in ("Mùa màng", "Mùa sen nở"):
        written(desk, other)
    async with seated(desk) as seat:
        await search(seat, "mua")
        assert len(titles(seat)) >= 2
        behind_the_keys(seat, desk, monkeypatch)
        await seat.type(f" {word}\n")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.headline == title


async def test_enter_before_any_result_has_come_waits_for_it(desk, article, monkeypatch):
    async with seated(desk) as seat:
        await search(seat)
        await seat.until(lambda: seat.app.indexing.is_ready, "the index")
        behind_the_keys(seat, desk, monkeypatch)
        await seat.type("tho han nhan\n")
        await seat.until(lambda: seat.article and seat.article.id == article.id, "the article")


@pytest.mark.parametrize(("word", "title"), [("sen", "Mùa sen nở"), ("mang", "Mùa màng")])
async def test_a_link_goes_to_what_the_whole_words_find(desk, article, word, title, monkeypatch):
    for other in ("Mùa màng", "Mùa sen nở"):
        written(desk, other)
    async with seated(desk) as seat:
        await seat.open(article)
        await search(seat, "mua")
        behind_the_keys(seat, desk, monkeypatch)
        for key in (*f" {word}", "alt+l"):
            seat.send(key)
        await seat.sees(f"“{title}” tells")
        await seat.press("alt+l")
        await seat.until(lambda: desk.articles[article.id].links, "the card")
        (link,) = desk.articles[article.id].links
        assert desk.articles[link.target].headline == title


async def test_a_news_item_is_read_and_the_search_is_still_there(desk, article):
    async with seated(desk) as seat:
        await search(seat, "lop hoc dem")
        await seat.press("enter")
        await seat.comes("PreviewScreen")
        await seat.sees(NEWS[2][2])
        await seat.press("escape")
        await seat.comes("SearchScreen")
        assert seat.field("search").text == "lop hoc dem"


async def test_a_task_is_shown_in_the_checklist_of_its_campaign(desk, article):
    plan(desk)
    other = desk.campaigns.new_empty("Chiến dịch khác", 2027)
    async with seated(desk) as seat:
        seat.screen.show_campaign(other.id)
        seat.screen.checklist.arranged.look.folded.add("phase triển khai")
        await seat.press("f3")
        await search(seat, "loa xuong tau")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert seat.focus == "tasks"
        assert seat.screen.checklist.task_here.title == "Bản tin loa xưởng tàu"


@pytest.mark.parametrize(("words", "name"), [("mu bao hiem", "facts"), ("tin don", "rumours")])
async def test_a_fact_and_a_rumour_open_their_room(desk, words, name, monkeypatch):
    campaign = plan(desk)
    other = desk.campaigns.new_empty("Chiến dịch khác", 2027)
    desk.records.add(Fact(campaign=campaign.id, key="mũ bảo hiểm", value="320"))
    desk.records.add(Rumour(campaign=campaign.id, claim="Tin đồn về mũ", seen=desk.records.now()))
    async with seated(desk) as seat:
        seat.screen.show_campaign(other.id)
        entered: list[str] = []
        monkeypatch.setattr(seat.screen, "action_enter_room", entered.append)
        await search(seat, words)
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert entered == [name]
        assert seat.screen.checklist.campaign.id == campaign.id


@pytest.mark.parametrize("name", ["articles", "tasks", "facts", "rumours", "questions"])
async def test_a_result_that_is_gone_by_the_key_is_told(desk, name, monkeypatch):
    campaign = plan(desk).id
    article, now = written(desk, "Kính lúp", campaign=campaign), desk.records.now()
    gone = {
        "articles": article,
        "tasks": desk.tasks.add(Task(campaign=campaign, title="Kính lúp")),
        "facts": desk.records.add(Fact(campaign=campaign, key="kính lúp", value="320")),
        "rumours": desk.records.add(Rumour(campaign=campaign, claim="Kính lúp", seen=now)),
        "questions": desk.records.add(Question(campaign=campaign, text="Kính lúp", asked=now)),
    }
    async with seated(desk) as seat:
        await search(seat, "kinh lup")
        hits = seat.on_top(SearchScreen).rows
        hits.move_to([row.record.id for row in hits.items].index(gone[name].id))
        find, go_on = type(desk.search).find, Event()
        monkeypatch.setattr(
            type(desk.search), "find", lambda *given: go_on.wait(60) and find(*given)
        )
        desk.records.write("", [], drop=[gone[name]])  # by another program
        await seat.press("enter")
        await seat.hears("This is gone: it was deleted meanwhile.")
        go_on.set()
        await seat.until(lambda: len(hits.items) == 4, "the others")
        await seat.press("enter")
        await seat.until(lambda: seat.top != "SearchScreen", "another result")


async def test_an_article_that_is_gone_when_it_is_to_be_opened_is_told(desk, article):
    async with seated(desk) as seat:
        seat.screen.post_message(ArticleWanted("0" * 32))
        await seat.hears("This is gone: it was deleted meanwhile.")


async def test_link_to_the_open_article(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        await search(seat, "phat kinh")
        await seat.press("alt+l")
        await seat.hears(f"Linked: {NEWS[0][0]}")
        assert [link.headline for link in desk.articles[article.id].links] == [NEWS[0][0]]
        await seat.sees("✓ · Võ Bình")
        await seat.press("alt+l")
        await seat.sees("is linked already")
        await seat.press("alt+l")
        assert len(desk.articles[article.id].links) == 1
        await seat.press("tab", "ctrl+z")
        assert desk.articles[article.id].links == ()


async def test_a_doubt_is_told_before_it_is_linked(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        await search(seat, "lop hoc")
        await seat.press("alt+l")
        await seat.sees("has nothing in common with this text")
        assert desk.articles[article.id].links == ()
        await seat.press("alt+l")
        await seat.hears(f"Linked: {NEWS[2][0]}")


async def test_a_doubt_stays_while_more_answers_show_the_same_row(desk, article):
    """The letters typed last are answered when the key has been pressed already."""
    async with seated(desk) as seat:
        await seat.open(article)
        await search(seat, "lop hoc")
        (row,) = titles(seat)
        await seat.press("alt+l")
        await seat.type(" dem")
        await seat.until(lambda: seat.on_top(SearchScreen)._asked == "lop hoc dem", "the answer")
        assert titles(seat) == [row]
        assert "has nothing in common with this text" in seat.text
        await seat.press("alt+l")
        await seat.hears(f"Linked: {NEWS[2][0]}")


async def test_an_article_is_not_linked_to_itself_however_often_one_asks(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        await search(seat, '"tho han nhan"')
        assert titles(seat) == [article.headline]
        for _ in range(2):
            await seat.press("alt+l")
            await seat.sees("An article cannot be related to itself.")
            assert "once more" not in seat.text
        assert desk.articles[article.id].links == ()


async def test_without_an_open_article_nothing_is_offered_to_link(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await search(seat, "lop hoc")
        assert "Link" not in seat.lines[-2]
        await seat.press("alt+l")
        assert desk.articles[article.id].links == ()


async def test_attach_an_article_to_the_task_under_the_cursor(desk, article):
    plan(desk)
    async with seated(desk) as seat:
        await seat.press("f2", "home")
        rows_ = seat.screen.checklist.rows
        wanted = task(desk, "Ảnh trao mũ bảo hộ")
        rows_.move_to(
            next(n for n, row in enumerate(rows_.items) if rows_.row_key(row) == wanted.id)
        )
        await search(seat, "tho han nhan", "slash")
        await seat.press("alt+t")
        await seat.comes("Picker")
        await seat.press("enter")
        await seat.comes("SearchScreen")
        assert task(desk, wanted.title).articles == (article.id,)
        await seat.press("tab", "ctrl+z")
        assert task(desk, wanted.title).articles == ()


async def test_attach_the_open_article_to_a_task_that_was_found(desk, article):
    plan(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        await search(seat, "loa xuong")
        await seat.press("alt+t")
        await seat.hears("fulfils the task “Bản tin loa xưởng tàu”")
        assert task(desk, "Bản tin loa xưởng tàu").articles == (article.id,)


async def test_letters_act_while_the_list_has_the_focus(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        await search(seat, "phat kinh")
        await seat.press("tab")
        assert seat.focus == "hits"
        await seat.press("v")
        await seat.comes("PreviewScreen")
        await seat.press("enter")
        await seat.hears(f"Linked: {NEWS[0][0]}")


async def test_with_the_mouse(desk, article):
    async with seated(desk) as seat:
        await search(seat, "tho han nhan")
        await seat.click("Thợ hàn nhận kính mới", times=2)
        await seat.until(lambda: seat.article, "the article")
