"""Words replaced in many articles, each place shown before."""

import pytest

from store import Article, Status
from tests.tui.helpers import NARROW, WIDE, seated, written


@pytest.fixture
def flowers(desk):
    written(desk, "Hoa nở giữa ca", body="Vườn hoa của xưởng may.\n\nHóa đơn mua hoa.")
    written(desk, "Bữa cơm ca đêm", body="Bữa cơm có hoa trên bàn.")
    written(desk, "Hội chợ", body="Chợ hoa.", status=Status.EXPORTED, exported=desk.records.now())
    return desk


def bodies(desk):
    return {one.headline: one.body for one in desk.articles}


async def looked(seat, words, new):
    await seat.press("f3", "H")
    await seat.comes("ReplaceWordsScreen")
    await seat.type(words)
    await seat.press("enter")
    await seat.type(new)
    await seat.press("enter")


async def test_all_places_are_shown_and_replaced_as_one_step(flowers):
    async with seated(flowers, size=WIDE) as seat:
        await looked(seat, "hoa", "bông")
        assert "To be replaced: 4 of 5; articles: 2. 1 is out and stays." in seat.text
        assert "Bữa cơm có hoa→bông trên bàn." in seat.text
        assert "Hội chợ · is out, not changed" in seat.text
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.hears("4 places replaced")
        assert bodies(flowers) == {
            "Bông nở giữa ca": "Vườn bông của xưởng may.\n\nHóa đơn mua bông.",
            "Bữa cơm ca đêm": "Bữa cơm có bông trên bàn.",
            "Hội chợ": "Chợ hoa.",
        }
        await seat.press("ctrl+z")
        assert bodies(flowers)["Hoa nở giữa ca"] == "Vườn hoa của xưởng may.\n\nHóa đơn mua hoa."
        assert bodies(flowers)["Bữa cơm ca đêm"] == "Bữa cơm có hoa trên bàn."


async def test_a_place_is_left_out_with_space(flowers):
    async with seated(flowers, size=WIDE) as seat:
        await looked(seat, "hoa", "bông")
        await seat.press("home", "space")
        assert "To be replaced: 3 of 5" in seat.text
        await seat.press("home", "space", "home", "space", "enter")
        await seat.comes("DeskScreen")
        assert bodies(flowers)["Bữa cơm ca đêm"] == "Bữa cơm có hoa trên bàn."
        assert "Bông nở giữa ca" in bodies(flowers)


async def test_marks_are_ignored_and_parts_are_found_when_asked_for(flowers):
    async with seated(flowers, size=WIDE) as seat:
        await looked(seat, "hoa", "x")
        assert "of 5; articles" in seat.text
        await seat.press("alt+m")
        await seat.sees("of 6; articles", "whatever marks")
        await seat.press("alt+m", "shift+tab", "shift+tab", "end", "backspace")
        await seat.sees("These words are not found")
        await seat.press("alt+w")
        await seat.sees("parts of words, too", "of 5; articles")


async def test_only_the_marked_articles(flowers):
    async with seated(flowers, size=WIDE) as seat:
        await seat.press("f3", "home", "x")
        (marked,) = seat.screen.drafts.list.chosen
        await looked(seat, "hoa", "bông")
        assert "Replace words in 1 article" in seat.text
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.top == "DeskScreen" or "nothing to replace" in seat.text)
        changed = [one for one in flowers.articles if "bông" in one.headline + one.body]
        assert [one.id for one in changed] == ([] if marked.out else [marked.id])


async def test_nothing_to_replace_is_told(flowers):
    async with seated(flowers) as seat:
        await looked(seat, "không có", "x")
        await seat.press("ctrl+s")
        assert "There is nothing to replace" in seat.text
        await seat.press("escape")
        await seat.comes("DeskScreen")
    assert "Hoa nở giữa ca" in bodies(flowers)


async def test_very_many_articles_with_their_progress_and_one_undo(desk):
    some = [Article(headline=f"Bài {n}", body="Vườn hoa.") for n in range(450)]
    for one in some:
        desk.records.add(one)
    async with seated(desk, size=WIDE) as seat:
        await looked(seat, "hoa", "bông")
        await seat.sees("To be replaced: 450 of 450")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert {one.body for one in desk.articles} == {"Vườn bông."}
        await seat.press("ctrl+z")
        await seat.until(lambda: {one.body for one in desk.articles} == {"Vườn hoa."})
        assert desk.undo.last is None or desk.undo.last.label != "replace words"


async def test_what_was_found_for_other_words_is_never_replaced(desk):
    body = "Cụ ho trong vườn hoa. " + "Bữa cơm ca đêm ở xưởng may. " * 400
    for n in range(150):
        desk.records.add(Article(headline=f"Bài {n}", body=body))
    async with seated(desk, size=WIDE) as seat:
        await looked(seat, "ho", "x")
        await seat.sees("To be replaced: 150 of 150")
        await seat.press("shift+tab", "shift+tab", "end")
        for key in ("a", "ctrl+s"):
            seat.send(key)
        await seat.settle()
        assert all(one.body.startswith("Cụ ho trong vườn") for one in desk.articles)


# ---------------------------------------------------------------- looks


async def found(seat):
    await looked(seat, "ca", "kíp")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_its_looks(full, looks, size):
    assert looks(full, found, size, "vi")
