"""How a card is related, a source that changed, refusals, and who cites whom."""

from store.records import Relation
from tests.tui.helpers import NEWS, WIDE, seated, written
from tui.panes.related_rows import OwnRow

from .hands import FIRST, found, linked, suggested, to


async def test_the_relation_of_a_card(desk, article):
    linked(desk, article)
    async with seated(desk, size=WIDE) as seat:

        def relation():
            return seat.screen.related.article.links[1].relation

        await seat.open(article)
        await to(seat, NEWS[1][0])
        await seat.press("r")
        await seat.comes("Picker")
        await seat.type("deve\n")
        await seat.comes("DeskScreen")
        assert relation() is Relation.DEVELOPMENT
        await seat.sees("development · PV")
        await seat.press("ctrl+z")
        assert relation() is Relation.NONE
        assert "development" not in seat.text


async def test_a_changed_source_is_told_shown_and_taken_over(desk, article):
    source = next(iter(desk.news))
    desk.links.add(article, source)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await to(seat, FIRST)
        await seat.press("u")
        await seat.hears("there is nothing to update")
        desk.records.change(source, summary="Kính bảo hộ đạt chuẩn cũ.")
        await seat.sees("⚠ source changed (u)", "1 changed")
        await seat.press("u")
        await seat.comes("CardScreen")
        assert "chuẩn mớicũ." in seat.text
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert seat.screen.related.article.links[0].summary == "Kính bảo hộ đạt chuẩn cũ."
        await seat.until(lambda: "source changed" not in seat.text, "no notice any more")
        await seat.press("ctrl+z")
        assert seat.screen.related.article.links[0].summary == NEWS[0][2]


async def test_a_card_can_be_kept_though_its_source_changed(desk, article):
    source = next(iter(desk.news))
    desk.links.add(article, source)
    desk.records.change(source, summary="Khác.")
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await to(seat, FIRST)
        await seat.press("u")
        await seat.comes("CardScreen")
        await seat.press("o")
        await seat.comes("DeskScreen")
        assert seat.screen.related.article.links[0].summary == NEWS[0][2]
        await seat.until(lambda: "source changed" not in seat.text, "no notice any more")
        desk.records.change(source, summary="Lại khác.")
        await seat.sees("source changed")


async def test_refuse_and_take_it_back(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        await to(seat, FIRST)
        await seat.press("x")
        await seat.hears(f"Not related: {FIRST}.")
        assert FIRST not in found(seat)
        await seat.sees("▸ Not related (1)")
        await seat.press("ctrl+z")
        await suggested(seat)
        await to(seat, FIRST)
        await seat.press("x")
        rows = seat.screen.related.rows
        rows.move_to(len(rows.items) - 1)
        await seat.press("right")
        await to(seat, FIRST)
        assert "× Xưởng đóng tàu" in seat.text
        await seat.press("x")
        await seat.hears(f"It may be suggested again: {FIRST}")
        assert desk.articles[article.id].unrelated == ()
        await suggested(seat)


async def test_backlinks_stand_above_in_the_list_and_open(desk, article, clock):
    clock.wait()
    other = written(desk, "Một tuần ở xưởng", body="Lời khác.")
    desk.links.add(other, article)
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f3")
        assert "cited in 1 article" in seat.line("being edited · ↩")
        await seat.open(article)
        await seat.sees("↩ cited in 1 article")
        await seat.press("f4", "home")
        assert isinstance(seat.screen.related.rows.current, OwnRow)
        await seat.press("b")
        await seat.comes("Picker")
        assert other.headline in seat.text
        await seat.press("enter")
        await seat.until(lambda: seat.article and seat.article.id == other.id, "the article")


async def test_backlinks_of_a_suggestion(desk, article, clock):
    clock.wait()
    other = written(desk, "Một tuần ở xưởng", body="Lời khác.")
    desk.links.add(other, next(iter(desk.news)))
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        await to(seat, FIRST)
        await seat.press("b")
        await seat.comes("Picker")
        assert other.headline in seat.text
        await seat.press("escape")
        await seat.comes("DeskScreen")
        seat.screen.related.rows.focus()
        await seat.press("home", "b")
        await seat.hears("No article has a card for “Thợ hàn nhận kính mới” yet.")
