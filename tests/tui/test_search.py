"""The search: one box over everything, matches marked in their own letters, results that act."""

import errno
from datetime import date
from threading import Event
from unicodedata import normalize

import pytest

from store import Article, Fact, NewsItem, Question, Rumour, Task
from store.search.query import parse
from store.text import fold
from tests.tui.helpers import LANGUAGES, LEAD, NARROW, NEWS, WIDE, news, plan, seated, task, written
from tui.messages import ArticleWanted
from tui.screens.search.search import SearchScreen
from tui.widgets.highlighted_text import marked_line, snippet


def rows(seat):
    return seat.app.screen.rows.items


def titles(seat):
    """What is listed, by headline, title, claim or words."""
    names = ("headline", "title", "key", "claim", "words")
    return [
        next(getattr(row.record, name) for name in names if hasattr(row.record, name))
        for row in rows(seat)
    ]


def marked(seat, place=0):
    """What is marked in the headline of a result."""
    screen = seat.app.screen
    line = screen.rows.row_lines(rows(seat)[place], 100)[0]
    return [text for text, tone in line if tone == "mark"]


async def search(seat, words="", key="alt+g"):
    await seat.press(key)
    await seat.comes("SearchScreen")
    await seat.type(words)
    await seat.until(lambda: not words or seat.app.indexing.is_ready, "the index")
    await seat.until(lambda: seat.on_top(SearchScreen)._asked == words.strip(), "the results")


@pytest.fixture
def article(desk):
    news(desk)
    return written(desk)


# ---------------------------------------------------------------- how it opens


@pytest.mark.parametrize("pane", ["f2", "f3", "f4"])
async def test_a_slash_opens_it_in_any_pane(desk, article, pane):
    plan(desk)
    async with seated(desk) as seat:
        await seat.press(pane, "slash")
        await seat.comes("SearchScreen")
        assert seat.focus == "search"
        await seat.press("escape")
        await seat.comes("DeskScreen")


