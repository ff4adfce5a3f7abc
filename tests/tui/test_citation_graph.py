"""The neighbourhood of an article: drawn, walked with the arrows, recentred, opened."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from store import NewsItem
from store.articles.citation_graph import Neighbour, Neighbourhood
from store.records import Relation
from tests.tui.helpers import LANGUAGES, NARROW, WIDE, seated, written
from tui.screens.search.citation_graph import NeighbourhoodScreen
from tui.widgets.graph import MIDDLE, Graph, draw


@pytest.fixture
def middle(desk, clock):
    """An article with two that cite it and three that it cites."""
    item = desk.records.add(NewsItem(headline="Xưởng đóng tàu phát kính bảo hộ", author="Võ Bình"))
    far = desk.records.add(NewsItem(headline="Kính mới đạt chuẩn", author="PV"))
    near = written(desk, "Bến xe khu Đông thêm quầy vé cho công nhân")
    gone = written(desk, "Bài sẽ bị xóa")
    middle = written(desk, "Thợ hàn xưởng đóng tàu nhận kính bảo hộ mới")
    for piece, relation in (
        (item, Relation.BACKGROUND),
        (near, Relation.DEVELOPMENT),
        (gone, Relation.NONE),
    ):
        desk.links.add(middle, piece, relation)
    desk.links.add(near, far, Relation.RESPONSE)
    week, month = written(desk, "Một tuần ở xưởng tàu"), written(desk, "Tháng của thợ")
    desk.links.add(week, middle)
    desk.links.add(month, week)
    desk.links.add(month, middle, Relation.SAME_TOPIC)
    desk.articles.remove(gone)
    clock.wait()
    return desk.records.change(middle, byline="Minh Hà")


async def drawn(seat, article):
    await seat.open(article)
    await seat.press("f4", "m")
    await seat.comes("NeighbourhoodScreen")
    await seat.until(lambda: here(seat), "the drawing")


def here(seat):
    node = seat.app.screen.query_one(Graph).current
    return node.title if node else ""


async def test_both_sides_stand_there_with_their_relations(desk, middle):
    async with seated(desk) as seat:
        await drawn(seat, middle)
        await seat.sees("background:", "development:", "response:", "same topic:")
        await seat.sees("Xưởng đóng", "Bến xe khu", "Kính mới")  # with a sign, once checked
        await seat.sees("← 2 cite it", "it cites 3 →", "Một tuần ở xưởng", "Bài sẽ bị xóa")
        left, _ = seat.place("Một tuần")
        box, _ = seat.place("Thợ hàn")
        right, _ = seat.place("background")
        assert left < box < right
        assert here(seat) == middle.headline


async def test_the_arrows_walk(desk, middle):
    async with seated(desk) as seat:
        await drawn(seat, middle)
        await seat.press("left")
        assert here(seat) in ("Một tuần ở xưởng tàu", "Tháng của thợ")
        await seat.press("left", "right")
        assert here(seat) == middle.headline
        await seat.press("right", "up", "up", "up", "up")
        assert here(seat) == "Xưởng đóng tàu phát kính bảo hộ"
        await seat.press("down", "down")
        assert here(seat) == "Kính mới đạt chuẩn"
        await seat.press("end")
        assert here(seat) == "Bài sẽ bị xóa"
        await seat.sees("only its card is left")
        await seat.press("enter", "o")  # there is nothing to go to
        assert seat.top == "NeighbourhoodScreen"
        await seat.press("home")
        assert here(seat) == middle.headline


async def test_enter_recentres_and_esc_goes_back(desk, middle):
    async with seated(desk) as seat:
        await drawn(seat, middle)
        await seat.press("right", "up", "up", "enter")
        assert len(seat.on_top(NeighbourhoodScreen)._trail) == 2
        await seat.sees("1 cites it")
        await seat.press("escape")
        assert len(seat.on_top(NeighbourhoodScreen)._trail) == 1
        assert here(seat) != middle.headline  # where one was
        await seat.press("escape")
        await seat.comes("DeskScreen")


async def test_an_article_opens_a_news_item_is_read(desk, middle):
    async with seated(desk) as seat:
        await drawn(seat, middle)
        await seat.press("right", "home", "right", "up", "up", "up", "o")
        await seat.comes("PreviewScreen")
        await seat.press("escape")
        await seat.comes("NeighbourhoodScreen")
        await seat.press("left", "left", "o")
        await seat.until(lambda: seat.article and seat.article.id != middle.id, "the article")


async def test_with_the_mouse_and_after_a_change_of_the_desk(desk, middle):
    async with seated(desk) as seat:
        await drawn(seat, middle)
        await seat.click("Bến xe", times=2)
        await seat.sees("1 cites it")
        await seat.click("Thợ hàn", times=1)
        assert here(seat) == middle.headline
        desk.links.remove(middle, 1)
        await seat.sees("0 cite it")


async def test_nothing_around_it(desk):
    article = written(desk)
    async with seated(desk) as seat:
        await drawn(seat, article)
        await seat.sees("Nothing cites it and it cites nothing yet")
        await seat.press("left", "right", "up", "down")
        assert here(seat) == article.headline


async def test_at_any_size(desk, middle):
    async with seated(desk, size=WIDE) as seat:
        await drawn(seat, middle)
        for size in ((80, 24), (40, 10), (200, 60)):
            await seat.resize(*size)
            assert here(seat) == middle.headline


# ---------------------------------------------------------------- the drawing itself

titles = some.text(some.characters(exclude_categories=["Cs"]), max_size=60)
relations = some.sampled_from(Relation)
leaves = some.builds(
    lambda n, t, r: Neighbour(f"{n}", t, None, r), some.integers(), titles, relations
)
sides = some.lists(
    some.builds(
        lambda n, t, r, f: Neighbour(f"{n}", t, None, r, tuple(f)),
        some.integers(),
        titles,
        relations,
        some.lists(leaves, max_size=4),
    ),
    max_size=9,
)


@settings(deadline=None)
@given(left=sides, right=sides, title=titles, width=some.integers(38, 200))
def test_nothing_is_drawn_over_anything_else(left, right, title, width):
    drawing = draw(Neighbourhood(None, tuple(left), tuple(right)), title, width, 18)
    count = sum(1 + len(near.further) for near in (*left, *right))
    assert len(drawing.nodes) == count + 1
    cells = set(drawing.lines)
    for place, node in enumerate(drawing.nodes):
        region = node.region
        assert region.width >= 1
        assert region.bottom <= drawing.size.height
        assert node.side or region.width == MIDDLE
        for other in drawing.nodes[place + 1 :]:
            assert not region.overlaps(other.region)
        if width >= 80:
            assert region.right <= width
            assert not any(region.contains(x, y) for x, y in cells)


# ---------------------------------------------------------------- how it looks


@LANGUAGES
def test_narrow(desk, middle, looks, language):
    async def steps(seat):
        await drawn(seat, middle)
        await seat.press("right")

    assert looks(desk, steps, NARROW, language)


def test_wide(desk, middle, looks):
    async def steps(seat):
        await drawn(seat, middle)

    assert looks(desk, steps, WIDE, "vi")
