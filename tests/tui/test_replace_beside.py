"""Words replaced beside the text: each place is named, cards and photos are looked through, too."""

from __future__ import annotations

from store.article_parts import Photo
from tests.tui.helpers import NARROW, WIDE, seated, written
from tests.tui.test_replace_words import looked


async def test_every_place_is_named_and_all_are_replaced_in_one_step(desk):
    photos = (Photo(file="a.jpg", caption="Hoa", credit="Tổ hoa", alt="Một bông hoa"),)
    article = written(desk, "Hoa nở", body="Một.\n\nVườn hoa.", photos=photos)
    async with seated(desk, size=WIDE) as seat:
        await looked(seat, "hoa", "lúa")
        for place in ("headline · Hoa→Lúa nở", "paragraph 2 · Vườn hoa→lúa.", "photo 1 · Hoa→Lúa"):
            assert f"● {place}" in seat.text
        assert "● credit of photo 1 · Tổ hoa→lúa" in seat.text
        assert "● alt text of photo 1 · Một bông hoa→lúa" in seat.text
        await seat.press("enter")
        await seat.comes("DeskScreen")
        (photo,) = desk.articles[article.id].photos
        assert (photo.caption, photo.credit, photo.alt) == ("Lúa", "Tổ lúa", "Một bông lúa")
        await seat.press("ctrl+z")
        assert desk.articles[article.id].photos == photos
        assert desk.articles[article.id].body == "Một.\n\nVườn hoa."


async def test_the_words_are_seen_beside_a_long_name_of_a_place(desk):
    alt = "Một bức ảnh rất dài cho thấy tổ may cùng cả xưởng đứng trước cổng có hoa giữa trưa hè"
    written(desk, "Nở", body="Một.", photos=(Photo(file="a.jpg", alt=alt),))
    async with seated(desk, size=NARROW) as seat:
        await looked(seat, "hoa", "lúa")
        assert "hoa→lúa" in seat.line("alt text of photo 1")
