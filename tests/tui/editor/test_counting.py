"""Words and characters are counted; what is too long is warned of."""

from unicodedata import normalize

from tests.tui.helpers import LEAD, seated, written

from .samples import NFD


async def test_counts_words_and_characters(desk, article):
    from store.text import count_characters, count_words

    async with seated(desk) as seat:
        await seat.open(article)
        words, chars = count_words(article.body), count_characters(article.body)
        await seat.sees(f"{words} words · {chars} chars · lead {count_words(LEAD)}/50")
        assert f"{len(article.headline)}/80" in seat.text
        await seat.press("ctrl+a")
        await seat.type("Một hai – 1.250 ba")
        await seat.sees("4 words · 18 chars · lead 4/50")


async def test_decomposed_letters_count_as_one(desk):
    article = written(desk, NFD, body=normalize("NFD", "Ở đâu đấy"))
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.sees("3 words · 9 chars")
        assert "17/80" in seat.text


async def test_a_long_lead_and_a_long_headline_warn(desk):
    lead = " ".join(["chữ"] * 50)
    article = written(desk, "T" * 80, body=f"{lead}\n\nĐoạn hai.")
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.sees("lead 50/50")
        assert "⚠" not in seat.text
        assert not seat.field("counts").has_class("over")
        await seat.type("thêm ")
        await seat.sees("lead 51/50 ⚠")
        assert seat.field("counts").has_class("over")
        seat.field("headline").focus()
        await seat.press("end")
        await seat.type("T")
        await seat.sees("81/80")
        assert seat.field("headline-count").has_class("over")


async def test_a_word_goal_is_shown_with_the_count(desk):
    article = written(desk, body=" ".join(["chữ"] * 412))
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("alt+q")
        await seat.comes("WordGoalForm")
        assert "412 words so far" in seat.text
        await seat.type("sáu trăm\n")
        assert "is not a whole number" in seat.words
        await seat.press("ctrl+u")
        await seat.type("600\n")
        await seat.comes("DeskScreen")
        await seat.sees("412/600 words")
        await seat.press("alt+q")
        await seat.comes("WordGoalForm")
        await seat.type("1.200\n")  # what is there is replaced
        await seat.sees("412/1200 words")
        assert seat.focus == "body"
    assert desk.articles[article.id].word_goal == 1200