async def test_while_writing_a_slash_is_a_letter_and_alt_g_opens_it(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("3/4 ")
        assert seat.body.body.startswith("3/4 ")
        await search(seat)
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.focus == "body"
        assert seat.body.body.startswith(f"3/4 {LEAD[:10]}")  # no g has come into the text


async def test_letters_behind_the_slash_go_into_the_box(desk, article):
    async with seated(desk) as seat:
        await seat.press("f3")
        await seat.type("/det")
        await seat.comes("SearchScreen")
        assert seat.field("search").text == "det"
        assert len(desk.articles) == 1


# ---------------------------------------------------------------- what is found


@pytest.mark.parametrize("words", ["cong doan", "CÔNG ĐOÀN", "cong doan khu nam"])
async def test_without_marks(desk, article, words):
    async with seated(desk) as seat:
        await search(seat, words)
        assert titles(seat) == [NEWS[1][0]]
        assert "".join(marked(seat)).casefold().startswith("công")


async def test_every_kind_is_found_with_its_mark(desk, article):
    campaign = plan(desk)
    desk.records.add(Fact(campaign=campaign.id, key="mũ bảo hộ", value="320"))
    desk.records.add(Rumour(campaign=campaign.id, claim="Mũ bảo hộ giả", seen=desk.records.now()))
    async with seated(desk) as seat:
        await search(seat, "mu bao ho")
        await seat.sees("☐ ○ Ảnh trao mũ bảo hộ", "# mũ bảo hộ: 320", "! Mũ bảo hộ giả")
        await seat.sees("4 results · article 1 · task 1 · fact 1 · negative news 1")
        await seat.press("ctrl+a", "backspace")
        await seat.type("kinh bao ho")
        await seat.sees("◈ Xưởng đóng tàu phát kính bảo hộ", "✎ Thợ hàn nhận kính mới")


async def test_as_one_types_the_newest_question_wins(desk, article):
    async with seated(desk) as seat:
        await search(seat, "k")
        await seat.type("hu nam")
        await seat.until(lambda: titles(seat) == [NEWS[1][0]], "what was typed last")
        await seat.type("zzz")
        await seat.sees("Nothing matches.")


async def test_what_is_new_is_found_at_once(desk, article):
    async with seated(desk) as seat:
        await search(seat, '"bao tang')  # a phrase: else one of the words would do
        await seat.sees("Nothing matches.")
        desk.records.add(NewsItem(headline="Bảo tàng mở cửa đêm"))
        await seat.sees("Bảo tàng mở cửa đêm")


async def test_what_has_been_read_can_be_found_while_the_rest_is_read(desk, article, monkeypatch):
    """A desk of 100,000 items is read for a minute or two."""
    going_on = Event()
    whole = desk.search.index

    def index(progress, rest):
        whole(progress, rest)
        progress(100, 200)
        assert going_on.wait(60)

    monkeypatch.setattr(desk.search, "index", index)
    async with seated(desk) as seat:
        await seat.press("alt+g")
        await seat.comes("SearchScreen")
        await seat.type("lop hoc")
        await seat.until(lambda: titles(seat) == [NEWS[2][0]], "what is in")
        await seat.sees("50 %")
        going_on.set()
        await seat.until(lambda: "%" not in seat.text, "the end of the reading")


async def test_an_index_that_fails_before_its_first_step_is_told_in_the_search(
    desk, article, monkeypatch
):
    def index(progress, rest):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(desk.search, "index", index)
    async with seated(desk) as seat:
        await seat.press("alt+g")
        await seat.comes("SearchScreen")
        await seat.type("lop hoc")
        await seat.sees("The search index cannot be brought up to date: No space left")


async def test_what_came_in_while_it_looked_is_shown(desk, article, monkeypatch):
    """An answer may be older than the desk when it arrives."""
    going_on, found = Event(), Event()
    whole = desk.search.find

    def ask(words, limit):
        hits = whole(words, limit)
        found.set()
        assert going_on.wait(60)
        return hits

    async with seated(desk) as seat:
        await seat.press("alt+g")
        await seat.comes("SearchScreen")
        await seat.until(lambda: seat.app.indexing.is_ready, "the index")
        monkeypatch.setattr(desk.search, "find", ask)
        await seat.type("b")
        await seat.until(found.is_set, "the answer")
        await seat.type("ao tang")
        desk.records.add(NewsItem(headline="Bảo tàng mở cửa đêm"))
        going_on.set()
        await seat.until(lambda: titles(seat) == ["Bảo tàng mở cửa đêm"], "what is new")
        going_on.clear()
        found.clear()
        desk.records.add(NewsItem(headline="Bảo tàng đóng cửa"))
        await seat.until(found.is_set, "the answer")
        desk.records.add(NewsItem(headline="Bảo tàng sửa cửa"))
        going_on.set()
        await seat.until(lambda: len(titles(seat)) == 3, "what came while it looked")


async def test_the_snippet_shows_where_in_the_text_it_stands(desk, article):
    async with seated(desk) as seat:
        await search(seat, '"ca mang khong moi"')
        assert rows(seat) == []
        await seat.press("ctrl+a", "backspace")
        await seat.type("khong moi")
        await seat.until(lambda: titles(seat) == [article.headline], "the article")
        assert "cả ca không mỏ" in seat.line("being edited")


# ---------------------------------------------------------------- the right letters


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("words", ["cong doan", "công đoàn", normalize("NFD", "công đoàn")])
def test_marks_stand_on_the_letters_of_the_original(form, words):
    text = normalize(form, "Hội nghị\xa0Công\xa0đoàn – Đoàn viên ở Hòa Bình")
    found = [text[start:end] for start, end in parse(words).marks(text)]
    assert fold("".join(found).replace("\xa0", "")) in ("congdoandoan", "congdoan")
    assert found[0] == normalize(form, "Công")
    assert found[1] == normalize(form, "đoàn")


def test_a_line_with_marks_is_the_text_letter_for_letter():
    text = normalize("NFD", "Trao\xa02.310 bộ áo dài")
    line = marked_line(text, parse("ao dai 2310").marks(text), "dim")
    assert "".join(piece for piece, _tone in line) == text
    assert [piece for piece, tone in line if tone == "mark"] == [
        "2.310",
        normalize("NFD", "áo"),
        normalize("NFD", "dài"),
    ]


def test_a_snippet_begins_at_a_word_before_the_first_mark():
    text = "mở đầu " * 20 + "rồi tới áo dài ở đây"
    line = snippet(text, parse("ao dai").marks(text), 40)
    said = "".join(piece for piece, _tone in line)
    assert said.startswith("… ")
    assert "áo dài" in said
    assert len(said) <= 42
    assert snippet("ngắn", [], 40) == [("ngắn", "dim")]


@pytest.mark.parametrize("length", range(30, 60))
def test_a_snippet_ends_at_a_word_and_says_that_the_text_goes_on(length):
    text = "một hai ba bốn năm sáu bảy tám chín mười " * 5
    line = snippet(text, [], length)
    *pieces, (dots, _tone) = line
    shown = "".join(piece for piece, _tone in pieces)
    assert dots == " …"
    assert shown == text[: len(shown)]
    assert text[len(shown)] == " "
    assert length - 8 < len(shown) + len(dots) <= length


async def test_more_results_than_are_shown_are_told(desk):
    for number in range(101):
        desk.articles.new(headline=f"Tổ may số {number}")
    async with seated(desk) as seat:
        await seat.press("alt+g")
        await seat.comes("SearchScreen")
        await seat.type("tổ may")
        await seat.sees("100+ results")
        await seat.type(" số 7")
        await seat.until(lambda: "+ results" not in seat.text and "result" in seat.text)


def test_a_snippet_stands_where_the_marks_are_closest_together():
    text = f"áo mới {'và thế ' * 20}rồi áo dài mới may ở {'đây ' * 20}"
    line = snippet(text, parse("ao dai").marks(text), 50)
    said = "".join(piece for piece, _tone in line)
    assert said.removeprefix("… ").removesuffix(" …") in text
    assert [piece for piece, tone in line if tone == "mark"] == ["áo", "dài"]


async def test_a_decomposed_headline_is_marked(desk):
    desk.records.add(NewsItem(headline=normalize("NFD", "Tặng áo\xa0dài cho nữ đoàn viên")))
    async with seated(desk) as seat:
        await search(seat, "ao dai")
        assert marked(seat) == [normalize("NFD", "áo"), normalize("NFD", "dài")]


# ---------------------------------------------------------------- results act


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


# ---------------------------------------------------------------- saved searches


async def test_keep_ask_again_delete_and_take_back(desk, article):
    async with seated(desk) as seat:
        await search(seat)
        await seat.sees("No search is kept yet.", "Accents need not be typed.", "after:18.5")
        await seat.type("lop hoc")
        await seat.press("alt+s")
        await seat.hears("Kept: lop hoc.")
        await seat.press("ctrl+a", "backspace")
        await seat.sees("★ lop hoc")
        await seat.press("enter")
        assert seat.field("search").text == "lop hoc"
        await seat.until(lambda: titles(seat) == [NEWS[2][0]], "the results")
        await seat.press("ctrl+a", "backspace", "alt+d")
        await seat.hears("Deleted: lop hoc. Ctrl+Z brings it back.")
        assert not len(desk.search.saved)
        await seat.press("ctrl+z")
        await seat.sees("★ lop hoc")


async def test_ten_thousand_items_do_not_hold_up_a_key(desk, article):
    """A key of the box asks in a thread, and the last question wins."""
    items = [
        NewsItem(headline=f"Xưởng {n} trao quà", summary="Cho thợ hàn.") for n in range(10_000)
    ]
    desk.records.write("", items)
    async with seated(desk) as seat:
        await search(seat)
        await seat.until(lambda: seat.app.indexing.is_ready, "the index")
        await seat.type("xuong 7777")
        await seat.until(lambda: "Xưởng 7777 trao quà" in titles(seat), "the results")


# ---------------------------------------------------------------- how it looks


@pytest.fixture
def library(full):
    """A desk with something of every kind about one thing."""
    campaign = next(iter(full.campaigns))
    full.records.add(
        Fact(campaign=campaign.id, key="kính bảo hộ", value="320", day=date(2027, 4, 1))
    )
    full.records.add(
        Rumour(campaign=campaign.id, claim="Kính bảo hộ giả ở xưởng", seen=full.records.now())
    )
    full.records.add(
        Article(headline=normalize("NFD", "Kính\xa0mới tới bến"), body=LEAD, byline="Lê Thu")
    )
    full.search.save("áo dài nữ công")
    full.search.save("kính bảo hộ")
    return full


async def results(seat):
    await search(seat, "kinh bao")
    await seat.press("down")


async def empty(seat):
    await search(seat)


@LANGUAGES
def test_results(library, looks, language):
    assert looks(library, results, NARROW, language)


def test_results_wide(library, looks):
    assert looks(library, results, WIDE, "vi")


@LANGUAGES
def test_empty(library, looks, language):
    assert looks(library, empty, NARROW, language)
