"""The source sheet of an article."""

import pytest

from store.records import Source
from tests.tui.helpers import seated, written

from .hands import claim, fill


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
